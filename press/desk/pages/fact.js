// The form of a fact: what readers will see and every mistake while writing; saved without writing over anybody.
import { call, complain, make, root, say, tell, Refused } from "./desk.js";

const start = JSON.parse(document.getElementById("start").textContent);
const form = document.getElementById("form");
const by = (id) => document.getElementById(id);
const fields = Object.keys(start.base);
const PAUSE = 200; // milliseconds without a key
let base = start.new ? { verified: "true" } : { ...start.base };
let typedTel = false, typedName = false, leaving = false;

/** The form as it is now. */
function now() {
  const found = {};
  for (const key of fields) {
    const box = by(key);
    if (!box) continue;
    if (box.type === "checkbox") found[key] = box.checked ? "true" : "false";
    else found[key] = box.value;
  }
  if (found.unit === "count" && !base.unit) found.unit = start.new ? "count" : "";
  return found;
}

function changed() {
  const values = now();
  return fields.some((key) => by(key) && values[key].trim() !== (start.new ? start.base[key] : base[key]));
}

function label(key) {
  const box = by(key);
  const text = box?.labels?.[0]?.textContent.trim() || key;
  return key.startsWith("urls.") ? say("Where the link leads, %(language)s", { language: text }) : text;
}

/** Mark mistakes at their fields; those of no field stand at the top. */
function mark(faults) {
  const told = new Map();
  for (const fault of faults) told.set(by(fault.field) ? fault.field : "", [...(told.get(by(fault.field) ? fault.field : "") || []), `${fault.what} ${fault.fix}`]);
  for (const key of fields) {
    if (!by(key)) continue;
    const texts = told.get(key) || [];
    by(`fault-${key}`).textContent = texts.join(" ");
    by(key).setAttribute("aria-invalid", texts.length ? "true" : "false");
    if (texts.length) by(key).closest("details")?.setAttribute("open", "");
  }
  const loose = told.get("") || [];
  by("faults").hidden = !loose.length;
  by("faults").replaceChildren(...loose.map((text) => make("p", {}, text)));
}

/** What readers will see in a language, as the site writes it. */
function line(one) {
  const words = make("span", { class: "words", lang: one.tag, dir: one.direction });
  words.innerHTML = one.html; // made by the site's own functions, everything in it escaped
  for (const link of words.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const hidden of words.querySelectorAll(".hidden")) hidden.remove();
  const where = one.url ? make("bdi", { class: "where quiet", dir: "ltr" }, one.url) : null;
  return make("li", { dir: one.direction }, make("span", { class: "language" }, make("bdi", { lang: one.tag }, one.language)), words, where);
}

let asked = 0, work = Promise.resolve();
/** Try the form, one trial after the other; those that later ones have overtaken are left out. Gives what was found. */
function attempt(marking = false) {
  const mine = ++asked;
  work = work.then(() => (marking || mine === asked ? once(marking) : null));
  return work;
}

/** Mistakes, what readers would see, the number that would be dialled, a name for a new fact. */
async function once(marking) {
  try {
    let found = await ask();
    if (start.kind === "phone" && !typedTel && found.tel && by("value").value.trim() && by("tel").value !== found.tel) {
      by("tel").value = found.tel;
      found = await ask();
    }
    if (start.new && !typedName) by("name").value = found.name;
    mark(start.new && !marking ? found.faults.filter((fault) => touched.has(fault.field)) : found.faults);
    const rows = found.seen.map(line);
    by("seen").replaceChildren(...(rows.length ? rows.slice(0, found.first) : [make("li", { class: "quiet" }, say("It is shown here as soon as nothing is wrong."))]));
    by("others").replaceChildren(...rows.slice(found.first));
    by("more").hidden = rows.length <= found.first;
    return found;
  } catch (error) {
    complain(error);
    return null;
  }
}

function ask() {
  return call("POST", "/facts/try", { name: start.new ? by("name").value : start.name, kind: start.kind, path: start.new ? by("path").value : start.path, new: start.new, base, now: now() });
}

