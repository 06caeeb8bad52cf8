// Keys for the review, and the colours that an op shares with its asset. Everything works without this file.
"use strict";

function isTyping(element) {
  return element.matches("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target instanceof Element && isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const help = document.getElementById("keys");
  if (help.open) return;
  if (event.key === "?") {
    help.showModal();
    event.preventDefault();
    return;
  }
  const target = /^[jkarc]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("textarea")) target.focus();
  else target.click();
});

function light(color, isOn) {
  for (const box of document.querySelectorAll(`.box[data-color="${color}"]`)) box.classList.toggle("lit", isOn);
}

for (const box of document.querySelectorAll(".box[data-color]")) {
  const color = box.dataset.color;
  if (color === "0") continue;
  for (const [name, isOn] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) {
    box.addEventListener(name, () => light(color, isOn));
  }
}
