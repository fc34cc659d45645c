// The editor: the text on the left, the real page on the right, repainted at a pause in typing.
import { call, complain, make, root, say, tell } from "./desk.js";

const start = JSON.parse(document.getElementById("start").textContent);
const box = document.getElementById("text");
const frame = document.getElementById("page");
const PAUSE = 120; // milliseconds without a key
let base = { text: start.text, digest: start.digest };
let writer = sessionStorage.getItem("desk-writer");
if (!writer) sessionStorage.setItem("desk-writer", (writer = crypto.randomUUID()));

box.value = start.text;

/** Put a page's HTML into the frame: in place, so that nothing flickers and the place that is looked at stays. */
function paint(html) {
  const inside = frame.contentDocument;
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (!inside || !inside.querySelector("main")) return;
  inside.documentElement.lang = fresh.documentElement.lang;
  inside.documentElement.dir = fresh.documentElement.dir;
  inside.title = fresh.title;
  inside.querySelector("main").replaceWith(inside.adoptNode(fresh.querySelector("main")));
}

let running = false, again = false;
async function repaint() {
  if (running) return void (again = true);
  running = true;
  try {
    const found = await call("POST", "/preview", { path: start.path, text: box.value, base: base.digest, writer, draft: box.value !== base.text });
    if (found.html) paint(found.html);
    document.getElementById("problems").replaceChildren(...found.problems.map((one) => make("p", {}, `${one.line}: ${one.what} ${one.fix}`)));
  } catch (error) {
    complain(error);
  }
  running = false;
  if (again) { again = false; repaint(); }
}

let timer;
box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(repaint, PAUSE); });
document.getElementById("save").addEventListener("click", async () => {
  const text = box.value;
  try {
    base = { text, digest: (await call("POST", "/save", { path: start.path, text, base: base.digest, base_text: base.text, writer })).digest };
    tell(say("Saved."));
  } catch (error) { complain(error); }
});
frame.addEventListener("load", repaint, { once: true });
frame.src = `${root}/site/${start.code}/${start.name === "index" ? "" : start.name + ".html"}`;
