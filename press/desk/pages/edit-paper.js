// The sheet of paper: a textarea with a mirror behind it, so that line numbers and marks stand right where lines wrap; every change can be undone.
import { make, say } from "./desk.js";

export class Paper {
  constructor(box, mirror, gutter) {
    Object.assign(this, { box, mirror, gutter, first: 1, lines: [], problems: [], doubts: [], here: -1 });
    box.addEventListener("input", () => this.draw());
    box.addEventListener("scroll", () => this.scrolled());
    document.addEventListener("selectionchange", () => { if (document.activeElement === box) this.moved(); });
    new ResizeObserver(() => { this.place(); this.scrolled(); }).observe(box);
    this.onmove = () => {};
  }

  get text() { return this.box.value; }

  /** Put a text in, with nothing to undo: for the beginning only. */
  begin(text) { this.box.value = text; this.box.setSelectionRange(0, 0); this.draw(); }

  /** Put words in the place of others, so that Ctrl+Z takes it back; what is then selected, counted from `start`. */
  replace(start, end, words, from = words.length, to = from) {
    write(this.box, start, end, words);
    this.box.setSelectionRange(start + from, start + to);
    this.draw();
    this.reveal();
  }

  /** Make the text another one by the smallest change. */
  become(text) { become(this.box, text); this.draw(); }

  /** The mirror's lines: only those that are not as they were are made anew. */
  draw() {
    const now = this.text.split("\n");
    const was = this.lines, most = Math.min(was.length, now.length);
    let head = 0, tail = 0;
    while (head < most && was[head] === now[head]) head++;
    while (tail < most - head && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    for (let index = head; index < was.length - tail; index++) this.mirror.children[head].remove();
    const before = this.mirror.children[head] || null;
    for (let index = head; index < now.length - tail; index++) this.mirror.insertBefore(make("div", {}, now[index] || "\u200b"), before);
    this.lines = now;
    if (was.length !== now.length) this.place();
    this.scrolled();
    this.moved();
  }

  /** In which line of the file the text begins. */
  number(first) { this.first = first; this.mirror.style.counterReset = `line ${first - 1}`; }

  /** Mark the lines (of the file) that have problems: [{line, severity, words}]. */
  mark(problems) {
    for (const line of this.mirror.querySelectorAll(".error-line, .warning-line")) line.classList.remove("error-line", "warning-line");
    this.problems = problems.filter((one) => this.mirror.children[one.line - this.first]);
    const errors = new Set(this.problems.filter((one) => one.severity === "error").map((one) => one.line));
    for (const { line } of this.problems) this.mirror.children[line - this.first].classList.add(errors.has(line) ? "error-line" : "warning-line");
    this.place();
  }

  /** Underline words that may be misspelt: [{start, end}] of the text. */
  doubt(spots) {
    const where = spots.map((spot) => ({ ...this.at(spot.start), length: spot.end - spot.start }));
    for (const index of this.doubts) if (this.mirror.children[index]) this.mirror.children[index].textContent = this.lines[index] || "\u200b";
    this.doubts = [...new Set(where.map((one) => one.line))];
    for (const index of this.doubts) {
      const line = this.lines[index], parts = [];
      let at = 0;
      for (const one of where.filter((one) => one.line === index)) {
        parts.push(line.slice(at, one.column), make("span", { class: "doubt" }, line.slice(one.column, one.column + one.length)));
        at = one.column + one.length;
      }
      this.mirror.children[index].replaceChildren(...parts, line.slice(at) || "\u200b");
    }
  }

  /** Line (from 0) and column of a place in the text. */
  at(place) {
    let start = 0, line = 0;
    while (line < this.lines.length - 1 && start + this.lines[line].length < place) start += this.lines[line++].length + 1;
    return { line, column: place - start };
  }

  /** The place where a line (of the file) begins. */
  start(line) { return this.lines.slice(0, Math.max(0, line - this.first)).reduce((sum, one) => sum + one.length + 1, 0); }

  /** Go to a place; what is there is selected. */
  go(start, end = start) {
    this.box.focus({ preventScroll: true });
    this.box.setSelectionRange(start, end);
    this.moved();
    this.reveal();
    this.box.scrollIntoView({ block: "nearest" });
  }

  /** Scroll the caret's line into view. */
  reveal() {
    const line = this.mirror.children[this.at(this.box.selectionStart).line];
    if (!line) return;
    const top = line.offsetTop, height = this.box.clientHeight;
    if (top < this.box.scrollTop || top + line.offsetHeight > this.box.scrollTop + height) this.box.scrollTop = Math.max(0, top - height / 3);
    this.scrolled();
  }

  moved() {
    const line = this.at(this.box.selectionStart).line;
    if (line === this.here && this.mirror.children[line]?.classList.contains("here")) return;
    this.mirror.querySelector(".here")?.classList.remove("here");
    this.mirror.children[line]?.classList.add("here");
    this.here = line;
    this.onmove(line);
  }

  scrolled() {
    this.mirror.scrollTop = this.box.scrollTop;
    this.gutter.style.transform = `translateY(${-this.box.scrollTop}px)`;
  }

  /** Put the gutter's buttons beside their lines. They can be reached without them too: by F8, and in the list below. */
  place() {
    const seen = new Map();
    for (const one of this.problems) seen.set(one.line, [...(seen.get(one.line) || []), one]);
    this.gutter.replaceChildren(...[...seen].map(([line, those]) => {
      const error = those.some((one) => one.severity === "error");
      const button = make("button", { type: "button", tabindex: "-1", class: error ? "error-mark" : "warning-mark", title: those.map((one) => one.words).join("\n"), "aria-label": say("Line %(line)s: %(words)s", { line, words: those.map((one) => one.words).join(" ") }), onclick: () => this.onmark(those[0]) }, error ? "!" : "?");
      button.style.insetBlockStart = `${this.mirror.children[line - this.first]?.offsetTop ?? 0}px`;
      return button;
    }));
  }
}

/** Put words in the place of others in a field, so that Ctrl+Z takes it back. */
export function write(box, start, end, words) {
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, end);
  const done = words === "" ? start === end || document.execCommand("delete") : document.execCommand("insertText", false, words);
  if (!done || box.value.slice(start, start + words.length) !== words) {
    box.setRangeText(words, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

/** Make a field's text another one by the smallest change. */
export function become(box, text) {
  const old = box.value, most = Math.min(old.length, text.length);
  let head = 0, tail = 0;
  while (head < most && old[head] === text[head]) head++;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  if (head > 0 && /[\ud800-\udbff]/.test(old[head - 1])) head--;
  if (tail > 0 && /[\udc00-\udfff]/.test(old[old.length - tail])) tail--;
  if (old !== text) write(box, head, old.length - tail, text.slice(head, text.length - tail));
}

/** Front matter with its two lines, and the text below, as the program divides them. */
export function divided(text) {
  if (!text.startsWith("---\n")) return ["", text];
  let end = text.indexOf("\n---\n", 3);
  if (end < 0 && text.endsWith("\n---")) end = text.length - 4;
  return end < 0 ? ["", text] : [text.slice(0, end + 5), text.slice(end + 5)];
}
