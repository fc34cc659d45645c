// The desk in one Firefox: each line of standard input is an errand as JSON, each line of standard output what was seen and what was wrong.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const LONG = 60_000; // ms that a busy machine may take for one step
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const line = async () => { const { value, done } = await lines.next(); return done ? null : JSON.parse(value); };

// What a page says against its own policy is a fault like a script that stops.
const TELL = () => addEventListener("securitypolicyviolation", event => console.error(`forbidden: ${event.violatedDirective} ${event.blockedURI}`));

function must(right, what) {
  if (!right) throw new Error(what);
}

const value = page => page.$eval("#text", box => box.value);
const until = (page, test, ...told) => page.waitForFunction(test, { timeout: LONG }, ...told);
const seen = (page, selector) => page.waitForSelector(selector, { visible: true, timeout: LONG });
const shown = (page, selector, text) => until(page, (one, words) => document.querySelector(one)?.textContent.includes(words), selector, text);
const focused = (page, selector) => until(page, one => document.activeElement?.matches(one), selector);

async function press(page, ...keys) {
  for (const key of keys) {
    const parts = key.split("+"), last = parts.pop();
    for (const part of parts) await page.keyboard.down(part);
    await page.keyboard.press(last);
    for (const part of parts.reverse()) await page.keyboard.up(part);
  }
}

/** Go there as somebody without a mouse does. */
async function tab(page, selector, most = 80) {
  for (let step = 0; step < most; step += 1) {
    if (await page.evaluate(one => document.activeElement.matches(one), selector)) return;
    await press(page, "Tab");
  }
  throw new Error(`${selector} cannot be reached by Tab`);
}

async function opened(page, asked) {
  await page.goto(`${asked.address}/edit/${asked.path}`);
  await until(page, () => document.body.dataset.painted);
}

/** A file dropped on a box, as a file manager does it. */
async function drop(page, selector, name, text) {
  await page.$eval(selector, (box, file, words) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([words], file));
    for (const kind of ["dragenter", "dragover", "drop"]) {
      const event = new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true });
      if (box.dispatchEvent(event)) throw new Error(`${kind} is left to the browser, which opens the file`);
    }
  }, name, text);
}

