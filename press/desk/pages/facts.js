// The table of facts: "checked today, still right" for one or for several at once.
import { call, complain, make, root, say, tell } from "./desk.js";

const table = document.querySelector(".facts");
const picks = [...document.querySelectorAll(".pick input")];
const right = document.getElementById("right");

function count() {
  const number = picks.filter((pick) => pick.checked).length;
  document.getElementById("chosen").textContent = number ? `(${number})` : "";
  right.disabled = !number;
}

/** Note the day for facts; their rows then say so. */
async function confirm(names, button) {
  button.disabled = true;
  try {
    await call("POST", "/facts/confirm", { names });
    for (const name of names) {
      const row = document.getElementById(name);
      row.querySelector(".checked").textContent = table.dataset.today;
      row.querySelector(".due").textContent = row.dataset.next;
      row.classList.remove("late");
      row.classList.add("done");
      row.querySelector(".pick input").checked = false;
    }
    tell(say("Noted as checked today: %(number)s.", { number: names.length }));
  } catch (error) {
    complain(error);
  }
  button.disabled = false;
  if (table) count();
}

if (table) {
  table.addEventListener("change", count);
  table.addEventListener("click", (event) => {
    const button = event.target.closest(".yes");
    if (button) confirm([button.value], button);
  });
  right.addEventListener("click", () => confirm(picks.filter((pick) => pick.checked).map((pick) => pick.value), right));
  document.getElementById("all").addEventListener("click", () => {
    const all = picks.every((pick) => pick.checked);
    for (const pick of picks) pick.checked = !all;
    count();
  });
  count();
}
