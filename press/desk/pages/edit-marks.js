// The toolbar: what can be written and put in without knowing how it is written. Everything can be undone with Ctrl+Z.
import { call, complain, make, say } from "./desk.js";
import { cancel, choose, close, open } from "./edit-dialogs.js";

let paper, start, offers = null;

/** Fill the toolbar. */
export function toolbar(bar, sheet, about) {
  paper = sheet;
  start = about;
  setTimeout(offered, 1200); // so that dialogs open at once
  const buttons = [
    [say("Bold"), "B", () => wrap("**"), "Control+B"], [say("Italic"), "I", () => wrap("*"), "Control+I"], null,
    [say("Heading"), say("Heading"), heading], [say("List"), "• –", () => list(() => "- ")], [say("Numbered list"), "1. 2.", () => list((index) => `${index + 1}. `)],
    [say("Note or warning"), say("Note"), note], [say("Table"), say("Table"), table], [say("Question with an answer to open"), say("Question"), question], null,
    [say("Insert a fact"), say("Fact"), fact, "Control+Shift+F"], [say("Link to a page"), say("Link"), link, "Control+K"], [say("A word that is explained"), say("Explained word"), term],
    [say("Word in another language"), say("Foreign word"), foreign], [say("Insert a picture"), say("Picture"), picture],
  ];
  bar.replaceChildren(...buttons.map((one) => {
    if (!one) return make("span", { class: "gap", "aria-hidden": "true" });
    const [name, face, go, keys] = one;
    const shown = keys ? `${name} (${keys.replace("Control", "Ctrl")})` : name;
    const inside = face === "B" ? make("b", {}, "B") : face === "I" ? make("i", {}, "I") : face;
    return make("button", { type: "button", title: shown, "aria-label": name, "aria-keyshortcuts": keys, tabindex: "-1", onclick: go }, inside);
  }));
  const all = [...bar.querySelectorAll("button")];
  all[0].tabIndex = 0;
  bar.addEventListener("keydown", (event) => {
    const at = all.indexOf(document.activeElement), rtl = getComputedStyle(bar).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, Home: -at, End: all.length - 1 - at }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = all[(at + step + all.length) % all.length];
    all.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
  });
  paper.box.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const go = event.shiftKey ? { f: fact }[key] : { b: () => wrap("**"), i: () => wrap("*"), k: link }[key];
    if (go) { event.preventDefault(); go(); }
  });
}

function chosen() {
  const { selectionStart: from, selectionEnd: to } = paper.box;
  return { from, to, words: paper.text.slice(from, to) };
}

/** Put marks around what is selected, or take them away. Blanks at its ends stay outside. */
function wrap(marks) {
  let { from, to, words } = chosen();
  from += words.length - words.trimStart().length;
  words = words.trim();
  to = from + words.length;
  const size = marks.length, around = paper.text.slice(from - size, from) === marks && paper.text.slice(to, to + size) === marks;
  const single = marks === "*" && (paper.text[from - 2] === "*" || paper.text[to + 1] === "*");
  if (words && around && !single) return paper.replace(from - size, to + size, words, 0, words.length);
  const inside = words || say("words");
  paper.replace(from, to, marks + inside + marks, size, size + inside.length);
}

/** The whole lines that are selected. */
function rows() {
  const { from, to } = chosen();
  const first = paper.text.lastIndexOf("\n", from - 1) + 1;
  const end = paper.text.indexOf("\n", Math.max(to, first));
  return { first, end: end < 0 ? paper.text.length : end };
}

/** Put a block in, with the empty lines it needs before and after it. */
function block(first, end, text, from, to) {
  const before = paper.text.slice(0, first), after = paper.text.slice(end);
  const head = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = after === "" ? "\n" : after.startsWith("\n\n") || after === "\n" ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  paper.replace(first, end, head + text + tail, head.length + (from ?? text.length), head.length + (to ?? from ?? text.length));
}

