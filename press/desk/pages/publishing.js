// Publishing: what will change, the differences where somebody wants to see them, one button, and how it went.
import { call, complain, make, root, say, tell, who } from "./desk.js";

const by = (id) => document.getElementById(id);
const ASK = 400; // milliseconds between questions how it stands

/** Show what will change. */
async function look() {
  by("changes").setAttribute("aria-busy", "true");
  try {
    const found = await call("GET", "/publishing/changes");
    by("changes").innerHTML = found.html; // a piece of a page of the desk's own
    by("publish").disabled = !found.ready;
    if (found.settled) await unrecorded();
    for (const language of by("changes").querySelectorAll(".language[open]")) differ(language);
  } catch (error) {
    by("changes").replaceChildren(make("p", { class: "error" }, `${error.what} ${error.fix || ""}`));
  }
  by("changes").setAttribute("aria-busy", "false");
}

/** What differs on one page for those who read it; asked for when somebody opens it. */
async function differ(language) {
  const box = language.querySelector(".difference");
  if (box.dataset.asked) return;
  box.dataset.asked = "1";
  try {
    box.innerHTML = (await call("GET", `/publishing/difference?path=${encodeURIComponent(language.dataset.path)}`)).html;
  } catch (error) {
    delete box.dataset.asked;
    complain(error);
  }
}
by("changes").addEventListener("toggle", (event) => {
  if (event.target.matches(".language") && event.target.open) differ(event.target);
}, true);

function running(state) {
  by("publish").disabled = true;
  let bar = by("how").querySelector("progress");
  if (!bar) {
    bar = make("progress", { "aria-label": say("Publishing") });
    by("how").replaceChildren(bar, " ", make("span", {}));
  }
  by("how").lastChild.textContent = say("Publishing … %(seconds)s s", { seconds: state.seconds });
}

function result(state) {
  by("how").replaceChildren();
  by("result").hidden = false;
  if (state.code === 0) {
    by("result").className = "note";
    const told = say("Published: %(pages)s pages in %(languages)s languages. Files written: %(written)s. Files taken away: %(removed)s.", state);
    by("result").replaceChildren(make("strong", {}, told), " ", say("It took %(seconds)s s.", state));
    by("look").hidden = false;
    tell(told);
  } else {
    by("result").className = "error";
    by("result").replaceChildren(make("strong", {}, state.what), " ", state.fix);
    tell(state.what);
  }
}

/** Follow a publishing to its end. */
async function follow(state) {
  while (state.running) {
    running(state);
    await new Promise((done) => setTimeout(done, ASK));
    try {
      state = await call("GET", "/publishing/state");
    } catch (error) {
      complain(error);
      if (error.status === 0) await new Promise((done) => setTimeout(done, 5 * ASK));
    }
  }
  if (!state.done) return;
  result(state);
  by("result").focus();
  await look();
}

/** What the project's record does not hold yet. */
async function unrecorded() {
  try {
    const found = await call("GET", "/publishing/record");
    by("record").hidden = !found.files.length;
    if (!found.files.length) return;
    by("message").value = found.message;
    by("files").replaceChildren(...found.files.map((file) => make("li", {}, make("label", {}, make("input", { type: "checkbox", value: file.path, checked: true }), ` ${file.path} `, make("span", { class: "quiet" }, file.sort)))));
  } catch (error) {
    complain(error);
  }
}

by("publish").addEventListener("click", async () => {
  by("publish").disabled = true;
  by("result").hidden = true;
  tell(say("Publishing has begun."));
  try {
    await follow(await call("POST", "/publishing/start", {}));
  } catch (error) {
    complain(error);
    if (error.told?.running) follow(error.told);
    else look();
  }
});

by("recording").addEventListener("submit", async (event) => {
  event.preventDefault();
  const paths = [...by("files").querySelectorAll("input:checked")].map((box) => box.value);
  by("keep").disabled = true;
  try {
    const found = await call("POST", "/publishing/record", { paths, message: by("message").value, by: who() });
    tell(say("Recorded as %(record)s.", found));
    await unrecorded();
    by("publish").closest("main").focus();
  } catch (error) {
    complain(error);
  }
  by("keep").disabled = false;
});

const state = await call("GET", "/publishing/state").catch(() => ({}));
if (state.running) follow(state);
else look();
