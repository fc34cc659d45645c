// Nothing moves for a reader who wants no motion. Returns faults.
() => {
  const faults = document.getAnimations().map(one => `an animation: ${one.animationName}`);
  if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") faults.push("the page scrolls smoothly");
  for (const element of document.querySelectorAll("*")) {
    if (getComputedStyle(element).transitionDuration !== "0s") faults.push(`a transition: <${element.localName}>`);
  }
  return faults;
}
