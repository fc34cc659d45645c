// Pictures: dropped or chosen, never over another without asking; the words for those who do not see them.
import { Refused, call, complain, root, say, tell } from "./desk.js";
import { read } from "./files.js";

const by = (id) => document.getElementById(id);
const MOST = 20000000;
let file = null, over = "", shown = "";

function fault(text) {
  by("fault").textContent = text;
  by("fault").hidden = !text;
}
function choose(one) {
  file = one || null;
  if (file) by("name").value = file.name.replace(/\.[^.]*$/, "").toLowerCase();
  fault("");
}
by("file").addEventListener("click", () => (by("file").value = "")); // so that the same file can be chosen again
by("file").addEventListener("change", () => choose(by("file").files[0]));
if (by("file").files[0]) choose(by("file").files[0]); // chosen before this script ran
for (const kind of ["dragenter", "dragover"]) by("drop").addEventListener(kind, (event) => { event.preventDefault(); by("drop").classList.add("over-it"); });
for (const kind of ["dragleave", "drop"]) by("drop").addEventListener(kind, () => by("drop").classList.remove("over-it"));
by("drop").addEventListener("drop", (event) => {
  event.preventDefault();
  choose(event.dataTransfer.files[0]);
  by("name").focus();
});

async function give(more) {
  const query = new URLSearchParams({ name: `${by("name").value.trim()}.x`, ...more });
  return call("POST", `/pictures/give?${query}`, await read(file));
}
by("give").addEventListener("submit", async (event) => {
  event.preventDefault();
  by("over").hidden = true;
  if (!file) return fault(say("Choose a file first."));
  if (file.size > MOST) return fault(say("The file is too large: at most 20 MB."));
  try {
    const told = await give({ look: 1 });
    over = told.over;
    if (!over) return await take();
    by("old").src = `${root}/pictures/${told.file}`;
    by("old").hidden = false;
    by("over").hidden = false;
    by("over").focus();
  } catch (error) { wrong(error); }
});
function wrong(error) {
  if (!(error instanceof Refused)) throw error;
  fault(`${error.what} ${error.fix || ""}`);
}
async function take() {
  try {
    const told = await give({ over });
    by("over").hidden = true;
    fault("");
    const kilo = (bytes) => Math.max(1, Math.round(bytes / 1000));
    insert(told.file, say("%(file)s is taken in: %(before)s kB became %(after)s kB.", { file: told.file, before: kilo(told.before), after: kilo(told.after) }));
  } catch (error) { wrong(error); }
}
by("instead").addEventListener("click", take);
by("keep").addEventListener("click", () => { by("over").hidden = true; by("name").focus(); });

function insert(name, text) {
  shown = name;
  by("taken").textContent = text;
  document.querySelectorAll("#insert tbody tr").forEach((row) => line(row));
  by("insert").hidden = false;
  by("insert").focus();
  if (text !== name) tell(text);
}
async function line(row) {
  const alt = row.querySelector(".alt").value.trim();
  const copy = row.querySelector(".copy");
  copy.disabled = !alt;
  row.querySelector(".line").textContent = "";
  if (!alt) return;
  try {
    const told = await call("POST", "/pictures/mark", { file: shown, alt });
    if (row.querySelector(".alt").value.trim() === alt) row.querySelector(".line").textContent = told.markdown;
  } catch (error) { complain(error); }
}
document.querySelectorAll("#insert tbody tr").forEach((row) => {
  row.querySelector(".alt").addEventListener("input", () => line(row));
  row.querySelector(".copy").addEventListener("click", async () => {
    const text = row.querySelector(".line").textContent;
    try {
      await navigator.clipboard.writeText(text);
      tell(say("Copied."));
    } catch (error) { // the browser does not allow it: it can be copied by hand
      getSelection().selectAllChildren(row.querySelector(".line"));
      tell(say("The line is marked: copy it with the keyboard."));
    }
  });
});
document.querySelectorAll(".use").forEach((button) => button.addEventListener("click", () => insert(button.dataset.file, button.dataset.file)));
document.querySelectorAll(".words").forEach((form) => form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { file, path, number } = form.dataset;
  try {
    await call("POST", "/pictures/words", { file, path, number, alt: form.querySelector("input").value });
    tell(say("Saved."));
  } catch (error) { complain(error); }
}));
