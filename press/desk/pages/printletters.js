// A list of recipients is chosen or dropped; the desk reads it, and the job's page opens.
import { call, complain, root, say, tell } from "./desk.js";
import { problem } from "./printfiles.js";

const start = JSON.parse(document.getElementById("start").textContent);
const at = (id) => document.getElementById(id);

async function send(file) {
  at("problems").replaceChildren();
  if (!file) return;
  if (file.size > start.most) {
    const told = { what: say("The file is bigger than %(most)s MB.", { most: start.most / 1e6 }), fix: say("Divide it into several files, or look whether it is the right one.") };
    at("problems").replaceChildren(problem(told));
    return tell(told.what);
  }
  at("busy").textContent = say("The list is being read …");
  try {
    const { job } = await call("POST", "/letters", file); // the file's own name is not sent: it may be somebody's
    location.assign(`${root}/letters/${job}`);
  } catch (error) {
    at("busy").textContent = "";
    at("file").value = "";
    at("problems").replaceChildren(...(error.told?.problems ?? [error.told]).map(problem));
    complain(error);
  }
}

at("file").addEventListener("change", () => send(at("file").files[0]));
if (at("file").files[0]) send(at("file").files[0]); // chosen before this script ran
for (const name of ["dragenter", "dragover"]) at("drop").addEventListener(name, (event) => { event.preventDefault(); at("drop").classList.add("over"); });
for (const name of ["dragleave", "drop"]) at("drop").addEventListener(name, () => at("drop").classList.remove("over"));
at("drop").addEventListener("drop", (event) => { event.preventDefault(); send(event.dataTransfer.files[0]); });
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault()); // a file that misses the box is not opened

for (const button of document.querySelectorAll("button[data-job]")) {
  button.addEventListener("click", async () => {
    try {
      await call("POST", `/letters/${button.dataset.job}/done`, {});
      location.reload();
    } catch (error) { complain(error); }
  });
}

async function open(folder) {
  at("folder-problems").replaceChildren();
  try {
    const { job } = await call("POST", "/letters/earlier", { folder });
    location.assign(`${root}/letters/${job}`);
  } catch (error) {
    if (!error.told?.problems) return complain(error);
    at("folder-problems").replaceChildren(...error.told.problems.map(problem));
    at("folder-problems").focus();
  }
}

for (const button of document.querySelectorAll("button[data-folder]")) button.addEventListener("click", () => open(button.dataset.folder));
at("elsewhere").addEventListener("submit", (event) => { event.preventDefault(); open(at("folder").value); });
