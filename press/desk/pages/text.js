// One text: still correct, begun, shown to readers, renamed, taken away.
import { call, complain, make, named, root, say, tell } from "./desk.js";
import { shown } from "./changes.js";

const start = JSON.parse(document.getElementById("start").textContent);
const by = (id) => document.getElementById(id);

async function go(path, value, then) {
  try {
    then(await call("POST", path, value));
  } catch (error) { complain(error); }
}
function again(text) {
  sessionStorage.setItem("desk-told", text);
  location.reload();
}

by("correct")?.addEventListener("click", () => {
  if (named()) go("/texts/checked", { days: { [start.key]: by("review").value }, by: named() }, () => again(say("Recorded: still correct today.")));
});
document.querySelectorAll(".begin").forEach((button) => button.addEventListener("click", () =>
  go("/texts/begin", { key: start.key, code: button.dataset.code }, (told) => (location.href = `${root}/edit/${told.path}`))));

let waiting = "";
function publish(code, anyway) {
  if (!named()) return;
  go("/texts/publish", { key: start.key, code, by: named(), anyway }, (told) => {
    if (!told.wrong) return again(say("Readers will see it when the site is published."));
    waiting = code;
    by("kept").hidden = false;
    by("kept").querySelector("ul").replaceChildren(...told.wrong.map((one) => make("li", {}, `${one.what} ${one.fix}`)));
    by("kept").focus();
  });
}
document.querySelectorAll(".publish").forEach((button) => button.addEventListener("click", () => publish(button.dataset.code, false)));
by("anyway").addEventListener("click", () => publish(waiting, true));

let wanted = null;
function look(path, value) {
  wanted = { path, value };
  go(path, value, (told) => {
    by("changes").replaceChildren(shown(told));
    by("look").showModal();
  });
}
by("rename")?.addEventListener("submit", (event) => {
  event.preventDefault();
  look("/texts/rename", { name: start.name, new: by("new").value.trim() });
});
by("archive")?.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!by("target").value) {
    tell(say("Choose the page that readers are sent on to."));
    return by("target").focus();
  }
  look("/texts/archive", { name: start.name, target: by("target").value, anchor: by("anchor").value });
});
by("target")?.addEventListener("change", () => {
  const first = by("anchor").firstElementChild;
  by("anchor").replaceChildren(first, ...(start.targets[by("target").value] || []).map(([id, title]) => make("option", { value: id }, title)));
});
by("now").addEventListener("click", () => {
  by("look").close();
  go(wanted.path, { ...wanted.value, now: true }, (told) => {
    sessionStorage.setItem("desk-told", say("Done. Files changed: %(count)s.", { count: told.files.length }));
    location.href = wanted.value.new ? `${root}/text/${wanted.value.new}` : `${root}/`;
  });
});
document.querySelector("#look .close").addEventListener("click", () => by("look").close());
const before = sessionStorage.getItem("desk-told");
if (before) {
  sessionStorage.removeItem("desk-told");
  tell(before);
}
