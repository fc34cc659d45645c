// The first page: what is said of several texts at once. The table and its filters work without this.
import { call, complain, make, named, say, tell } from "./desk.js";

const boxes = [...document.querySelectorAll("input[name=text]")];
const every = document.getElementById("every");
const correct = document.getElementById("correct");
const reviewed = document.getElementById("reviewed");
const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);

function count() {
  const number = chosen().length;
  correct.disabled = reviewed.disabled = number === 0;
  document.getElementById("chosen").textContent = number ? say("Chosen: %(count)s", { count: number }) : say("Tick texts in the table first.");
  if (every) {
    every.checked = number > 0 && number === boxes.length;
    every.indeterminate = number > 0 && number < boxes.length;
  }
}
boxes.forEach((box) => box.addEventListener("change", count));
every?.addEventListener("change", () => {
  boxes.forEach((box) => (box.checked = every.checked));
  count();
});
document.querySelectorAll("dialog .close").forEach((button) => button.addEventListener("click", () => button.closest("dialog").close()));

correct.addEventListener("click", async () => {
  if (!named()) return;
  try {
    const told = await call("POST", "/texts/proposals", { names: chosen() });
    const rows = told.texts.map((one, index) => make("tr", {},
      make("th", { scope: "row", id: `text-${index}` }, one.title),
      make("td", {}, one.checked),
      make("td", {}, make("input", { type: "date", value: one.next, min: told.today, "data-key": one.key, "aria-label": `${one.title}: ${say("next review")}` }))));
    document.getElementById("correct-list").replaceChildren(make("table", {},
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("Text")), make("th", { scope: "col" }, say("last checked")), make("th", { scope: "col" }, say("next review")))),
      make("tbody", {}, ...rows)));
    document.getElementById("correct-dialog").showModal();
  } catch (error) { complain(error); }
});
document.getElementById("correct-now").addEventListener("click", async () => {
  const days = {};
  document.querySelectorAll("#correct-list input").forEach((input) => (days[input.dataset.key] = input.value));
  await done("/texts/checked", { days, by: named() }, "correct-dialog");
});

reviewed.addEventListener("click", () => {
  if (named()) document.getElementById("reviewed-dialog").showModal();
});
document.getElementById("reviewed-now").addEventListener("click", async () => {
  const languages = [...document.querySelectorAll("#reviewed-dialog input[name=code]")].filter((box) => box.checked).map((box) => box.value);
  if (!languages.length) return tell(say("Choose at least one language."));
  await done("/texts/reviewed", { names: chosen(), languages, by: named(), reviewed: document.getElementById("really").checked }, "reviewed-dialog");
});

async function done(path, value, dialog) {
  try {
    const told = await call("POST", path, value);
    sessionStorage.setItem("desk-told", say("Recorded. Files changed: %(count)s.", { count: told.files.length }));
    location.reload();
  } catch (error) {
    document.getElementById(dialog).close();
    complain(error);
  }
}
const before = sessionStorage.getItem("desk-told");
if (before) {
  sessionStorage.removeItem("desk-told");
  tell(before);
}
count();
