// The print room: what can be chosen follows from what is chosen; the sheet is made anew at every change.
import { call, complain, make, root, say, tell } from "./desk.js";

const start = JSON.parse(document.getElementById("start").textContent);
const at = (id) => document.getElementById(id);
const PAUSE = 350; // milliseconds after a change
const chosen = new Set();
let running = false, again = false, timer, made;

const offer = () => start.offers[at("kind").value];
const named = (table, keys) => keys.map((key) => make("option", { value: key }, table[key] ?? key));
const show = (id, whether) => { at(`for-${id}`).hidden = !whether; };

/** Fill a list, keeping what is chosen where it is still possible. */
function fill(id, options, usual) {
  const before = at(id).value;
  at(id).replaceChildren(...options);
  const values = options.map((one) => one.value);
  at(id).value = values.includes(before) && before ? before : values.includes(usual) ? usual : values[0] ?? "";
}

/** The languages that are possible for the page that is chosen. */
function possible() {
  const own = offer();
  return at("for-page").hidden ? own.languages : own.pages[at("page").value] ?? [];
}

function languages() {
  const own = offer(), codes = possible().filter((code) => !own.always.includes(code));
  show("languages", own.most > 0);
  at("languages-how").textContent = own.most > 1
    ? say("At most %(most)s on one sheet.", { most: own.most }) + (own.always.length ? " " + say("Always there: %(names)s.", { names: own.always.map((code) => start.languages[code]).join(", ") }) : "")
    : own.name === "slides" ? say("A slide for each language, one after the other.") : say("Each language is a file of its own.");
  at("languages").replaceChildren(...codes.map((code) => make("label", {}, make("input", { type: "checkbox", value: code, checked: chosen.has(code) }), " ", start.languages[code])));
  if (own.most && !own.always.length && !codes.some((code) => chosen.has(code)) && codes.length) {
    chosen.add(codes[0]);
    at("languages").querySelector("input").checked = true;
  }
  if (own.most > 1) for (const box of [...at("languages").querySelectorAll(":checked")].slice(own.most - own.always.length)) { box.checked = false; chosen.delete(box.value); }
  limit();
}

/** No more languages than go on one sheet. */
function limit() {
  const own = offer(), boxes = [...at("languages").querySelectorAll("input")], free = own.most - own.always.length;
  const full = own.most > 1 && boxes.filter((box) => box.checked).length >= free;
  for (const box of boxes) box.disabled = full && !box.checked;
  at("all-languages").hidden = own.most > 1 && boxes.length > free;
}

function kind() {
  const own = offer(), name = own.name, pages = Object.keys(own.pages);
  const titled = name === "letter" || name === "handout";
  show("page", titled);
  at("page-label").textContent = name === "letter" ? say("Which letter") : say("Which page");
  if (titled) fill("page", named(start.titles, pages), pages.includes("index") ? "index" : pages[0]);
  show("channel", own.channel !== "");
  if (own.channel) { at("channel").value = ""; fill("channel", named(start.channels, Object.keys(start.channels)), own.channel); }
  show("paper", own.papers.length > 1);
  fill("paper", named(start.papers, own.papers.length ? own.papers : ["a4"]), "a4");
  show("envelope", name === "letter");
  fill("envelope", named(start.envelopes, Object.keys(start.envelopes)), "c5-h2");
  for (const id of ["mm", "colour"]) show(id, name === "code");
  show("seconds", name === "slides");
  show("safety", name === "booklet");
  show("copies", own.copies);
  languages();
  soon(0);
}

function order() {
  const codes = [...at("languages").querySelectorAll(":checked")].map((box) => box.value);
  const told = { kind: offer().name, languages: codes, channel: at("for-channel").hidden ? "" : at("channel").value, paper: at("paper").value || "a4" };
  if (!at("for-page").hidden) told.page = at("page").value;
  if (!at("for-envelope").hidden) told.envelope = at("envelope").value;
  if (offer().name === "code") Object.assign(told, { mm: at("mm").valueAsNumber || 0, colour: at("colour").value });
  if (offer().name === "slides") told.seconds = Math.trunc(at("seconds").valueAsNumber || 0);
  if (offer().name === "booklet") told.safety = at("safety").checked;
  if (offer().copies) told.copies = Math.trunc(at("copies").valueAsNumber || 0);
  return told;
}

