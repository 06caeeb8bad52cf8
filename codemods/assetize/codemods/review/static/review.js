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

const showKeys = document.getElementById("show-keys");
if (showKeys) {
  showKeys.hidden = false;
  showKeys.addEventListener("click", () => document.getElementById("keys").showModal());
}

// An op, the asset that it becomes a part of, and its line in the table light up together.
function light(mate, isOn) {
  for (const element of document.querySelectorAll("[data-mate]")) {
    if (element.dataset.mate === mate) element.classList.toggle("lit", isOn);
  }
}

for (const element of document.querySelectorAll("[data-mate]")) {
  for (const [name, isOn] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) {
    element.addEventListener(name, () => light(element.dataset.mate, isOn));
  }
}

// Pictures: drag to move, buttons to zoom; the marked node is in sight.
function dragged(picture) {
  let start = null;
  let moved = false;
  picture.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button) return;
    start = [event.clientX + picture.scrollLeft, event.clientY + picture.scrollTop];
    moved = false;
  });
  addEventListener("pointermove", (event) => {
    if (!start) return;
    const [left, top] = [start[0] - event.clientX, start[1] - event.clientY];
    moved ||= Math.hypot(left - picture.scrollLeft, top - picture.scrollTop) > 4;
    if (moved) picture.scrollTo(left, top);
  });
  addEventListener("pointerup", () => { start = null; });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
}

function zoom(picture, factor) {
  const svg = picture.querySelector("svg");
  const { width, height } = svg.viewBox.baseVal;
  const space = picture.clientWidth - 16;
  const present = svg.width.baseVal.value / width;
  const scale = Math.min(4, Math.max(0.1, factor ? present * factor : Math.min(1, space / width)));
  const [across, down] = ["scrollLeft", "scrollTop"].map((side) => picture[side]);
  svg.setAttribute("width", width * scale);
  svg.setAttribute("height", height * scale);
  const grown = scale / present;
  picture.scrollTo((across + picture.clientWidth / 2) * grown - picture.clientWidth / 2, (down + picture.clientHeight / 2) * grown - picture.clientHeight / 2);
}

for (const picture of document.querySelectorAll(".picture")) {
  dragged(picture);
  const marked = picture.querySelector(".marked");
  if (marked) {
    const [inside, around] = [marked.getBoundingClientRect(), picture.getBoundingClientRect()];
    picture.scrollTo(inside.left - around.left - around.width / 2 + inside.width / 2, inside.top - around.top - around.height / 2);
  }
}

for (const controls of document.querySelectorAll(".zoom")) {
  const picture = document.querySelector(".picture");
  if (!picture) break;
  controls.hidden = false;
  for (const button of controls.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoom(picture, Number(button.dataset.zoom)));
  }
}

// What is being worked out: the page asks again until it is there.
const again = document.querySelector("main").dataset.again;
if (again) setTimeout(() => location.reload(), Number(again));
