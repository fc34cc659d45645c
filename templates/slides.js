/* The space bar stops and starts the slides, the arrow keys go to the next and the one before. */
addEventListener("keydown", event => {
  const slides = document.querySelectorAll(".slide").length;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (event.key === " ") document.documentElement.classList.toggle("paused");
  else if (!step) return;
  else {
    const all = document.getAnimations(), length = SECONDS * 1000;
    const turn = Math.floor((all[0] ? all[0].currentTime : 0) / length) + step;
    const now = ((turn % slides) + slides) % slides;
    for (const one of all) one.currentTime = now * length + 1000;
  }
  event.preventDefault();
});
