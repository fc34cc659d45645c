// WCAG 2.5.8: every target is at least 24 × 24 px, or stands in a sentence, or has that much room around its middle. Returns faults.
() => {
  const faults = [];
  const targets = [...document.querySelectorAll("a[href], summary, button")].filter(
    element => element.checkVisibility() && !element.matches(".skip"));
  const own = element => {
    const inside = getComputedStyle(element.matches(".topics a") ? element.closest("li") : element);
    return element.matches(".topics a") && inside.position === "relative" ? element.closest("li").getBoundingClientRect() : element.getBoundingClientRect();
  };
  const boxes = new Map(targets.map(element => [element, own(element)]));
  const sentence = element => {
    if (getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const words = block.cloneNode(true);
    words.querySelectorAll("a, .in").forEach(link => link.remove());
    return /\p{L}/u.test(words.textContent);
  };
  const near = (x, y, box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  for (const [element, box] of boxes) {
    if ((box.width >= 24 && box.height >= 24) || sentence(element)) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const crowded = [...boxes].some(([other, there]) => other !== element && near(x, y, there) < 12);
    if (crowded) faults.push(`${box.width.toFixed()} × ${box.height.toFixed()} px: “${element.textContent.trim().slice(0, 40)}”`);
  }
  return faults;
}
