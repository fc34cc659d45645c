// One list of recipients: what is wrong with it, what is chosen, the letters as they are made, and what came of them.
import { call, complain, make, root, say, tell } from "./desk.js";
import { number, problem, readBack, rows as fileRows } from "./printfiles.js";
import { reprints } from "./printreprint.js";

const start = JSON.parse(document.getElementById("start").textContent);
const at = (id) => document.getElementById(id);
const job = `/letters/${start.job}`;
const PAUSE = 400, LOOK = 700; // milliseconds: after a change; between two looks at what is being made
const decisions = {}, columns = {};
let checked, from = 0, timer, stage = "";

const whole = (id) => Math.trunc(at(id).valueAsNumber || 0);
const language = (code) => start.names[code] ?? code;

function choices() {
  return {
    letter: at("letter").value, date: at("date").value, envelope: at("envelope").value, default_language: at("default_language").value,
    order: at("order").value, split: whole("split"), start: whole("start-number"), duplicates: at("duplicates").value, keep_days: whole("keep_days"),
    out: at("out").value.trim(), strict: at("strict").checked, alone: at("alone").checked, single: at("single").checked, columns, decisions,
  };
}

let latest = 0;
async function check() {
  const turn = ++latest;
  at("busy").className = "quiet";
  at("busy").textContent = say("The list is being read …");
  at("make").disabled = true;
  try {
    const told = await call("POST", `${job}/check`, choices());
    if (turn !== latest) return;
    paint(checked = told);
    await rows(0);
  } catch (error) {
    at("busy").textContent = "";
    if (turn === latest) complain(error);
  }
  at("make").disabled = false;
}

function paint(told) {
  const { read, accepted, rejected, held, languages } = told.counts;
  Object.assign(decisions, told.choices.decisions);
  Object.assign(columns, told.choices.columns);
  at("busy").className = "unseen"; // the same stands below, larger
  at("busy").textContent = say("Rows read: %(read)s. To be printed: %(accepted)s. Not printed: %(rejected)s. Held: %(held)s.", { read, accepted, rejected, held });
  const missing = unknown(told);
  at("problems").replaceChildren(...told.problems.map((one) => problem(missing && one.severity === "error" ? { ...one, fix: say("Choose below which column it is, or add it to the list and begin again.") } : one)));
  const shown = [[say("rows read"), read], [say("letters"), accepted], [say("not printed"), rejected], [say("held"), held]];
  at("counts").replaceChildren(...shown.map(([name, count]) => make("li", {}, make("b", {}, number(count)), name)));
  at("by-language").textContent = Object.entries(languages).sort((one, other) => other[1] - one[1]).map(([code, count]) => `${language(code)}: ${number(count)}`).join(" · ");
  at("findings").hidden = !told.findings;
  at("make").textContent = say("Make %(count)s letters", { count: number(accepted) });
  at("make").hidden = stage !== "chosen" || !told.ready;
  if (!at("row").value && told.rows.length) at("row").value = told.rows[0];
  at("proving").hidden = !accepted;
  mapping(told);
}

/** Whether the list could not be read for its headings. */
const unknown = (told) => told.problems.some((one) => one.severity === "error") && told.headings.length > 0 && !told.counts.read;

/** A list whose headings are not known: which column is which. */
function mapping(told) {
  at("mapping").hidden = !unknown(told) && !Object.keys(columns).length;
  if (at("mapping").hidden) return;
  at("mapping-fields").replaceChildren(...start.fields.map(([field, label, required]) => {
    const heading = columns[field] ?? told.headings[told.fields.indexOf(field)] ?? "";
    const options = [["", say("Not in the list")], ...told.headings.filter(Boolean).map((one) => [one, one])];
    return make("p", {}, make("label", { for: `column-${field}` }, required ? `${label} *` : label),
      make("select", { id: `column-${field}`, "data-field": field }, ...options.map(([value, text]) => make("option", { value, selected: value === heading }, text))));
  }));
}

async function rows(first) {
  if (!checked?.findings) return;
  from = Math.max(0, first);
  const told = await call("GET", `${job}/rows?verdict=${at("verdict").value}&words=${encodeURIComponent(at("words").value)}&from=${from}`);
  at("rows").replaceChildren(...told.rows.map((one) => make("tr", {}, ...one.cells.map((cell, column) => column ? make("td", {}, cell, column === 5 ? decide(one) : null) : make("th", { scope: "row" }, cell)))));
  at("which").textContent = told.all ? say("%(first)s–%(last)s of %(all)s", { first: from + 1, last: from + told.rows.length, all: told.all }) : say("No row is like that.");
  at("before").hidden = from === 0;
  at("after").hidden = from + told.page >= told.all;
}

/** A row that is held as the second of two may be printed all the same, if somebody decides so. */
function decide(one) {
  if (!one.decide || stage !== "chosen") return null;
  return make("div", {}, make("button", { type: "button", "aria-label": say("Print row %(row)s too", one), onclick: () => { decisions[one.row] = "print"; check(); } }, say("Print it too")));
}

let looking;
async function look() {
  clearTimeout(looking);
  try {
    const told = await call("GET", `${job}/state`);
    stands(told);
    if (told.stage === "making" || told.verified.state === "reading") looking = setTimeout(look, LOOK);
  } catch (error) {
    complain(error);
    if (error.status === 0) looking = setTimeout(look, 5 * LOOK);
  }
}

