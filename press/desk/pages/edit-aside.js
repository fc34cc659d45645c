// What stands beside the text: the source of a translation, help with the language, earlier versions. Asked for when it is looked at.
import { call, complain, make, named, say, tell } from "./desk.js";
import { cancel, close, open } from "./edit-dialogs.js";
import { difference, drawn } from "./edit-diff.js";

const names = ["page", "source", "language", "history"].filter((name) => document.getElementById(`tab-${name}`));
const tab = (name) => document.getElementById(`tab-${name}`), panel = (name) => document.getElementById(`panel-${name}`);
let desk, shown = "page", asked = {}, section = "";

/** Begin. `about`: { start, paper, text(): all of it, dirty(), save(), put(text) }. */
export function aside(about) {
  desk = about;
  for (const name of names) tab(name).addEventListener("click", () => show(name));
  document.getElementById("tabs").addEventListener("keydown", (event) => {
    const at = names.indexOf(shown), step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: names.length - 1 - at }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(names[(at + step + names.length) % names.length]);
    tab(shown).focus();
  });
  if (desk.start.translated) beside();
}

function show(name) {
  shown = name;
  for (const one of names) {
    tab(one).setAttribute("aria-selected", one === name);
    tab(one).tabIndex = one === name ? 0 : -1;
    panel(one).hidden = one !== name;
  }
  refresh();
}

/** Bring what is looked at up to date with the text. */
export function refresh() {
  const go = { source: beside, language: advise, history: versions }[shown];
  if (go) go();
}

/** The same after saving: the state of the sections may be another. */
export function saved() {
  asked.history = undefined;
  if (desk.start.translated) beside(); else refresh();
}

/** The caret is in another section. */
export function here(id) {
  section = id;
  if (shown === "source") point();
}

function point() {
  for (const one of panel("source").querySelectorAll(".passage")) one.classList.toggle("now", one.dataset.id === section);
  panel("source").querySelector(".passage.now")?.scrollIntoView({ block: "nearest" });
}

/** Ask about the text as it is now, once; an answer about a text that is another by then is none. */
async function only(name, ask) {
  const text = desk.text();
  if (asked[name] === text) return null;
  asked[name] = text;
  try {
    const found = await ask(text);
    return asked[name] === text ? found : null;
  } catch (error) {
    asked[name] = undefined;
    if (error.status) complain(error);
    return null;
  }
}

// -- the source of a translation

const STATES = () => ({ current: say("up to date"), stale: say("older than the source"), unrecorded: say("not recorded"), missing: say("not translated"), extra: say("not in the source") });

async function beside(force = false) {
  if (force) asked.source = undefined;
  const found = await only("source", (text) => call("POST", "/write/beside", { path: desk.start.path, text }));
  if (!found) return;
  const box = panel("source");
  if (!found.passages) return box.replaceChildren(make("p", {}, say("This text has no source to compare with.")));
  const count = (state) => found.passages.filter((one) => one.state === state).length;
  const older = count("stale") + count("unrecorded") + count("missing");
  document.getElementById("older").textContent = older || "";
  const { made } = found;
  const how = !made ? say("It is not recorded how this translation was made.") : made.made === "person" ? say("Translated by a person: %(by)s.", { by: made.by || "–" }) : say("Translated by a machine.");
  const read = made?.reviewed_by ? say("Reviewed by %(by)s on %(date)s.", { by: made.reviewed_by, date: made.reviewed }) : say("Not reviewed by a person.");
  const open = new Set([...box.querySelectorAll("details[open]")].map((one) => one.dataset.id));
  box.replaceChildren(
    make("div", { class: "note" }, make("p", {}, `${how} ${read}`), make("p", {}, older ? say("%(older)s of %(all)s sections need to be looked at.", { older, all: found.passages.length }) : say("All sections are up to date with the source.")), make("button", { type: "button", onclick: whole }, say("The whole translation is right …"))),
    found.why ? make("p", { class: "note" }, found.why) : "",
    ...found.passages.map((one) => passage(one, found.source, open)),
  );
  point();
}

