// Dialogs of the editor: one box, a heading, closed by Escape; choosing among many by searching, with the keyboard alone.
import { make, say } from "./desk.js";

const box = document.getElementById("dialog");
let back = null;

/** Open the dialog with a heading and what is in it. Focus goes to its first field, and back to where it was at the end. */
export function open(heading, ...inside) {
  const from = document.activeElement;
  if (!box.open) back = { from, start: from?.selectionStart, end: from?.selectionEnd };
  box.replaceChildren(make("h2", { id: "dialog-heading", tabindex: "-1" }, heading), ...inside.filter((one) => one != null));
  if (!box.open) box.showModal();
  (box.querySelector("input, textarea, select") || box.querySelector("button") || box).focus();
}

/** Close it, and go back to where the writer was: a browser gives the focus back, but not always the place in the text. */
export function close() {
  box.close();
  leave();
}

function leave() {
  if (!back || box.open) return;
  const { from, start, end } = back;
  back = null;
  box.replaceChildren();
  from?.focus?.({ preventScroll: true });
  if (from?.localName === "textarea") from.setSelectionRange(start, end);
}
box.addEventListener("close", leave);

/** A button that closes without doing anything. */
export function cancel() { return make("button", { type: "button", onclick: close }, say("Cancel")); }

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const MOST = 60;

/** Choose one of many. `rows`: [{search, show: [nodes], value}]; `extra` stands below; `done` gets the value. A combobox with a list (WAI-ARIA). */
export function choose(heading, label, rows, done, { query = "", note = "", extra = [], verb = say("Insert") } = {}) {
  const input = make("input", { id: "choose", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "choices", "aria-autocomplete": "list", autocomplete: "off", value: query });
  const list = make("div", { id: "choices", role: "listbox", class: "results", "aria-label": label });
  const count = make("p", { class: "quiet small", role: "status" });
  const found = rows.map((row) => ({ ...row, key: plain(row.search) }));
  let shown = [], at = 0;
  const point = (index) => {
    at = Math.max(0, Math.min(index, shown.length - 1));
    [...list.children].forEach((one, number) => one.setAttribute("aria-selected", number === at));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (shown.length) input.setAttribute("aria-activedescendant", `choice-${at}`); else input.removeAttribute("aria-activedescendant");
  };
  const take = () => { if (shown[at]) { const value = shown[at].value; close(); done(value); } };
  const filter = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const fitting = found.filter((row) => words.every((word) => row.key.includes(word)));
    shown = fitting.slice(0, MOST);
    list.replaceChildren(...shown.map((row, index) => make("div", { role: "option", id: `choice-${index}`, "aria-selected": "false", onclick: () => { point(index); take(); } }, ...row.show())));
    count.textContent = fitting.length > MOST ? say("%(shown)s of %(all)s are shown; write more words to find the right one.", { shown: MOST, all: fitting.length }) : fitting.length ? say("%(all)s found", { all: fitting.length }) : say("Nothing found. Try fewer or other words.");
    point(0);
  };
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (step !== undefined) { event.preventDefault(); point(step); }
    if (event.key === "Enter") { event.preventDefault(); take(); }
  });
  open(heading, note ? make("p", { class: "quiet" }, note) : null, make("label", { for: "choose" }, label), make("div", {}, input), count, list, ...extra, make("div", { class: "tools" }, make("button", { type: "button", class: "main", onclick: take }, verb), cancel()));
  filter();
}
