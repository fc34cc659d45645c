// A letter to one person: what is wrong with what was typed, the letter as a picture, the finished letter, and its end.
import { call, complain, make, root, say } from "./desk.js";
import { open, problem, readBack } from "./printfiles.js";

const start = JSON.parse(document.getElementById("start").textContent);
const at = (id) => document.getElementById(id);
const LOOK = 500; // milliseconds between two looks at what is being made
const named = [...document.querySelectorAll("#inside [name]")];
let job = "", stage = "", looking;

const values = () => Object.fromEntries(named.map((field) => [field.name, field.type === "checkbox" ? (field.checked ? "ja" : "") : field.value]));
const choices = () => ({ letter: at("letter").value, date: at("date").value, envelope: at("envelope").value, alone: at("alone").checked, single: at("single").checked });

/** What is wrong, at its field and all of it on top. */
function wrong(faults) {
  for (const field of named) {
    const own = faults.filter((one) => one.field === field.name), box = at(`${field.name}-wrong`);
    box.hidden = !own.length;
    box.textContent = own.map((one) => `${one.what} ${one.fix}`).join(" ");
    field.toggleAttribute("aria-invalid", false);
    field.removeAttribute("aria-describedby");
    if (own.length) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", box.id);
    }
  }
  at("wrong").hidden = !faults.length;
  at("wrong").querySelector("ul").replaceChildren(...faults.map((one) => make("li", {}, one.field ? make("a", { href: `#${one.field}` }, one.what) : one.what, " ", one.fix)));
  if (faults.length) at("wrong").focus();
}

/** Nothing is seen, and nothing can be made. */
function nothing(text) {
  for (const id of ["make", "resume", "finished", "pages", "ending", "why"]) at(id).hidden = true;
  at("pages").replaceChildren();
  at("problems").replaceChildren();
  at("busy").textContent = text;
}

at("person").addEventListener("submit", async (event) => {
  event.preventDefault();
  const before = job;
  job = "";
  nothing(say("The letter is being made …"));
  at("look").disabled = true;
  try {
    const told = await call("POST", "/letters/one", { ...values(), choices: choices(), before });
    job = told.job;
    stage = "chosen";
    wrong([]);
    at("busy").textContent = say("The letter with the window and the folds drawn. It is not to be sent.");
    at("problems").replaceChildren(...told.problems.map(problem));
    at("pages").replaceChildren(...Array.from({ length: told.pages }, (_, page) => make("img", { src: `${root}/letters/${job}/proof/${page}`, alt: say("Page %(page)s of the letter", { page: page + 1 }) })));
    for (const id of ["pages", "make", "ending"]) at(id).hidden = false;
    at("letter-head").focus();
  } catch (error) {
    nothing(say("Nothing is made yet."));
    if (error.status === 0) job = before; // the desk has not heard of it
    if (error.told?.faults) wrong(error.told.faults);
    else complain(error);
  }
  at("look").disabled = false;
});

/** What is typed after the letter was seen is not in it. */
at("person").addEventListener("input", () => {
  if (stage !== "chosen" || at("make").hidden) return;
  at("make").hidden = true;
  at("pages").classList.add("old");
  at("busy").textContent = say("You have changed something. Look at the letter again.");
});
at("person").addEventListener("submit", () => at("pages").classList.remove("old"));
at("letter").addEventListener("change", () => {
  const chosen = at("language").value;
  at("language").replaceChildren(...[["", say("Choose")], ...(start.written[at("letter").value] ?? [])].map(([value, text]) => make("option", { value, selected: value === chosen }, text)));
});

async function follow() {
  clearTimeout(looking);
  try {
    const told = await call("GET", `/letters/${job}/state`);
    stands(told);
    if (told.stage === "making" || told.verified.state === "reading") looking = setTimeout(follow, LOOK);
  } catch (error) { complain(error); }
}

function stands(told) {
  const before = stage;
  stage = told.stage;
  for (const field of at("person").elements) field.disabled = stage !== "chosen"; // what is made is not changed any more
  at("make").hidden = stage !== "chosen";
  at("resume").hidden = !["stopped", "failed"].includes(stage);
  at("why").hidden = stage !== "failed";
  at("why").textContent = told.said;
  at("finished").hidden = stage !== "done";
  at("busy").textContent = { chosen: () => "", making: () => say("The letter is being made …"), stopped: () => say("The letter is not made."), failed: () => say("The letter could not be made."), done: () => say("The letter is made.") }[stage]();
  if (stage !== "done") return;
  at("verified").textContent = readBack(told.verified.state);
  if (before === "done") return;
  at("pages").hidden = true; // the proof is not to be sent
  const [file] = told.manifest.files;
  at("file").replaceChildren(open(`/letters/${job}/files/${encodeURIComponent(file.name)}`, file.name, true));
  at("save").href = `${root}/letters/${job}/all.zip`;
  at("delete-by").textContent = say("The letters hold addresses. Delete your own copies no later than %(date)s.", { date: told.manifest["delete-by"] });
  at("letter-head").focus();
}

for (const id of ["make", "resume", "verify"]) {
  at(id).addEventListener("click", async () => {
    try {
      stands(await call("POST", `/letters/${job}/${id}`, id === "make" ? choices() : {}));
      looking = setTimeout(follow, LOOK / 4);
    } catch (error) {
      if (error.told?.problems) at("problems").replaceChildren(...error.told.problems.map(problem));
      complain(error);
    }
  });
}

at("done").addEventListener("click", async () => {
  try {
    await call("POST", `/letters/${job}/done`, {});
    [job, stage] = ["", ""];
    location.reload(); // an empty form for the next one
  } catch (error) { complain(error); }
});
addEventListener("pagehide", () => { // what was only looked at goes with its page
  if (job && stage === "chosen") fetch(`${root}/letters/${job}/done`, { method: "POST", headers: { "X-Desk": "1", "Content-Type": "application/json" }, body: "{}", keepalive: true });
});
