// Nothing is lost: drafts that are offered again, two people's texts side by side, and a desk that does not answer.
import { call, complain, make, say, tell } from "./desk.js";
import { cancel, close, open } from "./edit-dialogs.js";
import { difference, drawn } from "./edit-diff.js";

const holder = document.getElementById("drafts"), away = document.getElementById("away");

/** What this browser alone still has of a file: what was written while no desk answered. */
export const left = {
  key: (path) => `desk-left:${path}`,
  keep(path, text) { try { localStorage.setItem(this.key(path), JSON.stringify({ text, time: new Date().toLocaleString("sv").slice(0, 16) })); } catch { /* full or forbidden: the text is on the page still */ } },
  drop(path) { try { localStorage.removeItem(this.key(path)); } catch { /* the same */ } },
  of(path) { try { return JSON.parse(localStorage.getItem(this.key(path))); } catch { return null; } },
};

/** Offer the drafts of the text. `take(text)` puts one into the editor, and is done when it is kept there. */
export function offer(start, take) {
  const drafts = [...start.drafts];
  const mine = left.of(start.path);
  if (mine && mine.text !== start.text && !drafts.some((one) => one.text === mine.text)) drafts.unshift({ ...mine, writer: "" });
  else left.drop(start.path);
  holder.replaceChildren(...drafts.map((draft) => {
    const result = make("div", { "aria-live": "polite" });
    const drop = async () => { if (draft.writer) await call("POST", "/draft/drop", { path: start.path, writer: draft.writer }); else left.drop(start.path); };
    const gone = () => { box.remove(); (holder.querySelector("button") || document.getElementById("text")).focus(); };
    const look = make("button", { type: "button", onclick: async () => { try { result.replaceChildren(await difference(start.text, draft.text, { lang: start.tag, dir: start.direction })); } catch (error) { complain(error); } } }, say("Show the differences"));
    const use = make("button", { type: "button", class: "main", onclick: async () => { try { await take(draft.text); await drop(); box.remove(); tell(say("The draft is in the editor, and not saved yet.")); } catch (error) { complain(error); } } }, say("Go on with the draft"));
    const away = make("button", { type: "button", onclick: async () => { try { await drop(); gone(); tell(say("The draft is thrown away.")); } catch (error) { complain(error); } } }, say("Throw it away"));
    const box = make("section", { class: "note draft", "aria-label": say("A draft") }, make("p", {}, say("There is a draft of this text from %(time)s that was never saved.", { time: draft.time })), make("div", { class: "tools" }, look, use, away), result);
    return box;
  }));
}

/** Somebody else has saved meanwhile. Gives what was chosen: { text, how } or null. */
export function conflict(start, mine, theirs) {
  return new Promise((done) => {
    const how = { lang: start.tag, dir: start.direction };
    const box = document.getElementById("dialog");
    let chosen = null;
    const choose = (value) => { chosen = value; close(); };
    const sides = make("div", { class: "versus" });
    const button = (words, value, main = false) => make("button", { type: "button", class: main ? "main" : "", onclick: () => choose(value) }, words);
    box.addEventListener("close", () => done(chosen), { once: true });
    const both = theirs.together === null ? make("p", { class: "quiet" }, say("You have both changed the same lines, so both cannot be taken at once. Keep yours or take the other one; the one that is not taken stays as a draft.")) : make("p", { class: "quiet" }, say("Your changes stand in different places: both can be taken."));
    open(say("Somebody else has saved this text meanwhile"), make("p", {}, say("Nothing has been written over. Look at both and choose.")), sides, both, make("div", { class: "tools" }, ...(theirs.together === null ? [] : [button(say("Take both"), { text: theirs.together, how: "both" }, true)]), button(say("Keep mine"), { text: mine, how: "mine" }), button(say("Take theirs"), { text: theirs.text, how: "theirs" }), cancel()));
    call("POST", "/write/compare", { old: theirs.text, new: mine }).then(({ pieces }) => sides.replaceChildren(
      make("div", { tabindex: "0", role: "region", "aria-label": say("Yours") }, make("h3", {}, say("Yours")), drawn(pieces, { ...how, side: "new" })),
      make("div", { tabindex: "0", role: "region", "aria-label": say("Theirs, saved") }, make("h3", {}, say("Theirs, saved")), drawn(pieces, { ...how, side: "gone" })),
    ), complain);
  });
}

/** Say that the desk does not answer, or is another one by now; `text()` can be copied. */
export function absent(status, path, text) {
  left.keep(path, text());
  const copy = make("button", { type: "button", onclick: async () => { try { await navigator.clipboard.writeText(text()); tell(say("The text is copied.")); } catch { document.getElementById("text").select(); tell(say("Press Ctrl+C to copy the text.")); } } }, say("Copy the text"));
  const words = status === 403 ? [say("The desk was started again and has a new address. Open it by that address: your text will be offered there as a draft. You can copy it here, too.")] : [say("The desk does not answer. Go on writing: the text stays here, and the desk is asked again all the time. It is saved when the desk is back.")];
  if (away.hidden || away.dataset.status !== String(status)) away.replaceChildren(make("p", {}, ...words), copy);
  away.dataset.status = status;
  away.hidden = false;
}

/** The desk answers again. */
export function present(path) {
  if (away.hidden) return;
  away.hidden = true;
  left.drop(path);
  tell(say("The desk answers again. Your text is kept there."));
}
