// Out to an agency, and back: looked at before anything is written.
import { call, complain, make, root, say, tell } from "./desk.js";
import { shown } from "./changes.js";
import { read } from "./files.js";

const by = (id) => document.getElementById(id);
const pages = by("pages");
const MOST = 30000000;
let seen = "", file = null, data = null;

by("needed").addEventListener("click", () => pages.querySelectorAll("input").forEach((box) => (box.checked = "needed" in box.dataset)));
by("none").addEventListener("click", () => pages.querySelectorAll("input").forEach((box) => (box.checked = false)));
by("send").addEventListener("click", async () => {
  const chosen = [...pages.querySelectorAll("input")].filter((box) => box.checked).map((box) => box.value);
  const query = new URLSearchParams({ code: pages.dataset.code, pages: chosen.join(",") });
  try {
    const answer = await fetch(`${root}/agencies/send?${query}`, { headers: { "X-Desk": "1" } });
    if (!answer.ok) {
      const told = await answer.json();
      return tell(`${told.what} ${told.fix}`);
    }
    const name = decodeURIComponent(answer.headers.get("Content-Disposition").split("''")[1]);
    const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    tell(say("The file %(name)s is in your downloads.", { name }));
  } catch (error) {
    tell(say("The desk does not answer."));
  }
});

const query = (more) => new URLSearchParams({ name: file.name, made: by("made").value, by: by("by").value, ...more });
by("back").addEventListener("submit", async (event) => {
  event.preventDefault();
  file = by("file").files[0];
  by("take").hidden = true;
  if (!file) return tell(say("Choose a file first."));
  if (file.size > MOST) return tell(say("The file is too large: at most 30 MB."));
  try {
    show(await call("POST", `/agencies/look?${query({})}`, (data = await read(file))));
  } catch (error) { complain(error); }
});
by("take").addEventListener("click", async () => {
  try {
    const told = await call("POST", `/agencies/take?${query({ seen })}`, data);
    if (told.problems) return show(told);
    by("take").hidden = true;
    by("found").replaceChildren(make("p", { class: "note" }, say("Taken in. Segments: %(segments)s. Files changed: %(count)s.", { segments: told.segments, count: told.files.length })));
    by("found").focus();
  } catch (error) { complain(error); }
});
function show(told) {
  const box = by("found");
  box.hidden = false;
  if (told.problems) {
    box.replaceChildren(make("h3", {}, say("It cannot be taken in; nothing was written")), make("ul", {}, ...told.problems.map((one) =>
      make("li", {}, make("strong", {}, one.line ? say("Line %(line)s:", { line: one.line }) : `${one.path}:`), ` ${one.what} ${one.fix}`))));
  } else if (told.count === 0) {
    box.replaceChildren(make("p", { class: "note" }, say("The file changes nothing.")));
  } else {
    seen = told.seen;
    const machine = told.machine.length ? make("p", {}, say("Still recorded as translated by a machine: %(paths)s.", { paths: told.machine.join(", ") })) : null;
    box.replaceChildren(make("h3", {}, say("This will change")), make("p", {}, say("Segments: %(count)s.", { count: told.segments })), machine ?? "", shown(told));
    by("take").hidden = false;
  }
  box.focus();
}
