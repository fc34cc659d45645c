// The form of a new page: a name from the title, all mistakes at once, then the editor.
import { call, complain, make, root, say } from "./desk.js";

const form = document.getElementById("new");
const by = (id) => document.getElementById(id);
let own = false; // whether somebody has written a name of their own

by("name").addEventListener("input", () => (own = by("name").value !== ""));
by("title").addEventListener("change", async () => {
  if (own || !by("title").value.trim()) return;
  try {
    by("name").value = (await call("POST", "/new/name", { title: by("title").value })).name;
  } catch (error) { complain(error); }
});
function count() {
  const length = by("description").value.trim().length;
  by("description-count").textContent = say("Characters: %(count)s", { count: length });
}
by("description").addEventListener("input", count);
count();
by("find").addEventListener("input", () => {
  const words = by("find").value.toLowerCase().split(/\s+/);
  document.querySelectorAll("#sources .list label").forEach((label) => {
    const text = label.textContent.toLowerCase();
    label.hidden = !label.querySelector("input").checked && !words.every((word) => text.includes(word));
  });
});
const kinds = [...form.querySelectorAll("input[name=audience]")];
kinds.forEach((box) => box.addEventListener("change", () => { // everybody, or some
  if (!box.checked) return;
  kinds.filter((other) => (box.value === "all") !== (other.value === "all")).forEach((other) => (other.checked = false));
}));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const value = Object.fromEntries(["title", "name", "description", "owner", "order", "menu", "picture"].map((key) => [key, data.get(key)]));
  value.sources = data.getAll("sources");
  value.audience = data.getAll("audience");
  try {
    const told = await call("POST", "/new", value);
    if (!told.wrong) return void (location.href = `${root}/edit/${told.path}`);
    form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    told.wrong.forEach((one) => by(one.field).setAttribute(by(one.field).matches("fieldset") ? "data-invalid" : "aria-invalid", "true"));
    by("wrong").querySelector("ul").replaceChildren(...told.wrong.map((one) => make("li", {}, make("a", { href: `#${one.field}` }, one.what), ` ${one.fix}`)));
    by("wrong").hidden = false;
    by("wrong").focus();
  } catch (error) { complain(error); }
});
