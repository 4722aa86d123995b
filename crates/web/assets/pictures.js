// Drawing with a finger, a pen or the mouse, and recording one's voice: both become the file of the form around them.
// Without this, or by keyboard, a file is chosen as ever.
const put = (form, blob, name) => {
  const files = new DataTransfer();
  files.items.add(new File([blob], name, { type: blob.type }));
  form.elements.file.files = files.files;
};

const drawIn = (box) => {
  const form = box.closest("form");
  const canvas = box.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const colours = [...box.querySelectorAll("[data-colour]")];
  let lines = [];
  let line = null;
  let colour = colours[0].dataset.colour;

  const paint = () => {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    for (const one of lines) {
      pen.strokeStyle = one.colour;
      pen.fillStyle = one.colour;
      pen.lineWidth = one.width;
      pen.lineCap = "round";
      pen.lineJoin = "round";
      pen.beginPath();
      one.points.forEach(([x, y], at) => (at === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
      if (one.points.length === 1) pen.lineTo(one.points[0][0] + 0.1, one.points[0][1]);
      pen.stroke();
    }
  };
  const point = (event) => {
    const place = canvas.getBoundingClientRect();
    return [((event.clientX - place.left) * canvas.width) / place.width, ((event.clientY - place.top) * canvas.height) / place.height];
  };
  const choose = (button) => {
    colour = button.dataset.colour;
    for (const one of colours) one.setAttribute("aria-pressed", String(one === button));
  };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    line = { colour, width: colour === "#ffffff" ? 60 : 10, points: [point(event)] };
    lines.push(line);
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line) return;
    line.points.push(point(event));
    paint();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (line = null));
  for (const button of colours) button.addEventListener("click", () => choose(button));
  box.querySelector("[data-undo]").addEventListener("click", () => {
    lines.pop();
    paint();
  });
  box.querySelector("[data-clear]").addEventListener("click", () => {
    lines = [];
    paint();
  });
  form.addEventListener("submit", () => {
    if (lines.length === 0 || form.elements.file.files.length > 0) return;
    // made at once, while the form waits: a picture that is made later may come after the page has gone
    const letters = atob(canvas.toDataURL("image/png").split(",")[1]);
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    put(form, new Blob([bytes], { type: "image/png" }), "drawing.png");
  });
  choose(colours[0]);
  paint();
  box.hidden = false;
};

const recordIn = (box) => {
  const kind = ["audio/webm", "audio/ogg"].find((one) => window.MediaRecorder?.isTypeSupported(one));
  if (!kind || !navigator.mediaDevices) return;
  const form = box.closest("form");
  const button = box.querySelector("button");
  const state = box.querySelector("[role=status]");
  let recorder = null;

  const begin = async () => {
    let sound;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      state.textContent = box.dataset.refused;
      return;
    }
    const parts = [];
    recorder = new MediaRecorder(sound, { mimeType: kind });
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      sound.getTracks().forEach((track) => track.stop());
      put(form, new Blob(parts, { type: kind }), kind === "audio/ogg" ? "voice.ogg" : "voice.webm");
      recorder = null;
      button.textContent = box.dataset.begin;
      state.textContent = box.dataset.done;
    });
    recorder.start();
    button.textContent = box.dataset.stop;
    state.textContent = box.dataset.going;
  };
  button.addEventListener("click", () => (recorder ? recorder.stop() : begin()));
  box.hidden = false;
};

document.querySelectorAll("[data-draws]").forEach(drawIn);
document.querySelectorAll("[data-records]").forEach(recordIn);
