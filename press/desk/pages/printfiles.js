// Finished letters as a table of files, and how they are read back: the same for a list, for letters once more and for one person.
import { make, root, say } from "./desk.js";

export const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);
export const problem = (one) => make("div", { class: one.severity ?? "error" }, make("strong", {}, one.what), make("div", {}, one.fix));

/** The rows of a table of files. `at` is where they are, without the root; `names` what the languages are called. */
export function rows(manifest, at, names) {
  return manifest.files.map((file) => make("tr", {},
    make("th", { scope: "row" }, file.name), make("td", {}, file.languages.map((code) => names[code] ?? code).join(", ")),
    make("td", {}, number(file.letters)), make("td", {}, number(file.pages)), make("td", {}, `${manifest["made-as"]}-${String(file.first).padStart(6, "0")} – ${String(file.last).padStart(6, "0")}`),
    make("td", {}, `${number(Math.ceil(file.bytes / 1000))} kB`),
    make("td", {}, open(`${at}/files/${encodeURIComponent(file.name)}`, file.name))));
}

/** The button that opens a file for printing; `main`: it is what to do next. */
export function open(address, name, main = false) {
  return make("a", { class: main ? "button main" : "button", href: root + address, target: "_blank", rel: "noopener" }, say("Open (new tab)"), make("span", { class: "unseen" }, " ", name));
}

/** A table of files, whole; `which` tells it from others on the page. */
export function table(manifest, at, names, which = "") {
  const heads = [say("File"), say("Language"), say("Letters"), say("Pages"), say("Numbers at the foot"), say("Size"), say("Print")];
  return make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": [say("Finished files"), which].filter(Boolean).join(": ") }, make("table", {},
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))), make("tbody", {}, ...rows(manifest, at, names))));
}

/** What came of reading back, in a sentence. */
export const readBack = (state) => ({ "": "", reading: say("The letters are being read back …"), right: say("Read back: every letter is right."), wrong: say("Read back: not all letters are right. Do not send them.") }[state]);
