// Pages work without this. With it: a button cannot be pressed twice, the error summary takes the focus, characters are counted.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll } from "./govuk.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink]) {
  createAll(part);
}
for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
if (document.querySelector("[data-keeps]") || /[?&]sent=/.test(location.search)) import("./keeps.js");
if (document.querySelector("[data-draws], [data-records]")) import("./pictures.js");
// A number with two ends gets a slider beside it; the number is what is sent.
for (const place of document.querySelectorAll("[data-slider]")) {
  const field = place.querySelector("input");
  const slider = document.createElement("input");
  const number = () => Number(field.value.replaceAll(",", "")) || 0;
  slider.type = "range";
  for (const end of ["min", "max", "step"]) {
    slider.setAttribute(end, place.dataset[end]);
  }
  slider.setAttribute("aria-label", place.dataset.slider);
  slider.value = number();
  slider.addEventListener("input", () => (field.value = slider.value));
  field.addEventListener("input", () => (slider.value = number()));
  place.append(slider);
}
// What is under way is looked at again, without moving the page; once it is over, its own page is shown.
const fresh = document.querySelector("[data-fresh]");
if (fresh) {
  const look = setInterval(async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-fresh]");
    if (now) {
      fresh.replaceChildren(...now.childNodes);
    } else {
      clearInterval(look);
      location.assign(answer.url);
    }
  }, 2000);
}
