// The editor: the text on the left, the real page on the right, repainted at a pause in typing.
import { call, complain, make, root, say, tell } from "./desk.js";
import { aside, here, refresh, saved } from "./edit-aside.js";
import { Front } from "./edit-front.js";
import { absent, conflict, left, offer, present } from "./edit-keep.js";
import { toolbar } from "./edit-marks.js";
import { become, divided, Paper } from "./edit-paper.js";
import { Shown } from "./edit-page.js";

const start = JSON.parse(document.getElementById("start").textContent);
const get = (id) => document.getElementById(id);
const PAUSE = 120; // milliseconds without a key
const LATER = 900; // until what stands beside is asked for
const AGAIN = 2000; // until a desk that does not answer is asked again
const writer = crypto.randomUUID(); // a draft belongs to one opening of one window
let base = { text: start.text, digest: start.digest };
let problems = [], answered = "", saving = null, wanted = false, timer, later, retry;

const paper = new Paper(get("text"), get("mirror"), get("gutter"));
const front = new Front(get("front-form"), get("raw"), start, () => changed());
const page = new Shown(start, get("page"));

const text = () => front.text + paper.text;
const dirty = () => text() !== base.text || front.waiting.size > 0;
const first = () => front.text.split("\n").length - (front.text.endsWith("\n") || front.text === "" ? 0 : -1);

function state() {
  get("state").textContent = dirty() ? say("Not saved yet; kept as a draft.") : say("Saved.");
  document.body.toggleAttribute("data-dirty", dirty());
}

function changed() {
  paper.number(first());
  state();
  clearTimeout(timer);
  timer = setTimeout(repaint, PAUSE);
  clearTimeout(later);
  later = setTimeout(() => { refresh(); others(); }, LATER);
}

/** Make the whole text another one; it can be undone. */
function put(whole) {
  const [head, body] = divided(whole);
  if (head !== front.text) { become(get("raw"), head); front.read(); }
  if (body !== paper.text) paper.become(body);
  changed();
}

// -- asking for the page and its problems

let running = false, again = false;
async function repaint() {
  if (running) return void (again = true);
  running = true;
  clearTimeout(retry);
  const sent = text();
  try {
    const found = await call("POST", "/preview", { path: start.path, text: sent, base: base.digest, writer, draft: sent !== base.text });
    present(start.path);
    if (found.html) page.paint(found.html);
    answered = sent;
    problems = found.problems;
    list();
    paper.mark(problems.map((one) => ({ line: one.line, severity: one.severity, words: one.what })));
    document.body.dataset.painted = String(+(document.body.dataset.painted || 0) + 1);
    if (wanted) save();
  } catch (error) {
    if (error.status === 0 || error.status === 403) {
      absent(error.status, start.path, text);
      retry = setTimeout(repaint, AGAIN);
    } else complain(error);
  }
  running = false;
  if (again) { again = false; repaint(); }
}

// -- problems

function list() {
  const errors = problems.filter((one) => one.severity === "error").length;
  get("count").textContent = problems.length || "";
  const kept = document.activeElement?.closest?.("#problems") ? [...get("problems").querySelectorAll("button")].indexOf(document.activeElement) : -1;
  const entry = (one, index) => make("div", { class: `problem ${one.severity}`, "data-index": index },
    make("p", {}, make("button", { type: "button", class: "linklike", onclick: () => go(one), "aria-label": say("Go to line %(line)s: %(words)s", { line: one.line, words: one.what }) }, one.line ? say("Line %(line)s", { line: one.line }) : say("The page")), " ", one.severity === "error" ? "" : make("span", { class: "quiet" }, say("(may wait)"), " "), one.what),
    one.mend ? make("button", { type: "button", class: "mend", onclick: () => mend(one), "aria-label": say("Put it right: %(words)s", { words: one.what }) }, say("Put it right")) : null,
    one.tab ? make("button", { type: "button", onclick: () => { get(`tab-${one.tab}`).click(); get(`tab-${one.tab}`).focus(); } }, say("Show the source")) : null,
    make("p", { class: "fix" }, one.fix),
    one.mend ? make("p", { class: "swap" }, one.mend.from ? make("del", {}, make("bdi", {}, one.mend.from)) : null, one.mend.from && one.mend.to ? " " : null, one.mend.to ? make("ins", {}, make("bdi", {}, one.mend.to)) : null) : null);
  const mended = problems.filter((one) => one.mend).length;
  get("problems").replaceChildren(problems.length ? "" : make("p", { class: "quiet" }, say("Nothing is wrong with this text.")), ...problems.map(entry), mended > 1 ? make("p", { class: "quiet small" }, say("%(number)s of them can be put right by a click; Ctrl+Z takes it back.", { number: mended })) : "");
  if (kept >= 0) (get("problems").querySelectorAll("button")[kept] || get("text")).focus();
  get("problems").dataset.errors = errors;
}

/** Mistakes in other files, which this text may be the reason for: a heading that others lead to is gone. */
async function others() {
  let found;
  try { found = await call("POST", "/write/elsewhere", { path: start.path, text: text() }); } catch { return; }
  const open = get("elsewhere-problems").querySelector("details")?.open;
  get("elsewhere-problems").replaceChildren(...(found.number ? [make("details", { open }, make("summary", {}, say("%(number)s mistakes in other files stop the publishing", { number: found.number })), ...found.problems.map((one) => make("div", { class: "problem error" }, make("p", {}, one.path.endsWith(".md") ? make("a", { href: `${root}/edit/${one.path}?line=${one.line}` }, `${one.path}:${one.line}`) : make("code", {}, `${one.path}:${one.line}`), " ", one.what), make("p", { class: "fix" }, one.fix))))] : []));
}