function passage(one, source, open) {
  const how = { lang: source.tag, dir: source.direction };
  const goto = one.line ? make("button", { type: "button", class: "linklike", onclick: () => desk.go(one.line) }, say("Go to it in the text")) : null;
  const right = one.state === "stale" || one.state === "unrecorded" ? make("button", { type: "button", class: "right", onclick: () => confirm(one.id, "matches") }, say("This section is right again")) : null;
  const changed = one.state === "stale" && one.change.length ? [make("p", {}, make("b", {}, say("What has changed in the source since it was translated:"))), drawn(one.change, how)] : [];
  const text = make("details", { "data-id": one.id, open: one.state !== "current" && !changed.length ? true : open.has(one.id) || one.state === "current" }, make("summary", {}, say("The source text as it is now")), make("div", { class: "written", ...how }, one.source));
  return make("section", { class: "passage", "data-id": one.id, "aria-label": `#${one.id}` }, make("h3", {}, make("code", {}, one.id === "top" ? say("Title and introduction") : `#${one.id}`), make("span", { class: `state ${one.state}` }, STATES()[one.state])), ...changed, one.source ? text : make("p", {}, say("The source page has no such section. Take it away, or ask for it to be written there too.")), make("div", { class: "tools" }, ...[goto, right].filter(Boolean)));
}

async function confirm(id, how, name = "") {
  if (desk.dirty() && !(await desk.save())) return;
  try {
    await call("POST", "/write/right", { path: desk.start.path, section: id, how, name });
    tell(id ? say("Recorded: the section is up to date with the source.") : say("Recorded: the translation is right."));
    desk.repaint();
    await beside(true);
    (panel("source").querySelector("button.right") || tab("source")).focus();
  } catch (error) { complain(error); }
}

function whole() {
  const choices = [
    ["matches", say("It says what the source says now. (Nothing is said about who has read it.)")],
    ["reviewed", say("I have read all of it against the source, and it is right. (Your name and today’s date are recorded.)")],
    ["person", say("I have translated all of it. (Your name is recorded; an earlier review is forgotten.)")],
    ["machine", say("It was translated anew by a machine. (An earlier review is forgotten.)")],
  ];
  const box = make("fieldset", {}, make("legend", {}, say("What do you know about it?")), ...choices.map(([value, words], index) => make("p", {}, make("input", { type: "radio", name: "how", value, id: `how-${value}`, checked: index === 0 }), " ", make("label", { for: `how-${value}` }, words))));
  const go = async () => {
    const how = box.querySelector(":checked").value;
    close();
    const name = how === "reviewed" || how === "person" ? named() : "";
    if (name || how === "matches" || how === "machine") await confirm("", how, name);
  };
  open(say("The whole translation is right"), box, make("div", { class: "tools" }, make("button", { type: "button", class: "main", onclick: go }, say("Record it")), cancel()));
}

// -- help with the language

async function advise() {
  const found = await only("language", (text) => call("POST", "/write/advice", { path: desk.start.path, text }));
  if (!found) return;
  const jump = (one, words = one.text) => make("button", { type: "button", class: "linklike", lang: desk.start.tag, dir: desk.start.direction, onclick: () => desk.select(one.start, one.end) }, words.length > 110 ? `${words.slice(0, 100)} …` : words);
  const list = (rows) => make("ul", { class: "list" }, ...rows.map((row) => make("li", {}, ...row)));
  const part = (title, help, rows, none) => [make("h2", {}, title), make("p", { class: "quiet small" }, rows.length ? help : none), rows.length ? list(rows) : ""];
  const lix = found.lix ? make("div", { class: "meter" }, make("p", {}, make("b", {}, String(found.lix).replace(".", document.documentElement.lang === "sv" ? "," : ".")), say("LIX; %(most)s at most is wanted", { most: found.most })), make("p", {}, make("b", {}, found.words), say("words"))) : make("p", { class: "quiet" }, say("LIX is measured in Swedish only. The text has %(words)s words.", { words: found.words }));
  const { spelling } = found;
  panel("language").replaceChildren(
    lix,
    ...part(say("Long sentences"), say("They are easier to read when they are divided."), found.sentences.map((one) => [make("span", { class: "state" }, say("%(number)s words", { number: one.number })), jump(one)]), say("No sentence is longer than 20 words, or this language has no full stops to count by.")),
    ...part(say("Words that the list of words explains"), say("A link helps those who meet the word for the first time."), found.linkable.map((one) => [jump(one), make("span", { class: "quiet" }, one.own === one.swedish ? "" : one.swedish), make("button", { type: "button", onclick: () => desk.swap(one.start, one.end, one.new), "aria-label": say("Link “%(word)s” to its explanation", { word: one.text }) }, say("Link"))]), say("All such words on the page already lead to their explanation.")),
    make("h2", {}, say("Spelling")),
    spelling.why ? make("p", { class: "note" }, spelling.why) : "",
    spelling.dictionary ? (spelling.words.length ? list(spelling.words.map((one) => [jump(one), one.number > 1 ? make("span", { class: "state" }, say("%(number)s times", { number: one.number })) : "", meant(one)])) : make("p", { class: "quiet small" }, say("The dictionary (%(name)s) knows all words here.", { name: spelling.dictionary }))) : "",
    ...(found.long_words.length ? part(say("Long words"), say("Is there a shorter, more common one?"), found.long_words.map((one) => [jump(one), one.number > 1 ? make("span", { class: "state" }, say("%(number)s times", { number: one.number })) : ""]), "") : []),
  );
  desk.doubt(spelling.words);
}

