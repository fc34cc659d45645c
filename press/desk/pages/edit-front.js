// The form above the text: title, description, dates … without any YAML. Each value is changed in its place; all other bytes stay.
import { call, complain, make, say } from "./desk.js";
import { choose } from "./edit-dialogs.js";
import { offered } from "./edit-marks.js";

const LEAST = 50, MOST = 160; // characters of a description, docs/content-format.md

export class Front {
  /** `raw`: the field with the lines as they are; `changed` is called when they are others. */
  constructor(holder, raw, start, changed) {
    Object.assign(this, { holder, raw, start, changed, waiting: new Map(), busy: Promise.resolve(), inputs: new Map() });
    raw.addEventListener("input", () => { this.changed(); clearTimeout(this.timer); this.timer = setTimeout(() => this.read(), 300); });
  }

  get text() { return this.raw.value; }

  begin(text) { this.raw.value = text; return this.read(); }

  /** Ask what the lines hold, and show it. */
  async read() {
    try { this.show(await call("POST", "/write/front", { front: this.text })); } catch (error) { complain(error); }
  }

  /** Change a value: as soon as the desk has worked out how it is written. */
  set(key, value) {
    this.waiting.set(key, value);
    clearTimeout(this.setter);
    this.setter = setTimeout(() => this.flush(), 150);
  }

  /** Wait until every value that was changed stands in the lines. */
  flush() {
    clearTimeout(this.setter);
    this.busy = this.busy.then(async () => {
      while (this.waiting.size) {
        const edits = [...this.waiting], before = this.text;
        let found;
        try { found = await call("POST", "/write/front", { front: before, edits }); } catch (error) {
          if (error.status) edits.forEach(([key, value]) => { if (this.waiting.get(key) === value) this.waiting.delete(key); });
          throw error;
        }
        edits.forEach(([key, value]) => { if (this.waiting.get(key) === value) this.waiting.delete(key); });
        if (this.text !== before) { edits.forEach(([key, value]) => { if (!this.waiting.has(key)) this.waiting.set(key, value); }); continue; }
        if (found.front !== before) { this.raw.value = found.front; this.changed(); }
        this.show(found);
      }
    });
    const done = this.busy;
    this.busy = done.catch((error) => complain(error));
    return done;
  }

  /** Show values; a field in which somebody writes is left alone. */
  show(found) {
    if (!this.inputs.size || this.readable !== found.readable || this.days !== found.changes.map(([day]) => day).join()) this.build(found);
    for (const [key, input] of this.inputs) {
      const value = key.startsWith("changes/") ? Object.fromEntries(found.changes)[key.slice(8)] ?? "" : found.values[key] ?? "";
      if (key === "menu" && value === "main") continue; // what it is without a word, too
      if (document.activeElement !== input && !this.waiting.has(key) && input.value !== value) input.value = value;
    }
    this.measure();
  }

  build(found) {
    this.readable = found.readable;
    this.days = found.changes.map(([day]) => day).join();
    const focused = document.activeElement?.dataset?.key;
    this.inputs.clear();
    if (!found.readable) {
      document.getElementById("front-raw").open = true;
      return this.holder.replaceChildren(make("p", { class: "error" }, this.text ? say("These lines cannot be read, so they are shown as they stand in the file. See the problems below.") : say("The file has no lines with title and description at the top. See the problems below: one click puts them there.")));
    }
    const { start } = this, source = !start.translated, own = { lang: start.tag, dir: start.direction };
    const field = (key, label, input, hint) => {
      input.id = `front-${key.replace("/", "-")}`;
      input.dataset.key = key;
      this.inputs.set(key, input);
      input.addEventListener("input", () => { this.set(key, input.value); this.measure(); });
      const help = hint === undefined ? null : make("p", { class: "hint", id: `${input.id}-hint` }, hint);
      if (help) input.setAttribute("aria-describedby", help.id);
      return make("div", { class: "field" }, make("label", { for: input.id }, label), input, help);
    };
    const line = () => make("input", { ...own, autocomplete: "off" });
    const date = () => make("input", { type: "date" });
    const pick = (options) => make("select", {}, ...options.map(([value, name]) => make("option", { value }, name)));
    const changes = found.changes.map(([day]) => field(`changes/${day}`, say("New on %(date)s", { date: day }), line()));
    const today = found.changes.some(([day]) => day === start.today) ? null : make("button", { type: "button", class: "linklike", onclick: () => this.add() }, say("Tell readers what is new today"));
    const many = { parts: [field("title", say("Title"), line(), ""), field("description", say("Description"), make("textarea", { ...own, rows: "2" }), "")] };
    const sometimes = [field("short", say("Shorter title for menus"), line())];
    if (start.safety) sometimes.push(field("safe-title", say("Neutral title in the browser’s tab"), line()));
    if (source) {
      const checked = make("button", { type: "button", onclick: () => this.checked() }, say("I have checked it today"));
      many.parts.push(make("div", { class: "row" }, field("checked", say("Last checked against its sources"), date()), field("review-by", say("To be checked again by"), date()), checked));
      sometimes.push(
        make("div", { class: "row" }, field("sources", say("Sources (names of facts, with commas between)"), make("input", { dir: "ltr", autocomplete: "off" })), make("button", { type: "button", onclick: () => this.source() }, say("Add a source …"))),
        make("div", { class: "row" }, field("owner", say("Who answers for the page"), pick([["", "–"], ...start.owners])), field("menu", say("In the menu"), pick([["", say("main menu")], ["footer", say("at the foot of the page")], ["none", say("not in a menu")]])), field("order", say("Place in the order"), make("input", { inputmode: "numeric", dir: "ltr" })), field("audience", say("For whom"), make("input", { dir: "ltr", autocomplete: "off" }), "all, family, work, study, protection, staff")),
      );
    }
    const more = make("details", { class: "more", open: this.holder.querySelector(".more")?.open }, make("summary", {}, say("More")), ...sometimes);
    this.holder.replaceChildren(...many.parts, ...changes, today ?? "", more);
    if (focused) this.inputs.get(focused)?.focus();
  }