function go(one) {
  if (one.line > 0 && one.line < first()) return front.go(one.line);
  const at = paper.start(one.line || first()), end = paper.text.indexOf("\n", at);
  paper.go(at, end < 0 ? paper.text.length : end);
}
paper.onmark = (mark) => {
  const one = problems.find((other) => other.line === mark.line);
  const box = get("problems").querySelector(`[data-index="${problems.indexOf(one)}"]`);
  box?.scrollIntoView({ block: "nearest" });
  box?.querySelector("button")?.focus();
};

/** F8: the next problem after the caret; with Shift the one before. */
function step(way) {
  if (!problems.length) return tell(say("Nothing is wrong with this text."));
  const now = document.activeElement === get("text") ? paper.first + paper.here : 0;
  const rows = [...problems].sort((one, other) => one.line - other.line);
  const next = way > 0 ? rows.find((one) => one.line > now) || rows[0] : rows.reverse().find((one) => one.line < now) || rows[0];
  go(next);
  tell(`${next.what} ${next.fix}`);
}

function mend(one) {
  if (text() !== answered) return void repaint(); // the text is another by now: its problems come in a moment
  const { start: from, end, new: words } = one.mend;
  put(answered.slice(0, from) + words + answered.slice(end));
  tell(say("Put right. Ctrl+Z takes it back."));
  get("text").focus({ preventScroll: true });
}

// -- saving

/** Save; gives whether it is saved. */
async function save() {
  if (saving) return saving;
  get("state").textContent = say("Saving …");
  saving = write().finally(() => { saving = null; state(); });
  return saving;
}

async function write() {
  try { await front.flush(); } catch (error) { if (error.status) return false; }
  const mine = text();
  try {
    const done = await call("POST", "/save", { path: start.path, text: mine, base: base.digest, base_text: base.text, writer });
    base = { text: mine, digest: done.digest };
    wanted = false;
    left.drop(start.path);
    state();
    tell(say("Saved."));
    saved();
    if (text() !== mine) changed();
    return true;
  } catch (error) {
    if (error.status === 409) return choose(mine, error.told.theirs);
    if (error.status === 0) { wanted = true; absent(0, start.path, text); clearTimeout(retry); retry = setTimeout(repaint, AGAIN); }
    else if (error.status === 403) absent(403, start.path, text);
    else complain(error);
    return false;
  }
}

async function choose(mine, theirs) {
  wanted = false;
  const chosen = await conflict(start, mine, theirs);
  if (!chosen) return false;
  const keep = { mine: theirs.text, theirs: mine }[chosen.how]; // the one that is not taken stays as a draft
  try { if (keep !== undefined) await call("POST", "/draft/keep", { path: start.path, text: keep, base: theirs.digest, writer: `other-${crypto.randomUUID().slice(0, 20)}` }); } catch (error) { complain(error); return false; }
  base = { text: theirs.text, digest: theirs.digest };
  put(chosen.text);
  get("text").focus({ preventScroll: true });
  if (chosen.how !== "theirs") return write();
  call("POST", "/draft/drop", { path: start.path, writer }).catch(complain);
  state();
  return true;
}

// -- where the caret is

const ANCHOR = /^#{1,6} .*\{#([^}\s]+)/;
let section = "";
paper.onmove = (line) => {
  let id = "", anchor = "", from = 0, next = paper.lines.length;
  for (let at = line; at >= 0; at--) {
    const found = paper.lines[at]?.match(ANCHOR)?.[1];
    if (found && !anchor) { anchor = found; from = at; }
    if (found && paper.lines[at].startsWith("## ")) { id = found; break; }
  }
  for (let at = line + 1; at < paper.lines.length; at++) if (ANCHOR.test(paper.lines[at])) { next = at; break; }
  page.follow(anchor, (line - from) / Math.max(1, next - from), paper.lines[next]?.match(ANCHOR)?.[1] || "");
  if (id !== section) { section = id; here(id || "top"); }
};

// -- the keys and the beginning

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  if (event.key === "F8" && !get("dialog").open) { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
});
get("save").addEventListener("click", save);
get("text").addEventListener("input", changed);
addEventListener("beforeunload", (event) => { if (dirty()) event.preventDefault(); });

const [head, body] = divided(start.text);
paper.begin(body);
front.begin(head);
paper.number(first());
state();
toolbar(get("toolbar"), paper, start);
const spot = (at) => Math.max(0, at - front.text.length);
aside({
  start, paper, text, dirty, save, put, repaint,
  go: (line) => go({ line }),
  select: (from, to) => (from < front.text.length ? front.go(1) : paper.go(spot(from), spot(to))),
  swap: (from, to, words) => { paper.replace(spot(from), spot(to), words); refresh(); },
  doubt: (spots) => { paper.doubt(spots.map((one) => ({ start: spot(one.start), end: spot(one.end) }))); get("text").spellcheck = !spots.length && !document.querySelector("#panel-language .note"); },
});
offer(start, async (whole) => { put(whole); await repaint(); });
page.begin(repaint);
setTimeout(others, LATER);
if (new URLSearchParams(location.search).has("line")) go({ line: +new URLSearchParams(location.search).get("line") });