const errands = {
  /** Every page: axe, nothing wider than the window, nothing too small to press. */
  async looks(page, asked) {
    for (const width of asked.widths) {
      await page.setViewport({ width, height: 800 });
      for (const path of asked.pages) {
        await page.goto(asked.address + path);
        await page.evaluate(asked.axe);
        const found = await page.evaluate(`(${asked.run})()`);
        must(!found.length, `${path} at ${width}: ${found}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        must(over <= 0, `${path} at ${width}: ${over} px too wide`);
      }
    }
  },

  /** The menu: one row in a wide window, behind a button in a narrow one; a name that is known is shown and can be changed. */
  async menu(page, asked) {
    await page.goto(`${asked.address}/facts`);
    await press(page, "Tab", "Enter");
    await focused(page, "main");
    must(await page.$eval(".top [aria-current=page]", link => link.getAttribute("href").endsWith("/facts")), "the page is not marked in the menu");
    const spread = () => page.$$eval(".top a, .top button", all => {
      const middles = all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect()).map(box => (box.top + box.bottom) / 2);
      return Math.max(...middles) - Math.min(...middles);
    });
    await page.type("#who", "Prov");
    await page.reload();
    await seen(page, "#me");
    for (const width of [1024, 1280, 1920]) {
      await page.setViewport({ width, height: 700 });
      must(await spread() < 8, `the menu is not one row at ${width}`);
    }
    await page.click("#me");
    await focused(page, "#who");
    await press(page, "Escape");
    await focused(page, "#me");
    await page.setViewport({ width: 360, height: 700 });
    must(await page.$eval(".top nav", nav => !nav.checkVisibility()), "the menu is open in a narrow window");
    await page.focus("#rooms");
    await press(page, "Enter", "Tab");
    await focused(page, "nav a");
    await press(page, "Escape");
    await focused(page, "#rooms");
    await page.evaluate(() => localStorage.clear());
  },

  /** A text, by keyboard alone: written, seen on its page, undone, a fact put in by its button, saved. */
  async edit(page, asked) {
    await opened(page, asked);
    await tab(page, "#text");
    await press(page, "Control+End");
    const first = await value(page);
    await page.keyboard.type(asked.words);
    must(await value(page) === first + asked.words, `it says ${(await value(page)).slice(-80)}`);
    await until(page, words => document.getElementById("page").contentDocument.querySelector("main")?.textContent.includes(words), asked.words.trim());
    await until(page, () => document.getElementById("page").contentWindow.scrollY > 300); // the page has come along
    await until(page, () => document.getElementById("text").scrollTop === document.getElementById("mirror").scrollTop);
    must(await page.evaluate(() => document.getElementById("text").scrollHeight === document.getElementById("mirror").scrollHeight), "numbers do not stand beside their lines");
    must(await page.evaluate(() => getComputedStyle(document.getElementById("text")).direction) === asked.direction, "the text runs the wrong way");
    await press(page, "Shift+Tab");
    for (let step = 0; step < 20 && !await page.evaluate(() => document.activeElement.matches("#toolbar button[aria-keyshortcuts='Control+Shift+F']")); step += 1) await press(page, "ArrowLeft");
    await press(page, "Enter");
    await focused(page, "#dialog [role=combobox]");
    await page.keyboard.type(asked.search);
    await until(page, () => document.querySelectorAll("#dialog [role=option]").length === 1);
    await press(page, "Enter");
    await focused(page, "#text");
    must(await value(page) === `${first}${asked.words}[[${asked.fact}]]`, `the fact makes it ${(await value(page)).slice(-80)}`);
    await press(page, "Control+b");
    must((await value(page)).endsWith("**"), "the key for bold does nothing");
    await press(page, "Control+z");
    must(await value(page) === `${first}${asked.words}[[${asked.fact}]]`, `undone, it is ${(await value(page)).slice(-80)}`);
    await press(page, "Control+z");
    must(!(await value(page)).includes(`${asked.words}[[`), `undone twice, it is ${(await value(page)).slice(-80)}`);
    await press(page, "Control+y");
    must(await value(page) === `${first}${asked.words}[[${asked.fact}]]`, `redone, it is ${(await value(page)).slice(-80)}`);
    await press(page, "Control+s");
    await until(page, () => !document.body.hasAttribute("data-dirty"));
    return { characters: (await value(page)).length - first.length };
  },

  /** A mistake: marked at its line, reached by key, put right by one click, which can be undone. */
  async mend(page, asked) {
    await opened(page, asked);
    await page.focus("#text");
    await press(page, "Control+End");
    await page.keyboard.type(asked.words);
    await seen(page, ".mend");
    const apart = await page.evaluate(() => Math.abs(document.querySelector("#mirror .error-line").getBoundingClientRect().top - document.querySelector(".error-mark").getBoundingClientRect().top));
    must(apart < 4, `the mark stands ${apart} px from its line`);
    await press(page, "Control+Home", "F8");
    must(await page.$eval("#text", box => box.value.slice(box.selectionStart, box.selectionEnd)) === asked.words.trim(), "F8 does not go to the mistake");
    await page.click(".mend");
    must((await value(page)).endsWith(asked.right), `put right, it is ${(await value(page)).slice(-80)}`);
    await until(page, () => document.getElementById("problems").dataset.errors === "0");
    await press(page, "Control+z");
    must((await value(page)).endsWith(asked.words), "putting right cannot be undone");
    for (const name of ["language", "history", "page"]) {
      await page.click(`#tab-${name}`);
      await seen(page, `#panel-${name}`);
    }
    await page.evaluate(() => addEventListener("beforeunload", event => event.stopImmediatePropagation(), true));
  },

  /** A fact: found, changed, saved by the key; the way on is the focus. */
  async fact(page, asked) {
    await page.goto(`${asked.address}/facts`);
    await page.type("#words", asked.fact);
    await Promise.all([page.waitForNavigation(), press(page, "Enter")]);
    await Promise.all([page.waitForNavigation(), page.click(`#${asked.fact} th a`)]);
    await page.focus("#value");
    await press(page, "Control+a");
    await page.keyboard.type(asked.number);
    await until(page, number => document.getElementById("seen").textContent.replace(/\D/g, "").includes(number.replace(/\D/g, "")), asked.number);
    await press(page, "Control+s");
    await focused(page, "#saved a");
    return { tel: await page.$eval("#tel", box => box.value) };
  },

  /** What will change, before and after beside each other, and published. */
  async publish(page, asked) {
    await page.goto(`${asked.address}/publishing`);
    await until(page, () => document.getElementById("changes").getAttribute("aria-busy") === "false" && document.querySelector(".difference ins"));
    must(await page.$eval(".difference", box => Boolean(box.querySelector("del") && box.querySelector("ins"))), "no difference is shown");
    await Promise.all([page.waitForNavigation(), page.click(".difference + p a")]);
    const inside = (id, tel) => until(page, (one, number) => document.getElementById(one).contentDocument?.querySelector(`main a[href="tel:${number}"]`), id, tel);
    await inside("old", asked.before);
    await inside("new", asked.after);
    await page.goto(`${asked.address}/publishing`);
    await seen(page, "#publish:not([disabled])");
    await page.focus("#publish");
    await press(page, "Enter");
    await seen(page, "#result.note");
    await until(page, () => document.querySelector("#changes .note"));
  },

  /** A sheet: its picture is there, and the file itself opens in the browser's own viewer. */
  async sheet(page, asked) {
    await page.goto(`${asked.address}/print`);
    await until(page, () => [...document.querySelectorAll("#files img")].some(one => one.complete && one.naturalWidth > 300));
    const address = await page.$eval("#files a.main", link => link.href);
    const other = await page.browser().newPage();
    await other.goto(address);
    await other.waitForSelector(".pdfViewer .page canvas", { timeout: LONG });
    await other.close();
  },

  /** A list that is dropped or chosen becomes letters, and nothing is left of it at the end. */
  async letters(page, asked) {
    await page.goto(`${asked.address}/letters`);
    if (asked.dropped) await Promise.all([page.waitForNavigation(), drop(page, "#drop", "lista.csv", asked.text)]);
    else await Promise.all([page.waitForNavigation(), (await page.$("#file")).uploadFile(asked.file)]);
    await until(page, () => document.querySelectorAll("#counts li").length === 4);
    const counts = await page.$$eval("#counts b", all => all.map(one => one.textContent));
    await page.click("#prove button");
    await until(page, () => [...document.querySelectorAll("#pages img")].some(one => one.complete && one.naturalWidth > 300));
    await page.click("#make");
    await seen(page, "#finished");
    const zip = await page.evaluate(async () => { const answer = await fetch(document.querySelector("#save-all a").href); return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength }; });
    await page.click("#done");
    await seen(page, "#sure[open]");
    await Promise.all([page.waitForNavigation(), page.click("#yes")]);
    return { counts, zip };
  },

  /** Logs that are chosen, then one that is dropped, are counted and drawn. */
  async numbers(page, asked) {
    await page.goto(`${asked.address}/numbers`);
    await (await page.$("#logs")).uploadFile(...asked.files);
    await focused(page, "#told");
    const charts = await page.$$eval("#numbers svg[role=img]", all => all.filter(one => one.getBoundingClientRect().width > 100).length);
    await drop(page, "#drop", "access.log", asked.text);
    await until(page, () => document.querySelectorAll("#logs-read li").length === 1 && document.querySelector("#busy").textContent && document.activeElement.id === "told");
    return { charts };
  },

  /** The other staff language, by its button. */
  async english(page, asked) {
    await page.goto(`${asked.address}/`);
    await Promise.all([page.waitForNavigation(), page.click("#speak")]);
    must(await page.evaluate(() => document.documentElement.lang) === "en", "the button does not change the language");
    await shown(page, "h1", "Texts");
    await opened(page, { ...asked, path: "content/sv/work.md" });
    await shown(page, "#problems", "Nothing is wrong with this text.");
    await Promise.all([page.waitForNavigation(), page.click("#speak")]);
    await shown(page, "#problems", "Inget är fel");
  },
};

const { firefox } = await line();
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true, extraPrefsFirefox: { "ui.prefersReducedMotion": 1 } });
try {
  for (let asked = await line(); asked; asked = await line()) {
    const page = await browser.newPage(), faults = [];
    let told = {};
    page.on("console", message => { if (["error", "warn"].includes(message.type())) faults.push(`says in the console: ${message.text()}`); });
    page.on("pageerror", error => faults.push(`a script fails: ${error.message}`));
    try {
      await page.evaluateOnNewDocument(TELL);
      await page.setViewport({ width: 1280, height: 900 });
      told = await errands[asked.errand](page, asked) ?? {};
    } catch (error) {
      faults.push(`${error.message} (${(error.stack.match(/desk\.mjs:\d+/g) ?? []).join(", ")})`);
    }
    await page.close({ runBeforeUnload: false });
    process.stdout.write(`${JSON.stringify({ told, faults })}\n`);
  }
} finally {
  await browser.close();
}
