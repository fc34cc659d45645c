// Every question and menu opens at a press, shows all it holds, shuts at the next, and is left open. Returns faults.
() => {
  const faults = [];
  for (const summary of document.querySelectorAll("summary")) {
    const details = summary.parentElement;
    const name = `“${summary.textContent.trim().slice(0, 40)}”`;
    const inside = [...details.children].filter(element => element !== summary && !element.hidden);
    const shown = () => inside.every(element => element.checkVisibility());
    if (details.open || shown()) faults.push(`is open from the beginning: ${name}`);
    summary.click();
    if (!details.open || !shown()) faults.push(`does not open: ${name}`);
    summary.click();
    if (details.open || shown()) faults.push(`does not shut: ${name}`);
    summary.click();
  }
  return faults;
}
