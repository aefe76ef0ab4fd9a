"use strict";
(() => {
const id = name => document.getElementById(name);
const data = JSON.parse(id("data").textContent);
const audio = id("audio"), seek = id("seek"), inner = id("inner"), scroller = id("scroller"), reel = id("reel");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const links = [...document.querySelectorAll("a.s")], starts = links.map(a => +a.dataset.t);
const parts = [...document.querySelectorAll("article.part")], lines = [...document.querySelectorAll("tbody tr")];
const RATES = [0.75, 1, 1.25, 1.5, 2];
let at = 0, zoom = 1, shown = {}, wanted = null, marked = -1, lit = null;

// The sound lies in the page as base64; a blob can be sought in by every browser, a data: address cannot.
const sound = id("sound").textContent;
if (sound) {
  const bytes = Uint8Array.from(atob(sound), c => c.charCodeAt(0));
  audio.src = URL.createObjectURL(new Blob([bytes], {type: "audio/mpeg"}));
} else audio.src = data.mix;
id("sound").remove();
audio.addEventListener("error", () => { id("lost").hidden = false; });

// The last one that begins at or before a time; a millisecond is forgiven, for times are written with three digits.
const last = (list, time, start) => {
  let low = 0, high = list.length;
  while (low < high) { const mid = (low + high) >> 1; start(list[mid]) <= time + 0.001 ? low = mid + 1 : high = mid; }
  return low - 1;
};
const inside = (list, time) => { const n = last(list, time, x => x[0]); return n >= 0 && time < list[n][1] ? n : -1; };

const pad = n => String(n).padStart(2, "0");
const timecode = seconds => {
  let n = Math.floor(seconds * data.rate + 0.01) + data.origin;
  const base = data.base;
  if (data.drop) {
    const lost = base / 15, minute = 60 * base - lost, ten = 600 * base - 9 * lost, rest = n % ten;
    n += 9 * lost * Math.floor(n / ten) + (rest >= 60 * base ? lost * (Math.floor((rest - 60 * base) / minute) + 1) : 0);
  }
  const s = Math.floor(n / base);
  return pad(Math.floor(s / 3600)) + ":" + pad(Math.floor(s / 60) % 60) + ":" + pad(s % 60) + (data.drop ? ";" : ":") + pad(n % base);
};

const changed = (name, value) => shown[name] !== value && (shown[name] = value, true);
const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };

function show() {
  const tc = timecode(Math.min(at, data.duration));
  put(id("now"), tc); put(id("burn"), tc);
  id("head").style.left = (data.duration ? at / data.duration * 100 : 0) + "%";
  seek.value = at;
  const cue = inside(data.cues, at);
  if (changed("cue", cue)) {
    const c = cue < 0 ? null : data.cues[cue], box = id("caption");
    box.replaceChildren(...(c ? c[2] : []).map(line => Object.assign(document.createElement("span"), {textContent: line, dir: "auto"})));
    box.className = "caption" + (c && c[4] ? " up" : "");
    box.style.color = c ? "#" + c[5] : "";
    if (c) box.lang = c[3];
  }
  const title = inside(data.titles, at);
  if (changed("title", title)) {
    const t = title < 0 ? null : data.titles[title], box = id("title");
    box.hidden = !t;
    if (t) { put(box.firstElementChild, t[2]); put(box.lastElementChild, t[3]); }
  }
  const part = last(data.parts, at, x => x[0]);
  if (changed("part", part)) {
    for (const list of [parts, lines]) {
      if (list[marked]) list[marked].classList.remove("now");
      if (list[part]) list[part].classList.add("now");
    }
    marked = part;
    const p = data.parts[part];
    put(id("kind"), p ? p[2] : ""); put(id("who"), p ? p[3] : "");
    id("slate").className = "slate v" + (p ? p[4] : 0);
    if (parts[part] && reel.scrollHeight > reel.clientHeight + 1) {
      const top = parts[part].offsetTop - reel.offsetTop - 12;
      reel.scrollTo({top, behavior: calm ? "auto" : "smooth"});
    }
    seek.setAttribute("aria-valuetext", tc + (p ? ", " + p[2] + " " + p[3] : ""));
  }
  const line = last(starts, at, x => x);
  if (changed("line", line)) {
    if (lit) { lit.classList.remove("now"); lit.removeAttribute("aria-current"); }
    lit = links[line] || null;
    if (lit) { lit.classList.add("now"); lit.setAttribute("aria-current", "time"); }
  }
}

function follow() {
  const left = inner.clientWidth * (data.duration ? at / data.duration : 0), room = scroller.clientWidth;
  if (left < scroller.scrollLeft || left > scroller.scrollLeft + room * 0.9) scroller.scrollLeft = left - room * 0.1;
}

function go(time) {
  at = Math.min(Math.max(time, 0), data.duration);
  if (audio.readyState) audio.currentTime = at + data.lead; else wanted = at;
  show(); follow();
}
audio.addEventListener("loadedmetadata", () => { if (wanted !== null) audio.currentTime = wanted + data.lead; wanted = null; });

const play = () => { if (at >= data.duration - 0.02) go(0); return audio.play().catch(() => {}); };
const toggle = () => audio.paused ? play() : audio.pause();
function tick() {
  if (audio.paused) return;
  at = Math.max(0, audio.currentTime - data.lead);
  if (at >= data.duration) { audio.pause(); at = data.duration; }
  show(); follow();
  requestAnimationFrame(tick);
}
const said = () => {
  const playing = !audio.paused;
  document.body.classList.toggle("playing", playing);
  id("play").setAttribute("aria-label", playing ? data.words.pause : data.words.play);
  id("play").title = (playing ? data.words.pause : data.words.play) + " (Space)";
};
audio.addEventListener("play", () => { said(); tick(); });
audio.addEventListener("pause", said);
audio.addEventListener("ended", () => { at = data.duration; said(); show(); });

const rate = value => { audio.playbackRate = value; id("rate").value = String(value); };
const step = by => {
  const n = last(data.parts, at - (by < 0 ? 0.5 : 0), x => x[0]) + (by > 0 ? 1 : 0);
  if (n < data.parts.length) go(n < 0 ? 0 : data.parts[n][0]);
};
id("play").onclick = toggle;
id("previous").onclick = () => step(-1);
id("next").onclick = () => step(1);
id("rate").onchange = event => rate(+event.target.value);
seek.oninput = () => go(+seek.value);

// A click on a sentence, a row or a doubt is heard; one on the timeline only moves the play-head.
document.addEventListener("click", event => {
  const link = event.target.closest('a[href^="#t="]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (inner.contains(link)) return;
  history.replaceState(null, "", link.getAttribute("href"));
  go(+link.dataset.t);
  play();
});
const there = event => go((event.clientX - inner.getBoundingClientRect().left) / inner.clientWidth * data.duration);
inner.addEventListener("pointerdown", event => {
  if (event.button || event.pointerType === "touch") return;
  event.preventDefault();
  inner.setPointerCapture(event.pointerId);
  there(event);
  inner.onpointermove = there;
});
inner.addEventListener("lostpointercapture", () => { inner.onpointermove = null; });
inner.addEventListener("click", event => { if (event.pointerType === "touch") there(event); });

function magnify(factor) {
  const most = Math.max(1, data.duration * 60 / scroller.clientWidth);
  zoom = Math.min(Math.max(zoom * factor, 1), most);
  inner.style.width = zoom * 100 + "%";
  inner.classList.toggle("near", zoom > 3);
  scroller.scrollLeft = inner.clientWidth * at / (data.duration || 1) - scroller.clientWidth / 2;
}
id("in").onclick = () => magnify(2);
id("out").onclick = () => magnify(0.5);

const keys = {
  " ": toggle, k: () => audio.pause(), j: () => go(at - 5),
  l: () => audio.paused ? (rate(1), play()) : rate(RATES[Math.min(RATES.indexOf(audio.playbackRate) + 1, RATES.length - 1)]),
  ArrowLeft: event => go(at - (event.shiftKey ? 5 : 1)), ArrowRight: event => go(at + (event.shiftKey ? 5 : 1)),
  ",": () => go(at - 1 / data.rate), ".": () => go(at + 1 / data.rate),
  p: () => step(-1), n: () => step(1), Home: () => go(0), End: () => go(data.duration),
  "+": () => magnify(2), "=": () => magnify(2), "-": () => magnify(0.5),
};
// Keys by their place too, so that J, K and L are where they are on a Kazakh or Russian keyboard.
const places = {KeyJ: "j", KeyK: "k", KeyL: "l", KeyP: "p", KeyN: "n", Comma: ",", Period: "."};
document.addEventListener("keydown", event => {
  const tag = event.target.tagName;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (tag === "SELECT" || (event.key === " " && (tag === "BUTTON" || tag === "SUMMARY"))) return;
  const key = keys[event.key] ? event.key : places[event.code];
  if (!key) return;
  event.preventDefault();
  keys[key](event);
});

const asked = () => { const found = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash); if (found) go(+found[1]); };
addEventListener("hashchange", asked);
if (scroller.clientWidth < 560) magnify(2);
show();
asked();
})();
