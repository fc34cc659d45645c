// Everything that can be operated takes the keyboard's focus, shows it clearly, and is not hidden while it has it. Returns faults.
() => {
  const faults = [];
  const name = element => `<${element.localName}${element.className ? "." + element.className : ""}> “${element.textContent.trim().slice(0, 40)}”`;
  const numbers = colour => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = element => {
    for (let up = element; up; up = up.parentElement) {
      const colour = numbers(getComputedStyle(up).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const all = [...document.querySelectorAll("a[href], summary, button, input, select, textarea, [tabindex='0']")];
  for (const element of all) {
    if (element.closest("[hidden]")) continue; // a script shows it where the device can do what it is for
    if (!element.checkVisibility()) { faults.push(`not visible: ${name(element)}`); continue; }
    if (element.tabIndex !== 0) faults.push(`not in the order of the Tab key: ${name(element)}`);
    element.focus({ focusVisible: true });
    if (document.activeElement !== element) { faults.push(`takes no focus: ${name(element)}`); continue; }
    const style = getComputedStyle(element);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push(`the focus does not show: ${name(element)}`);
    const ground = behind(parseFloat(style.outlineOffset) >= 0 ? element.parentElement : element);
    const ratio = contrast(numbers(style.outlineColor), ground);
    if (ratio < 3) faults.push(`the focus shows too weakly (${ratio.toFixed(1)}): ${name(element)}`);
    const rect = element.getClientRects()[0];
    const [x, y] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) { faults.push(`not in the window when it has the focus: ${name(element)}`); continue; }
    for (const [dx, dy] of [[0, 0], [0, rect.height / 2 - 2], [0, 2 - rect.height / 2]]) {
      const top = document.elementFromPoint(x + dx, y + dy);
      if (top && top !== element && !element.contains(top) && !top.contains(element)) {
        faults.push(`hidden behind ${name(top)}: ${name(element)}`);
        break;
      }
    }
  }
  return faults;
}