/** Where a new block can go: the empty line where the caret is, or after its paragraph. */
function gap() {
  const { first, end } = rows();
  if (!paper.text.slice(first, end).trim()) return [first, end];
  const next = paper.text.indexOf("\n\n", end);
  const at = next < 0 ? paper.text.replace(/\n+$/, "").length : next;
  return [at, at];
}

function list(sign) {
  const { first, end } = rows(), lines = paper.text.slice(first, end).split("\n");
  const bare = lines.map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ""));
  const same = lines.every((line, index) => line === sign(index) + bare[index]);
  const made = bare.map((line, index) => (same ? line : sign(index) + line)).join("\n");
  if (same) return paper.replace(first, end, made, 0, made.length);
  if (!made.replace(/^\S+ /, "")) return block(first, end, made);
  paper.replace(first, end, (first > 1 && paper.text[first - 2] !== "\n" ? "\n" : "") + made);
}

const slug = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[-\d]+|-+$/g, "").split("-").slice(0, 6).join("-");

async function heading() {
  const words = make("input", { id: "heading-words", lang: start.tag, dir: start.direction, value: chosen().words.split("\n")[0] });
  const level = make("select", { id: "heading-level" }, make("option", { value: "##" }, say("A section")), make("option", { value: "###" }, say("A smaller heading within the section")));
  const id = make("input", { id: "heading-id", dir: "ltr", autocapitalize: "off", spellcheck: "false" });
  let own = false;
  const hint = make("p", { class: "hint" }, say("The section’s name in links: English, small letters, the same in every language, for example register."));
  const missing = start.translated ? await sectionsLeft() : [];
  const from = missing.length ? make("div", { class: "field" }, make("label", { for: "heading-from" }, say("Section of the source that is not here yet")), make("select", { id: "heading-from", onchange: (event) => { id.value = event.target.value; own = true; } }, make("option", { value: "" }, "–"), ...missing.map((one) => make("option", { value: one.id }, `${one.title} (#${one.id})`)))) : null;
  words.addEventListener("input", () => { if (!own) id.value = free(slug(words.value)); });
  id.addEventListener("input", () => { own = id.value !== ""; });
  const wrong = make("p", { class: "error", role: "alert", hidden: true });
  const go = () => {
    const needed = level.value === "##" || id.value.trim();
    const fault = !words.value.trim() ? say("Write the heading’s words.") : needed && !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id.value.trim()) ? say("The name in links has small letters a–z, digits and hyphens only.") : "";
    wrong.hidden = !fault;
    wrong.textContent = fault;
    if (fault) return;
    const text = `${level.value} ${words.value.trim()}${needed ? ` {#${id.value.trim()}}` : ""}`;
    const here = chosen(), line = rows();
    const whole = here.words && !here.words.includes("\n") && paper.text.slice(line.first, line.end).trim() === here.words.trim();
    close();
    block(...(whole ? [line.first, line.end] : gap()), text);
  };
  const field = (label, input, more) => make("div", { class: "field" }, make("label", { for: input.id }, label), input, more);
  open(say("Heading"), from, field(say("The heading’s words"), words), field(say("What it begins"), level), field(say("Name in links"), id, hint), wrong, foot(go));
  if (words.value) id.value = free(slug(words.value));
}

function free(id) {
  let name = id, number = 2;
  while (name && paper.text.includes(`{#${name}`) && new RegExp(`\\{#${name}[ }]`).test(paper.text)) name = `${id}-${number++}`;
  return name;
}

async function sectionsLeft() {
  const all = await offered();
  return (all?.goals || []).filter((one) => one.name === start.name && one.id && !new RegExp(`\\{#${one.id}[ }]`).test(paper.text));
}

/** The buttons below a dialog's fields; Enter in a field is the first. */
function foot(go, verb = say("Insert")) {
  document.getElementById("dialog").onkeydown = (event) => { if (event.key === "Enter" && event.target.localName === "input" && event.target.getAttribute("role") !== "combobox") { event.preventDefault(); go(); } };
  return make("div", { class: "tools" }, make("button", { type: "button", class: "main", onclick: go }, verb), cancel());
}