function soon(pause = PAUSE) {
  clearTimeout(timer);
  at("busy").textContent = say("The sheet is being made …");
  at("files").classList.add("old");
  timer = setTimeout(remake, pause);
}

const problem = (one) => make("div", { class: one.severity }, make("strong", {}, one.what), make("div", {}, one.fix));

/** One thing at a time is made; what was chosen meanwhile is made next, and nothing in between. */
async function remake() {
  if (running) return void (again = true);
  running = true;
  try {
    const told = await call("POST", "/print/make", order());
    if (!again) paint(made = told);
  } catch (error) {
    if (!again) {
      at("busy").textContent = "";
      if (error.told) at("problems").replaceChildren(problem({ ...error.told, severity: "error" }));
      complain(error);
    }
  }
  running = false;
  if (again) { again = false; remake(); }
}

function paint(told) {
  at("files").classList.remove("old");
  at("busy").textContent = told.files.length ? say("Files: %(count)s.", { count: told.files.length }) : say("Nothing was made.");
  at("problems").replaceChildren(...told.problems.map(problem));
  at("advice").replaceChildren(...told.advice.map((text) => make("p", { class: "note" }, text)));
  at("files").replaceChildren(...told.files.map((file) => shown(told.number, file)));
  at("register").hidden = !told.address || !told.files.length;
  at("register").open = !told.registered && Boolean(told.address);
  at("register-why").textContent = told.registered
    ? say("The address %(address)s is in the register. Each new printing is added to it.", told)
    : say("The address %(address)s is not in the register yet. Register it before it goes to print, so that it can never stop working.", told);
  at("register-problems").replaceChildren();
  for (const [id, usual] of [["number", at("copies").value], ["what", at("kind").selectedOptions[0].textContent]]) {
    if (at(id).value === (at(id).dataset.usual ?? "")) at(id).value = at(id).dataset.usual = usual; // what somebody has written stays
  }
}

/** A file: its pages as pictures, each leading to the file itself, and what can be done with it. */
function shown(number, file) {
  const address = `${root}/print/made/${number}/${encodeURIComponent(file.name)}`;
  const looked = /\.(pdf|png)$/.test(file.name);
  const pages = Array.from({ length: file.pages }, (_, page) => make("img", {
    src: `${address}/${page}`, loading: page > 1 && "lazy", alt: say("%(file)s, page %(page)s of %(pages)s", { file: file.name, page: page + 1, pages: file.pages }),
  }));
  return make("article", { class: "file" },
    make("h3", {}, file.name, " ", make("span", { class: "quiet" }, size(file.bytes))),
    make("p", { class: "tools" },
      looked ? make("a", { class: "button main", href: address, target: "_blank", rel: "noopener" }, say("Open and print (new tab)"), make("span", { class: "unseen" }, " ", file.name)) : null,
      make("a", { class: "button", href: `${address}?save` }, say("Save"), make("span", { class: "unseen" }, " ", file.name))),
    pages.length ? make("div", { class: "pages" }, ...pages) : null);
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

if (at("kind")) {
  at("kind").addEventListener("change", kind);
  at("page").addEventListener("change", () => { languages(); soon(); });
  at("languages").addEventListener("change", ({ target }) => { target.checked ? chosen.add(target.value) : chosen.delete(target.value); limit(); soon(); });
  for (const id of ["channel", "paper", "envelope", "mm", "colour", "seconds", "safety"]) at(id).addEventListener("change", () => soon());
  at("copies").addEventListener("input", () => soon());
  at("all-languages").addEventListener("click", () => every(true));
  at("no-languages").addEventListener("click", () => every(false));
  at("order").addEventListener("submit", (event) => { event.preventDefault(); soon(0); });
  at("date").value = start.today;
  at("date").max = start.today;
  kind();
}

function every(whether) {
  for (const box of at("languages").querySelectorAll("input")) {
    box.checked = whether;
    whether ? chosen.add(box.value) : chosen.delete(box.value);
  }
  limit();
  soon();
}

at("registering").addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = { channel: made.channel, by: at("by").value, what: at("what").value, where: at("where").value, copies: at("number").value, date: at("date").value };
  try {
    tell((await call("POST", "/print/register", told)).said);
    at("register").open = false;
    soon(0);
  } catch (error) {
    at("register-problems").replaceChildren(...(error.told?.problems ?? [{ ...error.told, severity: "error" }]).map(problem));
    complain(error);
  }
});
