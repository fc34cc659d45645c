// The page beside the text: the real one, changed in place so that nothing flickers, and scrolled to where the writer is.
import { root, say } from "./desk.js";

export class Shown {
  constructor(start, frame) {
    Object.assign(this, { start, frame, anchor: "" });
    this.address = `${root}/site/${start.code}/${start.name === "index" ? "" : `${start.name}.html`}`;
    const back = document.getElementById("elsewhere");
    document.getElementById("back").addEventListener("click", () => { frame.contentWindow.location.replace(this.address); });
    frame.addEventListener("load", () => { back.hidden = this.own(); this.ready?.(); });
  }

  /** Show the page; `ready` is called whenever it stands there. */
  begin(ready) {
    this.ready = ready;
    if (this.start.shown) return void (this.frame.src = this.address);
    const note = document.getElementById("unshown");
    note.textContent = this.start.kind === "page" ? say("This language is not published yet, so there is no page to show. Problems are shown below the text.") : say("Letters and sheets are seen in the print room. Problems are shown below the text.");
    note.hidden = false;
    this.frame.hidden = true;
    ready();
  }

  own() {
    try { return this.frame.contentWindow.location.pathname === this.address; } catch { return false; }
  }

  /** Put a page's HTML into the frame. */
  paint(html) {
    const inside = this.frame.contentDocument;
    const old = this.own() && inside?.querySelector("main");
    if (!old) return;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    inside.documentElement.lang = fresh.documentElement.lang;
    inside.documentElement.dir = fresh.documentElement.dir;
    inside.title = fresh.title;
    morph(old, fresh.querySelector("main"));
    document.getElementById("heading").textContent = inside.querySelector("h1")?.textContent || this.start.name;
  }

  /** Scroll to an id, `part` of the way to the next one; only when it is not seen. */
  follow(anchor, part, next) {
    const inside = this.frame.contentDocument, window = this.frame.contentWindow;
    if (!inside?.querySelector("main") || !this.own()) return;
    const at = anchor ? inside.getElementById(anchor) : inside.querySelector("main");
    if (!at) return;
    const top = at.getBoundingClientRect().top, end = next && inside.getElementById(next)?.getBoundingClientRect().top;
    const place = top + part * Math.max(0, (end || top + window.innerHeight / 2) - top);
    const moved = anchor !== this.anchor;
    this.anchor = anchor;
    if (place < 40 || place > window.innerHeight - 80) window.scrollBy({ top: place - window.innerHeight / 4, behavior: "instant" });
    else if (moved && top < 0) window.scrollBy({ top: top - 20, behavior: "instant" });
  }
}

/** Make `old` what `fresh` is, touching only what differs: pictures stay, and so do answers that were opened. */
function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== 1 || fresh.nodeType !== 1 || old.localName !== fresh.localName) return void old.replaceWith(old.ownerDocument.adoptNode(fresh));
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const was = [...old.childNodes], now = [...fresh.childNodes], most = Math.min(was.length, now.length);
  let head = 0, tail = 0;
  while (head < most && was[head].isEqualNode(now[head])) head++;
  while (tail < most - head && was[was.length - 1 - tail].isEqualNode(now[now.length - 1 - tail])) tail++;
  const olds = was.slice(head, was.length - tail), news = now.slice(head, now.length - tail);
  if (olds.length === news.length) return olds.forEach((one, index) => morph(one, news[index]));
  const before = was[was.length - tail] || null;
  olds.forEach((one) => one.remove());
  news.forEach((one) => old.insertBefore(old.ownerDocument.adoptNode(one), before));
}