function stands(told) {
  const before = stage;
  stage = told.stage;
  const sums = { made: number(told.made), total: number(told.total), files: told.files, planned: told.planned };
  at("stage").firstElementChild.textContent = {
    chosen: () => say("Nothing is made yet."),
    making: () => told.total && told.made === told.total && told.singles ? say("All %(total)s letters are written. Accessible PDFs: %(singles)s of %(total)s.", { ...sums, singles: number(told.singles) })
      : told.total && told.made === told.total ? say("All %(total)s letters are written. The lists are being finished …", sums)
      : told.made || told.files ? say("%(made)s of %(total)s letters are written, %(files)s of %(planned)s files are whole.", sums) : say("The letter is being set and proved in every language …"),
    stopped: () => say("Stopped: %(made)s of %(total)s letters are written.", sums),
    failed: () => say("The letters could not be made."),
    done: () => say("All %(total)s letters are made.", sums),
  }[stage]();
  at("progress").max = told.total || 1;
  at("progress").value = told.made;
  at("bar").hidden = !["making", "stopped"].includes(stage);
  at("why").hidden = stage !== "failed";
  at("why").textContent = told.said;
  at("make").hidden = stage !== "chosen" || !checked?.ready;
  at("stop").hidden = stage !== "making";
  at("resume").hidden = !["stopped", "failed"].includes(stage);
  at("again").hidden = !["stopped", "failed", "done"].includes(stage);
  at("finished").hidden = stage !== "done";
  at("choosing").hidden = stage !== "chosen";
  at("reprinting").hidden = stage !== "done";
  if (stage === "done") finished(told);
  if (stage === "done" && before !== stage) reprints(job, start.names);
  if (before !== stage) { // what is being made comes first from now on
    if (stage === "chosen") at("ending").before(at("making"), at("reprinting"));
    else at("list").before(at("making"), at("reprinting"));
  }
  if (before && before !== stage) {
    tell(at("stage").textContent);
    at("make-head").focus();
    if (stage === "chosen" || before === "chosen") rows(from).catch(complain);
  }
}

function finished({ manifest, out, until, verified, singles }) {
  at("save-all").hidden = Boolean(out);
  at("own-folder").hidden = !out;
  at("own-folder").textContent = out ? say("The letters lie in %(out)s.", { out }) : "";
  at("files").replaceChildren(...fileRows(manifest, job, start.names));
  at("copies").hidden = !singles;
  at("copies").textContent = out ? say("Accessible PDFs, one for each recipient: %(count)s, in the folder single.", { count: number(singles) }) : say("Accessible PDFs, one for each recipient: %(count)s, in the ZIP file's folder single.", { count: number(singles) });
  at("sums").textContent = say("Job %(job)s. Rows read: %(read)s = printed: %(printed)s + not printed: %(rejected)s + held: %(held)s.", manifest);
  at("delete-by").textContent = [out ? "" : until, say("The letters hold addresses. Delete your own copies no later than %(date)s.", { date: manifest["delete-by"] })].filter(Boolean).join(" ");
  at("verify").disabled = verified.state === "reading";
  at("verified").textContent = readBack(verified.state);
  at("verified-said").hidden = !verified.said;
  at("verified-said").textContent = verified.said;
}

async function ask(what, body = {}) {
  try {
    stands(await call("POST", `${job}/${what}`, body));
    looking = setTimeout(look, LOOK / 4);
  } catch (error) {
    const told = error.told?.problems;
    if (told) at("problems").replaceChildren(...told.map(problem));
    complain(error);
  }
}

at("make").addEventListener("click", () => ask("make", choices()));
at("stop").addEventListener("click", () => ask("stop"));
at("resume").addEventListener("click", () => ask("resume"));
at("verify").addEventListener("click", () => ask("verify"));
at("again").addEventListener("click", async () => {
  try {
    await call("POST", `${job}/again`, {});
    await look();
    at("choosing").open = true;
  } catch (error) { complain(error); }
});
const changed = () => { clearTimeout(timer); timer = setTimeout(check, PAUSE); };
at("choices").addEventListener("input", changed);
at("choices").addEventListener("submit", (event) => { event.preventDefault(); changed(); });
at("mapping-form").addEventListener("submit", (event) => {
  event.preventDefault();
  for (const key of Object.keys(columns)) delete columns[key];
  for (const list of at("mapping-fields").querySelectorAll("select")) if (list.value) columns[list.dataset.field] = list.value;
  check();
});
at("verdict").addEventListener("change", () => rows(0).catch(complain));
at("words").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => rows(0).catch(complain), PAUSE); });
at("before").addEventListener("click", () => rows(from - 100).catch(complain));
at("after").addEventListener("click", () => rows(from + 100).catch(complain));

at("prove").addEventListener("submit", async (event) => {
  event.preventDefault();
  at("proof-said").textContent = say("The letter is being made …");
  try {
    const told = await call("POST", `${job}/proof`, { row: whole("row") });
    at("proof-said").textContent = told.pages ? say("The letter of row %(row)s, with the window and the folds drawn. It is not to be sent.", { row: whole("row") }) : "";
    if (told.problems.length) at("proof-said").append(...told.problems.map(problem));
    at("pages").hidden = !told.pages;
    at("pages").replaceChildren(...Array.from({ length: told.pages }, (_, page) => make("img", { src: `${root}${job}/proof/${page}?${Date.now()}`, alt: say("Page %(page)s of the letter of row %(row)s", { page: page + 1, row: whole("row") }) })));
  } catch (error) {
    at("proof-said").textContent = "";
    complain(error);
  }
});

at("done").addEventListener("click", () => {
  at("sure-more").textContent = at("own-folder").hidden ? "" : say("The letters in the folder you chose stay there.");
  at("sure").showModal();
});
at("no").addEventListener("click", () => at("sure").close());
at("yes").addEventListener("click", async () => {
  try {
    await call("POST", `${job}/done`, {});
    location.replace(`${root}/letters`);
  } catch (error) { complain(error); }
});

await look();
await check();
