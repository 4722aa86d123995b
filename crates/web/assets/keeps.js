// Keeps what is typed in a form before it is sent: with the service while there is a way to it, else in this browser. When
// its writer comes back, it is offered. Without this a page works; then what was typed is kept once it is sent.
const BEGINNING = "typed:";
const WAIT = 700;
const AT_MOST = 3000;
const AGAIN = 8000;
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

const held = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key) || "null");
  } catch {
    return null;
  }
};
const hold = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing: the service keeps it
  }
};
const drop = (key) => localStorage.removeItem(key);
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(BEGINNING));

// What was saved is told by the address of the page that follows; what nobody came back for goes after a week.
const saved = new URLSearchParams(location.search).get("sent");
for (const key of keys()) {
  const entry = held(key);
  if (!entry || (saved && entry.sent === saved) || Date.now() - entry.at > KEPT_FOR) drop(key);
}

const typed = (form) => {
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrf", "sent"].includes(name));
  return new URLSearchParams(pairs).toString();
};

const isRead = (text) => /\s/.test(text) || text.length > 40;

const putBack = (form, text) => {
  const values = new URLSearchParams(text);
  for (const field of form.elements) {
    if (!field.name || ["csrf", "sent"].includes(field.name) || field.type === "file") continue;
    const all = values.getAll(field.name);
    if (field.type === "checkbox" || field.type === "radio") field.checked = all.includes(field.value);
    else if (field.tagName !== "BUTTON") field.value = all[0] ?? "";
    const fold = field.closest("details");
    if (fold && (field.checked || (field.value && !["checkbox", "radio", "hidden"].includes(field.type)))) fold.open = true;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

const keep = (form) => {
  const path = new URL(form.action).pathname;
  const key = `${BEGINNING}${form.dataset.keepsFor} ${path}`;
  const state = form.querySelector("[data-keeps-state]");
  const box = form.previousElementSibling?.matches("[data-kept-here]") ? form.previousElementSibling : null;
  let known = typed(form);
  let timer = 0;
  let first = 0;
  let going = null;
  let isSent = false;

  const say = (what) => {
    if (state && state.textContent !== state.dataset[what]) state.textContent = state.dataset[what];
  };

  const body = (text) => {
    const pairs = new URLSearchParams(text);
    pairs.append("of", path);
    pairs.append("csrf", form.elements.csrf.value);
    return pairs;
  };

  const send = async () => {
    clearTimeout(timer);
    first = 0;
    const text = typed(form);
    if (isSent || text === known || !form.dataset.keeps) return;
    going?.abort();
    going = new AbortController();
    try {
      const answer = await fetch(form.dataset.keeps, { method: "POST", redirect: "manual", body: body(text), signal: going.signal });
      if (answer.status !== 204) throw new Error("not kept");
      known = text;
      if (held(key)?.text === text) drop(key);
      say("kept");
    } catch (error) {
      if (error.name === "AbortError") return;
      say("offline");
      timer = setTimeout(send, AGAIN);
    }
  };

  const later = () => {
    hold(key, { text: typed(form), at: Date.now() });
    clearTimeout(timer);
    first ||= Date.now();
    timer = setTimeout(send, Math.min(WAIT, Math.max(0, first + AT_MOST - Date.now())));
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.addEventListener("online", send);
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    going?.abort();
    const mark = form.elements.sent ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "sent" }));
    mark.value = crypto.randomUUID?.().replaceAll("-", "") ?? Math.random().toString(36).slice(2);
    hold(key, { text: typed(form), at: Date.now(), sent: mark.value });
  });
  window.addEventListener("pagehide", () => {
    const text = typed(form);
    if (isSent || text === known) return;
    hold(key, { text, at: Date.now() });
    if (!form.dataset.keeps) return;
    fetch(form.dataset.keeps, { method: "POST", redirect: "manual", body: body(text), keepalive: true }).catch(() => {});
  });
  // a page that comes back as it was can be sent once more
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) isSent = false;
  });

  const entry = held(key);
  const offered = document.getElementById("unsaved")?.dataset.unsaved;
  if (!entry) return;
  if (entry.text === known || entry.text === offered || !box) {
    drop(key);
    return;
  }
  const texts = [...new URLSearchParams(entry.text).values()].filter(isRead);
  box.querySelector("[data-kept-words]").textContent = texts.join("\n");
  box.hidden = false;
  const close = () => {
    box.hidden = true;
    drop(key);
  };
  box.querySelector("[data-put-back]").addEventListener("click", () => {
    putBack(form, entry.text);
    box.hidden = true;
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  box.querySelector("[data-throw-away]").addEventListener("click", close);
};

for (const form of document.querySelectorAll("form[data-keeps]")) keep(form);