function note() {
  const kinds = [["NOTE", say("Note: something good to know")], ["TIP", say("Tip: something that makes it easier")], ["IMPORTANT", say("Important: nobody may miss this")], ["WARNING", say("Warning: something can go wrong")], ["CAUTION", say("Danger: somebody can be harmed")]];
  const kind = make("select", { id: "note-kind" }, ...kinds.map(([value, name]) => make("option", { value }, name)));
  const go = () => {
    close();
    const { from, to } = chosen(), { first, end } = rows();
    const words = from === to ? "" : paper.text.slice(first, end);
    const inside = words || say("Write the note here.");
    const text = `> [!${kind.value}]\n${inside.split("\n").map((line) => `> ${line}`).join("\n")}`;
    const [at, stop] = words ? [first, end] : gap();
    block(at, stop, text, text.length - inside.length, text.length);
  };
  open(say("Note or warning"), make("label", { for: "note-kind" }, say("What kind?")), make("div", {}, kind), make("p", { class: "hint" }, say("What is selected becomes the note. Its label is translated by the site.")), foot(go));
}

function table() {
  const size = (id, label, value) => [make("label", { for: id }, label), make("input", { id, type: "number", min: "1", max: "12", value })];
  const [first, columns] = size("table-columns", say("Columns"), "2"), [second, lines] = size("table-rows", say("Rows below the heads"), "3");
  const go = () => {
    const wide = Math.min(12, Math.max(1, +columns.value || 2)), deep = Math.min(40, Math.max(1, +lines.value || 1));
    const row = (cells) => `| ${cells.join(" | ")} |`;
    const head = Array.from({ length: wide }, (_, index) => say("Head %(number)s", { number: index + 1 }));
    close();
    const text = [row(head), row(head.map(() => "---")), ...Array.from({ length: deep }, () => row(head.map(() => "  ")))].join("\n");
    block(...gap(), text, 2, 2 + head[0].length);
  };
  open(say("Table"), make("div", { class: "row" }, make("div", { class: "field" }, first, columns), make("div", { class: "field" }, second, lines)), foot(go));
}

function question() {
  const ask = say("Write the question?"), answer = say("Write the answer here.");
  block(...gap(), `### ${ask} {.question}\n${answer}`, 4, 4 + ask.length);
}

/** What can be put in, asked for once. */
export async function offered() {
  offers ??= call("GET", `/write/offers/${start.code}`);
  try {
    return await offers;
  } catch (error) {
    offers = null;
    complain(error);
    return null;
  }
}

const host = (address) => { try { return new URL(address).host; } catch { return address; } };
const bdi = (text) => make("bdi", { lang: start.tag, dir: start.direction }, text);

async function fact() {
  const all = await offered();
  if (!all) return;
  const kinds = { phone: say("telephone number"), link: say("link"), email: say("e-mail address"), amount: say("amount"), date: say("date"), rule: say("rule") };
  const rows = all.facts.map((one) => ({
    search: `${one.name} ${one.value} ${one.owner} ${kinds[one.kind] || one.kind}`, value: one,
    show: () => [make("span", {}, bdi(one.value), one.verified ? null : make("span", { class: "state stale" }, say("not confirmed"))), make("span", { class: "details" }, `${kinds[one.kind] || one.kind} · ${one.owner} · ${say("to be checked again by %(date)s", { date: one.review_by })} · ${host(one.source)} · `, make("code", {}, one.name))],
  }));
  const { from, to, words } = chosen();
  choose(say("Insert a fact"), say("Search among all facts"), rows, (one) => {
    const own = words.trim() && one.kind === "link" ? `|${words.trim().replace(/[\n|[\]]/g, " ")}` : "";
    paper.replace(from, to, `[[${one.name}${own}]]`);
  }, { query: words.length < 40 ? words.trim() : "", note: words.trim() ? say("The fact comes in the place of what is selected; a link keeps your words.") : say("Numbers, amounts and addresses are written in one place, and are right everywhere.") });
}

