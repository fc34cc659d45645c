// Logs are sent one after the other, each counted by the desk as it comes in; the report is put below.
import { call, complain, make, root, say, tell } from "./desk.js";

const start = JSON.parse(document.getElementById("start").textContent);
const at = (id) => document.getElementById(id);
let files = [], busy = false, number = at("numbers")?.dataset.number ?? "";

async function count() {
  if (busy) return;
  if (!files.length) {
    if (number) return report();
    tell(say("Choose the logs first."));
    return at("logs").focus();
  }
  busy = true;
  at("logs-read").replaceChildren();
  try {
    ({ number } = await call("POST", "/numbers", { since: at("since").value, until: at("until").value }));
    for (const [index, file] of files.entries()) {
      at("busy").textContent = say("Log %(one)s of %(all)s is being counted …", { one: index + 1, all: files.length });
      await one(file);
    }
    at("busy").textContent = say("Counted.");
    history.replaceState(null, "", `${root}/numbers/${number}`);
    await report();
  } catch (error) {
    at("busy").textContent = "";
    complain(error);
  }
  busy = false;
}

/** One log; its name is shown here and not sent. */
async function one(file) {
  const line = at("logs-read").appendChild(make("li", {}, file.name, ": "));
  try {
    if (file.size > start.most) throw Object.assign(new Error(), { what: say("The file is bigger than %(most)s GB.", { most: start.most / 1e9 }), fix: say("Pack it with gzip, or divide it.") });
    const told = await call("POST", `/numbers/${number}/log`, file);
    line.append(say("%(counted)s visits in %(lines)s lines.", told));
  } catch (error) {
    if (!error.what) throw error;
    line.className = "error";
    line.append(make("strong", {}, say("Not counted.")), ` ${error.what} ${error.fix}`);
  }
}

async function report() {
  if (!number) return;
  const { html } = await call("GET", `/numbers/${number}/report?small=${Math.max(0, Math.trunc(at("small").valueAsNumber || 0))}`);
  at("report").innerHTML = html; // made by the desk, every text in it escaped
  at("forget").hidden = !html;
  if (html) at("told").focus();
}

function chosen(list) {
  if (!list.length) return;
  files = [...list];
  count();
}

at("forget").hidden = !number;
at("logs").addEventListener("change", () => chosen(at("logs").files));
if (at("logs").files.length) chosen(at("logs").files); // chosen before this script ran
at("counting").addEventListener("submit", (event) => { event.preventDefault(); count().catch(complain); });
for (const id of ["since", "until"]) at(id).addEventListener("change", () => files.length && count());
at("small").addEventListener("change", () => report().catch(complain));
for (const name of ["dragenter", "dragover"]) at("drop").addEventListener(name, (event) => { event.preventDefault(); at("drop").classList.add("over"); });
for (const name of ["dragleave", "drop"]) at("drop").addEventListener(name, () => at("drop").classList.remove("over"));
at("drop").addEventListener("drop", (event) => { event.preventDefault(); chosen(event.dataTransfer.files); });
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
at("forget").addEventListener("click", async () => {
  try {
    await call("POST", `/numbers/${number}/forget`, {});
    location.replace(`${root}/numbers`);
  } catch (error) { complain(error); }
});