const touched = new Set();
let timer;
form.addEventListener("input", (event) => {
  touched.add(event.target.id);
  if (event.target.id === "tel") typedTel = event.target.value !== "";
  if (event.target.id === "name") typedName = event.target.value !== "";
  if (event.target.id === "source") by("open").href = event.target.value;
  by("state").textContent = changed() ? say("Not saved yet.") : "";
  clearTimeout(timer);
  timer = setTimeout(attempt, PAUSE, false);
});

/** Save; afterwards the way on to publishing has the focus. */
async function save() {
  clearTimeout(timer);
  if (!start.new && !changed()) return tell(say("Nothing is changed."));
  by("save").disabled = true;
  const tried = await attempt(true);
  try {
    if (tried && tried.faults.length) return pointOut();
    const values = now();
    const name = start.new ? by("name").value.trim() : start.name;
    const found = await call("POST", "/facts/save", { name, kind: start.kind, path: start.new ? by("path").value : start.path, new: start.new, base, now: values });
    leaving = true;
    if (start.new) return void location.assign(`${root}/facts/of/${name}?saved`);
    base = { ...base, ...Object.fromEntries(Object.entries(values).map(([key, text]) => [key, text.trim().replace(/\s+/g, " ")])) };
    saved(found);
    leaving = false;
  } catch (error) {
    if (error instanceof Refused && error.told.theirs) clash(error);
    else if (error instanceof Refused && error.told.faults) { mark(error.told.faults); pointOut(); }
    else complain(error);
  } finally {
    by("save").disabled = false;
  }
}

function pointOut() {
  tell(say("There are mistakes in the form. Nothing was saved."));
  (form.querySelector('[aria-invalid="true"]') || by("faults")).focus();
}

function saved(found) {
  by("state").textContent = "";
  by("clash").hidden = true;
  by("saved").hidden = false;
  const link = make("a", { href: `${root}/publishing` }, say("See what will change, and publish"));
  const told = found.pages ? say("Saved. Texts that use it: %(pages)s. Languages: %(languages)s.", found) : say("Saved. It is used nowhere yet.");
  by("saved").replaceChildren(make("strong", {}, told), " ", link);
  tell(told);
  link.focus();
}

/** Somebody else has changed the same fields: both are shown, and one is chosen. */
function clash(error) {
  const box = by("clash");
  const rows = Object.entries(error.told.theirs).map(([key, theirs]) => {
    const row = make("div", { class: "card" });
    const choose = (value) => {
      base[key] = theirs;
      if (by(key).type === "checkbox") by(key).checked = value !== "false";
      else by(key).value = value;
      row.remove();
      if (!box.querySelector(".card")) { box.hidden = true; by("save").focus(); }
      else box.querySelector(".card button").focus();
      attempt(true);
    };
    const mine = now()[key];
    row.append(
      make("strong", {}, label(key)),
      make("dl", {}, make("dt", {}, say("Theirs")), make("dd", {}, theirs || "–"), make("dt", {}, say("Yours")), make("dd", {}, mine || "–")),
      make("p", { class: "tools" }, make("button", { type: "button", onclick: () => choose(theirs) }, say("Take theirs")), make("button", { type: "button", onclick: () => choose(mine) }, say("Keep yours"))),
    );
    return row;
  });
  box.replaceChildren(make("p", {}, make("strong", {}, error.what), " ", error.fix), ...rows);
  box.hidden = false;
  box.focus();
}

form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
});
by("today")?.addEventListener("click", (event) => {
  by("checked").value = event.currentTarget.dataset.today;
  by("review-by").value = event.currentTarget.dataset.next;
  form.dispatchEvent(new Event("input"));
  tell(say("The dates are moved. Save to keep them."));
});
by("remove")?.addEventListener("click", () => by("sure").showModal());
by("no")?.addEventListener("click", () => by("sure").close());
by("yes")?.addEventListener("click", async () => {
  try {
    await call("POST", "/facts/remove", { name: start.name });
    leaving = true;
    location.assign(`${root}/facts`);
  } catch (error) {
    by("sure").close();
    complain(error);
  }
});
addEventListener("beforeunload", (event) => { if (!leaving && changed()) event.preventDefault(); });
if (location.search === "?saved") saved({ pages: 0 });
attempt();
