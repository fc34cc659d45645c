// What all pages of the desk share: talking to the desk, saying things, who is working.
import { words } from "./words.js";

export const root = document.body.dataset.root;

/** A text in the staff's language. The first argument is always a literal in double quotes: that is how it is found. */
export function say(text, values = {}) {
  return (words[text] || text).replace(/%\((\w+)\)s/g, (_, key) => values[key] ?? "").replaceAll("%%", "%");
}

/** A mistake that the desk has answered with: what is wrong, the way out, and all else it said. */
export class Refused extends Error {
  constructor(status, told) {
    super(told.what);
    Object.assign(this, { status, told, what: told.what, fix: told.fix });
  }
}

/** Ask the desk for something; gives its JSON. Throws Refused; a desk that does not answer is status 0. */
export async function call(method, path, body) {
  const options = { method, headers: { "X-Desk": "1" } };
  if (body instanceof Blob) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let answer, told;
  try {
    answer = await fetch(root + path, options);
    told = await answer.json();
  } catch (error) {
    throw new Refused(0, { what: say("The desk does not answer."), fix: say("Look whether it still runs in the terminal. What you have written stays here.") });
  }
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

/** Tell something that has happened: shown for a while, read aloud by screen readers. */
export function tell(text) {
  const box = document.getElementById("said");
  box.textContent = text;
  box.classList.add("now");
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => box.classList.remove("now"), 6000);
}

/** Tell of a mistake, with its way out. */
export function complain(error) {
  if (!(error instanceof Refused)) throw error;
  tell(`${error.what} ${error.fix || ""}`);
}

/** An element: make("p", { class: "note" }, "text", other). */
export function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...inside.filter((one) => one != null));
  return element;
}

/** Who works here: asked for where it is recorded. Kept in this browser. */
export function who() {
  return document.getElementById("who").value.trim();
}

/** The name, or an empty text after having asked for it. */
export function named() {
  if (!who()) {
    tell(say("Write your name at the top first: it is recorded with the date."));
    open("rooms", true);
    open("me", true);
    document.getElementById("who").focus();
  }
  return who();
}

/** Open or close what a button of the header shows. */
function open(id, whether) {
  const button = document.getElementById(id);
  button.setAttribute("aria-expanded", whether);
  if (id === "me") document.getElementById("asked").hidden = !whether;
}

// The name is asked for until it is known; then a button shows it, and asks again when it is pressed.
const name = document.getElementById("who"), me = document.getElementById("me"), rooms = document.getElementById("rooms");
name.value = localStorage.getItem("desk-name") || "";
name.addEventListener("input", () => localStorage.setItem("desk-name", name.value));
if (who()) {
  me.querySelector("bdi").textContent = me.title = who();
  me.hidden = false;
  open("me", false);
}
for (const button of [rooms, me]) button.addEventListener("click", () => open(button.id, button.getAttribute("aria-expanded") !== "true"));
me.addEventListener("click", () => { if (!document.getElementById("asked").hidden) name.focus(); });
name.addEventListener("change", () => { me.querySelector("bdi").textContent = me.title = who(); });
document.querySelector(".top").addEventListener("keydown", (event) => {
  const inner = me.hidden || event.target.closest("#asked, #me") === null ? rooms : me;
  if (event.key !== "Escape" || inner.getAttribute("aria-expanded") !== "true") return;
  open(inner.id, false);
  inner.focus();
});
document.getElementById("speak").addEventListener("click", async (event) => {
  await call("POST", "/speak", { language: event.currentTarget.dataset.language });
  location.reload();
});
