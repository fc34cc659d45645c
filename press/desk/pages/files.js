// A file that somebody has chosen, read whole: what is sent is what was there then.
import { Refused, say } from "./desk.js";

/** The bytes of a file as a Blob. Throws Refused where it has been changed or is gone since it was chosen. */
export async function read(file) {
  try {
    return new Blob([await file.arrayBuffer()]);
  } catch (error) {
    throw new Refused(0, { what: say("The file has been changed or moved since you chose it."), fix: say("Choose it again.") });
  }
}
