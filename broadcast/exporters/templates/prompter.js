"use strict";
(() => {
const id = name => document.getElementById(name);
const root = document.documentElement, run = id("run");
let speed = 5, scale = 1, at = 0, last = 0, running = false;

const set = (name, on) => { document.body.classList.toggle(name[0], on); id(name[1]).setAttribute("aria-pressed", on); };
const toggle = (name, button) => set([name, button], !document.body.classList.contains(name));
const show = () => { id("speed").textContent = speed; root.style.setProperty("--scale", scale); };
const faster = by => { speed = Math.min(20, Math.max(1, speed + by)); show(); };
const bigger = by => { scale = Math.min(3, Math.max(0.4, scale * by)); show(); };

// A step of speed is a twelfth of a line a second, whatever the size of the letters.
function roll(now) {
  if (!running) return;
  at += Math.min(now - last, 100) / 1000 * speed * parseFloat(getComputedStyle(id("text")).fontSize) * 1.4 / 12;
  last = now;
  scrollTo(0, at);
  if (scrollY + innerHeight >= root.scrollHeight - 1) return go(false);
  requestAnimationFrame(roll);
}
function go(on) {
  running = on;
  run.textContent = on ? run.dataset.stop : run.dataset.start;
  if (on) { at = scrollY; requestAnimationFrame(now => { last = now; roll(now); }); }
}
addEventListener("wheel", () => { at = scrollY; }, {passive: true});
addEventListener("scroll", () => { if (Math.abs(scrollY - at) > 40) at = scrollY; }, {passive: true});

run.onclick = () => go(!running);
id("slower").onclick = () => faster(-1);
id("faster").onclick = () => faster(1);
id("smaller").onclick = () => bigger(1 / 1.15);
id("bigger").onclick = () => bigger(1.15);
id("form").onclick = () => toggle("said", "form");
id("mirror").onclick = () => toggle("mirror", "mirror");
const keys = {
  " ": () => go(!running), ArrowDown: () => faster(1), ArrowUp: () => faster(-1), "+": () => bigger(1.15), "=": () => bigger(1.15),
  "-": () => bigger(1 / 1.15), KeyS: () => toggle("said", "form"), KeyM: () => toggle("mirror", "mirror"),
};
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.key === " " && event.target.tagName === "BUTTON")) return;
  const work = keys[event.key] || keys[event.code];
  if (!work) return;
  event.preventDefault();
  work();
});
show();
})();
