// Changes shown before they are made: files that come and go, lines that change.
import { make, say } from "./desk.js";

/** An element that shows changes as the desk tells them. */
export function shown(told) {
  const box = make("div", {}, make("p", {}, say("Files: %(count)s.", { count: told.count })));
  const list = (title, paths) => paths.length && box.append(make("details", {}, make("summary", {}, `${title}: ${paths.length}`), make("ul", {}, ...paths.map((path) => make("li", {}, make("code", {}, path))))));
  list(say("New files"), told.added);
  list(say("Files that go"), told.removed);
  for (const one of told.changed) {
    const lines = one.lines.filter((line) => !line.startsWith("@@")).map((line) => make(line.startsWith("+") ? "ins" : "del", {}, line));
    box.append(make("details", {}, make("summary", {}, make("code", {}, one.path)), make("div", { class: "diff", dir: "auto" }, ...lines)));
  }
  list(say("Further files with the same kind of change"), told.others);
  return box;
}
