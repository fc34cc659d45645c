// What cannot be read: text outside the window, wider than its box, cut off, or on top of other text; and arrows parted from their links. Returns faults.
() => {
  const faults = [];
  const root = document.documentElement;
  const width = root.clientWidth;
  const unseen = ".hidden, .skip, script, style, head, svg *";
  const name = element =>
    `<${element.localName}${element.id ? "#" + element.id : ""}${element.classList.length ? "." + [...element.classList].join(".") : ""}> “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  // How wide the last word is: one that fills a line by itself may leave its arrow to the next.
  const lastWord = node => {
    while (node.lastChild) node = node.lastChild;
    const range = document.createRange();
    range.setStart(node, node.data.trimEnd().lastIndexOf(" ") + 1);
    range.setEnd(node, node.length);
    return [...range.getClientRects()].reduce((sum, rect) => sum + rect.width, 0);
  };
  const inline = element => ["inline", "contents", "none"].includes(getComputedStyle(element).display);
  if (root.scrollWidth > width) faults.push(`the page scrolls sideways: ${root.scrollWidth} > ${width}`);

  const texts = [];
  for (const element of document.querySelectorAll("body, body *")) {
    if (element.closest(unseen) || !element.checkVisibility()) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const scrolls = element.closest(".table, pre");
    if (!scrolls || scrolls === element) {
      if (box.width && (box.left < -0.5 || box.right > width + 0.5)) faults.push(`outside the window (${box.left.toFixed()}–${box.right.toFixed()} of ${width}): ${name(element)}`);
      if (!scrolls && !inline(element) && element.clientWidth && element.scrollWidth > element.clientWidth + 1) faults.push(`wider than its box (${element.scrollWidth} > ${element.clientWidth}): ${name(element)}`);
    }
    if (["hidden", "clip"].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1) faults.push(`cut off: ${name(element)}`);
    if (style.textOverflow === "ellipsis") faults.push(`shortened with dots: ${name(element)}`);
    let block = element;
    while (inline(block)) block = block.parentElement;
    if (element.matches(".ext") && !matchMedia("print").matches) {  // on paper an address stands there instead
      const rects = [...element.getClientRects()], arrow = 0.9 * parseFloat(style.fontSize);
      const words = [...element.childNodes].filter(node => !node.matches?.(".hidden") && node.textContent.trim());
      if (rects.length > 1 && rects.at(-1).width < arrow && lastWord(words.at(-1)) + arrow < block.clientWidth) faults.push(`an arrow alone on its line: ${name(element)}`);
    }
    const floating = element.closest(".leave");
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width > 1 && !floating && !scrolls) texts.push({ rect, block, element });
      }
    }
  }
  texts.sort((one, other) => one.rect.top - other.rect.top);
  for (let i = 0; i < texts.length; i++) {
    const { rect, block, element } = texts[i];
    for (let j = i + 1; j < texts.length && texts[j].rect.top < rect.bottom; j++) {
      const other = texts[j];
      if (other.block === block) continue;
      const across = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left);
      // The box of a line of text holds room for the tallest letters of its typeface: a quarter of it may be shared.
      const down = Math.min(rect.bottom, other.rect.bottom) - Math.max(rect.top, other.rect.top);
      if (across > 2 && down > 0.25 * Math.min(rect.height, other.rect.height)) faults.push(`on top of each other: ${name(element)} and ${name(other.element)}`);
    }
  }
  return faults;
}
