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
