// Letters once more: which ones, and the files that came of it. The page says where (`job`) and what languages are called (`names`).
import { call, complain, make, root, say, tell } from "./desk.js";
import { problem, readBack, table } from "./printfiles.js";

const at = (id) => document.getElementById(id);
const LOOK = 700; // milliseconds between two looks at what is being read back
let job, names, looking, shown = "";

/** Begin: show the reprints there are. */
export async function reprints(where, languages) {
  [job, names] = [where, languages];
  await look();
}

async function look() {
  clearTimeout(looking);
  try {
    const told = await call("GET", `${job}/reprints`);
    if (shown !== JSON.stringify(told)) paint(told.reprints); // a table that is not painted anew keeps its focus
    shown = JSON.stringify(told);
    if (told.reprints.some((one) => one.verified.state === "reading")) looking = setTimeout(look, LOOK);
  } catch (error) { complain(error); }
}

function paint(found) {
  const focused = document.activeElement?.dataset.verify;
  at("reprints").replaceChildren(...found.map(({ manifest, which, verified }) => {
    const place = `${job}/reprints/${manifest.job}`, id = `reprint-${manifest.job}`;
    const verify = make("button", { type: "button", "data-verify": manifest.job, "aria-disabled": String(verified.state === "reading"), onclick: () => begin(place) }, say("Read the letters back"), make("span", { class: "unseen" }, " ", which));
    return make("section", { class: "card", "aria-labelledby": id },
      make(`h${at("reprints").dataset.level}`, { id, tabindex: "-1" }, say("Letters once more: %(which)s", { which })),
      table(manifest, place, names, which),
      make("p", { class: "tools" }, make("a", { class: "button", href: `${root}${place}/all.zip` }, say("Save all (ZIP)"), make("span", { class: "unseen" }, " ", which)), verify,
        make("span", {}, readBack(verified.state))),
      verified.said ? make("pre", {}, verified.said) : null);
  }));
  if (focused) document.querySelector(`[data-verify="${focused}"]`)?.focus();
}

async function begin(place) {
  try {
    await call("POST", `${place}/verify`, {});
    tell(say("The letters are being read back …"));
    await look();
  } catch (error) { complain(error); }
}

at("reprint").addEventListener("submit", async (event) => {
  event.preventDefault();
  at("reprint-problems").replaceChildren();
  const by = document.querySelector('#reprint [name="by"]:checked')?.value ?? "foot";
  try {
    const { name } = await call("POST", `${job}/reprints`, { letters: at("which").value, by });
    at("which").removeAttribute("aria-invalid");
    await look();
    at(`reprint-${name}`)?.focus();
  } catch (error) {
    const told = error.told?.problems;
    if (!told) return complain(error);
    at("reprint-problems").replaceChildren(...told.map(problem));
    at("which").setAttribute("aria-invalid", "true");
    at("reprint-problems").focus();
  }
});