  add() {
    const words = make("input", { id: "front-new", lang: this.start.tag, dir: this.start.direction });
    const put = make("button", { type: "button", onclick: async () => { if (words.value.trim()) { this.set(`changes/${this.start.today}`, words.value); await this.flush(); } } }, say("Add"));
    const box = make("div", { class: "field" }, make("label", { for: "front-new" }, say("What is new on the page, in one sentence")), words, put);
    this.holder.querySelector("button.linklike")?.replaceWith(box);
    words.focus();
  }

  /** Choose a link fact as one more source. */
  async source() {
    const all = await offered(), input = this.inputs.get("sources");
    if (!all) return;
    const rows = all.facts.filter((one) => one.kind === "link").map((one) => ({ search: `${one.name} ${one.value} ${one.owner} ${one.source}`, value: one.name, show: () => [make("span", {}, one.value), make("span", { class: "details" }, one.owner, " · ", make("code", {}, one.name))] }));
    choose(say("Add a source …"), say("Search among the links"), rows, (name) => {
      const names = input.value.split(",").map((one) => one.trim()).filter(Boolean);
      if (!names.includes(name)) names.push(name);
      input.value = names.join(", ");
      this.set("sources", input.value);
    }, { note: say("The public pages that the text builds on are shown at its foot.") });
  }

  /** Checked today, and again in half a year. */
  checked() {
    const again = new Date(`${this.start.today}T12:00:00Z`);
    again.setUTCMonth(again.getUTCMonth() + 6);
    this.inputs.get("checked").value = this.start.today;
    this.inputs.get("review-by").value = again.toISOString().slice(0, 10);
    this.set("checked", this.start.today);
    this.set("review-by", again.toISOString().slice(0, 10));
  }

  /** How long the description is, and that there is a title. */
  measure() {
    const description = this.inputs.get("description"), title = this.inputs.get("title");
    if (!description) return;
    const length = [...description.value.trim()].length, off = length < LEAST || length > MOST;
    const hint = document.getElementById("front-description-hint");
    hint.textContent = say("%(length)s characters; %(least)s–%(most)s are right. It is shown by search engines and on the topic’s card.", { length, least: LEAST, most: MOST });
    hint.classList.toggle("off", off);
    document.getElementById("front-title-hint").textContent = title.value.trim() ? say("The heading of the page.") : say("Every page needs a title.");
    document.getElementById("front-title-hint").classList.toggle("off", !title.value.trim());
  }

  /** Where a problem in these lines is put right: its field, or the lines themselves. */
  field(line) {
    const rows = this.text.split("\n");
    for (let at = line - 1; at > 0; at--) {
      const key = rows[at]?.match(/^([a-z-]+)\s*:/)?.[1];
      if (key) return this.inputs.get(key) || this.raw;
    }
    return this.raw;
  }

  /** Go to it. */
  go(line) {
    document.getElementById("front").open = true;
    const field = this.field(line);
    for (let outer = field.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    field.focus();
    if (field === this.raw) {
      const start = this.text.split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      const end = this.text.indexOf("\n", start);
      field.setSelectionRange(start, end < 0 ? this.text.length : end);
    }
  }
}