async function link() {
  const all = await offered();
  if (!all) return;
  const rows = all.goals.map((one) => ({
    search: `${one.title} ${one.own} ${one.name} ${one.id}`, value: one,
    show: () => [make("span", {}, bdi(one.own || one.title), one.own && one.own !== one.title ? make("span", { class: "details" }, make("bdi", { lang: start.source }, one.title)) : null), make("span", { class: "details" }, one.id ? say("section of the page %(page)s", { page: all.goals.find((other) => other.name === one.name && !other.id).title }) : say("page"), " · ", make("code", {}, one.name + (one.id ? `#${one.id}` : "")))],
  }));
  const { from, to, words } = chosen();
  choose(say("Link to a page"), say("Search among all pages and sections"), rows, (one) => {
    const shown = words.trim() || one.own || one.title;
    const target = one.name === start.name && one.id ? `#${one.id}` : `${one.name}.md${one.id ? `#${one.id}` : ""}`;
    paper.replace(from, to, `[${shown}](${target})`, 1, 1 + shown.length);
  }, { note: words.trim() ? say("What is selected becomes the link.") : say("The link gets the page’s title; you can change the words afterwards.") });
}

async function term() {
  const all = await offered();
  if (!all) return;
  const rows = all.terms.map((one) => ({
    search: `${one.swedish} ${one.own} ${one.id}`, value: one,
    show: () => [make("span", {}, bdi(one.own)), one.own === one.swedish ? null : make("span", { class: "details", lang: "sv" }, one.swedish)].filter(Boolean),
  }));
  const { from, to, words } = chosen();
  choose(say("A word that is explained"), say("Search in the list of words"), rows, (one) => {
    const shown = words.trim() || one.own.toLocaleLowerCase(start.tag);
    paper.replace(from, to, `[${shown}](words.md#${one.id})`, 1, 1 + shown.length);
  }, { query: words.trim(), note: say("The word leads to its explanation on the page with the list of words.") });
}

async function foreign() {
  const all = await offered();
  if (!all) return;
  const { from, to, words } = chosen();
  const text = make("input", { id: "foreign-words", value: words.trim() });
  const tag = make("select", { id: "foreign-language" }, ...all.marks.map(([value, name]) => make("option", { value, selected: value === (start.code === "sv" ? "en-SE" : "sv") }, name)));
  const go = () => {
    const inside = text.value.trim().replace(/[[\]\n]/g, "");
    if (!inside) return text.focus();
    close();
    paper.replace(from, to, `[${inside}]{lang=${tag.value}}`);
  };
  open(say("Word in another language"), make("p", { class: "quiet" }, say("A Swedish word in another text is marked, so that it is read aloud and written in the right direction.")), make("div", { class: "field" }, make("label", { for: "foreign-words" }, say("The word")), text), make("div", { class: "field" }, make("label", { for: "foreign-language" }, say("Its language")), tag), foot(go));
}

async function picture() {
  const all = await offered();
  if (!all) return;
  const { from, to } = chosen();
  if (!all.pictures.length) return open(say("Insert a picture"), make("p", {}, say("There are no pictures in content/images/ yet. Put the file there first (SVG, PNG, JPEG or WebP).")), make("div", { class: "tools" }, make("button", { type: "button", onclick: close }, say("Close"))));
  const file = make("select", { id: "picture-file" }, ...all.pictures.map((name) => make("option", {}, name)));
  const alt = make("textarea", { id: "picture-alt", rows: "2", lang: start.tag, dir: start.direction });
  const wrong = make("p", { class: "error", role: "alert", hidden: true }, say("Write what the picture shows: who cannot see it hears these words."));
  const go = () => {
    const words = alt.value.trim().replace(/\s+/g, " ").replace(/[[\]]/g, "");
    wrong.hidden = words !== "";
    if (!words) return alt.focus();
    close();
    paper.replace(from, to, `![${words}](../images/${file.value})`);
  };
  open(say("Insert a picture"), make("div", { class: "field" }, make("label", { for: "picture-file" }, say("The picture")), file), make("div", { class: "field" }, make("label", { for: "picture-alt" }, say("What it shows")), alt, make("p", { class: "hint" }, say("For those who cannot see it: what matters in the picture, in a sentence."))), wrong, foot(go));
}
