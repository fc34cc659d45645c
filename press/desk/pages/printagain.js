// Letters once more from a folder of finished letters: its page, and its end.
import { call, complain, root } from "./desk.js";
import { reprints } from "./printreprint.js";

const start = JSON.parse(document.getElementById("start").textContent);
const job = `/letters/${start.job}`;

document.getElementById("done").addEventListener("click", async () => {
  try {
    await call("POST", `${job}/done`, {});
    location.replace(`${root}/letters`);
  } catch (error) { complain(error); }
});
await reprints(job, start.names);
