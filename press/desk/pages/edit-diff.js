// Differences as they are read: what went is struck through, what came is underlined (side by side both are marked); long stretches that stayed are folded away.
import { call, make, say } from "./desk.js";

const AROUND = 90; // characters of what stayed, shown beside a change

/** Pieces [[kind, text]] as an element. `side`: only what was ("gone") or only what is ("new"). */
export function drawn(pieces, { lang, dir, side = "", fold = true } = {}) {
  const box = make("div", { class: "written", lang, dir });
  pieces.forEach(([kind, text], index) => {
    if (side && kind !== "same" && kind !== side) return;
    if (kind === "same") {
      const first = index === 0, last = index === pieces.length - 1, room = AROUND * (first || last ? 1 : 2);
      if (!fold || text.length <= room + 40) return box.append(text);
      const head = first ? "" : text.slice(0, AROUND).replace(/\S+$/, ""), tail = last ? "" : text.slice(-AROUND).replace(/^\S+/, "");
      const lines = text.slice(head.length, text.length - tail.length).split("\n").length;
      return box.append(head, make("span", { class: "fold", lang: document.documentElement.lang, dir: "ltr" }, say("… %(lines)s lines as they were …", { lines })), tail);
    }
    box.append(make(side ? "mark" : kind === "gone" ? "del" : "ins", {}, text)); // side by side, nothing is gone
  });
  if (pieces.every(([kind]) => kind === "same")) box.replaceChildren(make("em", { class: "quiet" }, say("There is no difference.")));
  return box;
}

/** The differences of two texts as an element. */
export async function difference(old, now, how) {
  return drawn((await call("POST", "/write/compare", { old, new: now })).pieces, how);
}