function meant(one) {
  const button = make("button", { type: "button", "aria-label": say("What may be meant by “%(word)s”?", { word: one.text }), onclick: async () => {
    try {
      const found = await call("POST", "/write/suggest", { code: desk.start.code, word: one.text });
      button.replaceWith(...(found.words.length ? found.words.map((word) => make("button", { type: "button", lang: desk.start.tag, onclick: () => desk.swap(one.start, one.end, word) }, word)) : [make("span", { class: "quiet" }, found.why)]));
    } catch (error) { complain(error); }
  } }, say("Meant?"));
  return button;
}

// -- earlier versions

async function versions() {
  if (asked.history !== undefined) return;
  asked.history = "";
  let found;
  try { found = await call("GET", `/write/versions?path=${encodeURIComponent(desk.start.path)}`); } catch (error) { asked.history = undefined; return complain(error); }
  const box = panel("history"), rows = found.versions;
  if (found.why) return box.replaceChildren(make("p", { class: "note" }, found.why));
  const name = (one) => `${one.date} ${one.time} – ${one.words}`;
  const pick = (id, label, options, value) => [make("label", { for: id }, label), make("select", { id }, ...options.map(([key, words]) => make("option", { value: key, selected: key === value }, words)))];
  const all = rows.map((one) => [one.id, name(one)]);
  const from = pick("from-version", say("From"), all, rows[0].id), to = pick("to-version", say("To"), [["", say("the text in the editor, as it is now")], ...all], "");
  const result = make("div", { id: "history-result", "aria-live": "polite" });
  const get = async (id) => (id ? (await call("GET", `/write/version?path=${encodeURIComponent(desk.start.path)}&id=${id}`)).text : desk.text());
  const compare = async () => {
    try { result.replaceChildren(await difference(await get(from[1].value), await get(to[1].value), { lang: desk.start.tag, dir: desk.start.direction })); } catch (error) { complain(error); }
  };
  const put = async (id) => {
    try {
      await desk.put(await get(id));
      tell(say("The earlier text is in the editor. Look at it and save; Ctrl+Z takes it back."));
    } catch (error) { complain(error); }
  };
  box.replaceChildren(
    make("h2", {}, say("Compare")), make("div", { class: "row" }, make("div", { class: "field" }, ...from), make("div", { class: "field" }, ...to)),
    make("div", { class: "tools" }, make("button", { type: "button", class: "main", onclick: compare }, say("Show the differences"))), result,
    make("h2", {}, say("All versions")),
    make("ol", { class: "list" }, ...rows.map((one) => make("li", {}, make("span", { class: "grow" }, make("b", {}, `${one.date} ${one.time}`), make("br"), one.words), make("button", { type: "button", onclick: () => { from[1].value = one.id; to[1].value = ""; compare(); result.scrollIntoView({ block: "nearest" }); }, "aria-label": say("Compare the version of %(date)s with now", { date: `${one.date} ${one.time}` }) }, say("Compare with now")), make("button", { type: "button", onclick: () => put(one.id), "aria-label": say("Put the text of %(date)s into the editor", { date: `${one.date} ${one.time}` }) }, say("Put into the editor"))))),
  );
}
