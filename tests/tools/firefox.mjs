// Looks at pages in Firefox, as test_firefox.py asks in JSON on standard input; what is wrong comes as JSON on standard output.
import puppeteer from "puppeteer-core";

const asked = JSON.parse(await new Promise(done => {
  let text = "";
  process.stdin.on("data", part => { text += part; }).on("end", () => done(text));
}));
const faults = [];
let seen = 0;

async function opened(languages, work) {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath: asked.firefox, headless: true,
    extraPrefsFirefox: { "intl.accept_languages": languages, "ui.prefersReducedMotion": 1, "dom.serviceWorkers.enabled": true },
  });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

async function at(browser, path, width, work) {
  const page = await browser.newPage();
  const told = text => faults.push(`${path} at ${width}: ${text}`);
  page.on("console", message => told(`says in the console: ${message.text()}`));
  page.on("pageerror", error => told(`a script fails: ${error.message}`));
  await page.setViewport({ width, height: 800 });
  await page.goto(asked.address + path, { waitUntil: "load" });
  try {
    await work(page, told);
  } catch (error) {
    told(`${error.message}`);
  }
  seen += 1;
  await page.close();
}

function must(right, what) {
  if (!right) throw new Error(what);
}

const LAID_OUT = () => ({
  over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  small: [...document.querySelectorAll("main a, main button, main summary")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && getComputedStyle(one).display !== "inline" && (box.width < 24 || box.height < 24);
  }).map(one => one.outerHTML.slice(0, 80)),
  broken: [...document.images].filter(one => one.complete && one.currentSrc && !one.naturalWidth).map(one => one.src),
  heading: document.querySelector("h1")?.getBoundingClientRect().height,
  plain: [...document.styleSheets].filter(one => one.cssRules.length < 4).length + (document.styleSheets.length ? 0 : 1),
});

await opened("so-SO, so, en", async browser => {
  for (const path of asked.pages) for (const width of asked.widths) {
    await at(browser, path, width, async (page, told) => {
      const found = await page.evaluate(LAID_OUT);
      if (found.over > 0) told(`${found.over} px too wide`);
      found.small.forEach(one => told(`too small to press: ${one}`));
      found.broken.forEach(one => told(`not loaded: ${one}`));
      if (!found.heading) told("no heading shows");
      if (found.plain) told("a style is kept out");
      if (width === asked.widths[0]) {
        await page.evaluate(asked.axe);
        (await page.evaluate(`(${asked.run})(${JSON.stringify(asked.options)})`)).forEach(one => told(one));
      }
    });
  }
  if (!asked.scripts) return;
  await at(browser, "/q/ut/", 360, async page => {
    must(await page.$eval("main li a", link => link.hreflang) === "so", "the device's language does not come first");
    must(await page.evaluate(() => localStorage.length) === 0, "something is kept before a choice");
    await Promise.all([page.waitForNavigation(), page.click("main a[hreflang='ti']")]);
    must(await page.evaluate(() => localStorage.getItem("language")) === "ti", "the choice is not remembered");
    await page.goto(asked.address + "/q/ut/").catch(() => {}); // a script leads on before it has ended
    for (let wait = 0; wait < 80 && !page.url().endsWith("/ti/"); wait += 1) await new Promise(done => setTimeout(done, 100));
    must(page.url().endsWith("/ti/"), `a code does not lead on to the language that was chosen, but to ${page.url()}`);
    await page.evaluate(() => localStorage.clear());
  });
  await at(browser, "/ar/work.html", 360, async page => {
    await page.focus("article a[href*='/words.html#']");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".term", { timeout: 8000 });
    await page.keyboard.press("Escape");
    must(await page.$(".term") === null, "Escape does not close the explanation");
    await page.click(".tools summary");
    await page.waitForFunction(() => document.querySelector(".tools img").naturalWidth > 0, { timeout: 8000 });
  });
  await at(browser, "/ar/beside/work.html", 360, async page => {
    await page.select("#beside", "so");
    await page.waitForSelector("section.pair .other[lang='so']", { timeout: 8000 });
  });
  await at(browser, "/so/search.html", 360, async page => {
    await page.waitForSelector("input[type=search]", { visible: true, timeout: 8000 });
    await page.type("input[type=search]", "förskola");
    await page.waitForSelector("main ol a[href*='children.html']", { timeout: 15000 });
  });
  await at(browser, "/sv/plan.html", 360, async page => {
    await page.click("#for-work");
    must(await page.evaluate(() => "plan" in localStorage), "the tick is not kept");
    await page.evaluate(() => localStorage.clear());
  });
  await at(browser, "/sv/keep.html", 360, async page => {
    await page.waitForSelector("#can:not([hidden])", { timeout: 8000 });
    await page.click("#take");
    await page.waitForSelector("[data-state='taken']:not([hidden])", { timeout: 30000 });
    const kept = await page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).map(one => new URL(one.url).pathname));
    must(kept.length > 20 && !kept.some(path => asked.safe.some(safe => path.endsWith(safe))), `the copy holds ${kept}`);
    await page.click("#forget");
    await page.waitForSelector("#forgotten:not([hidden])", { timeout: 8000 });
    must(await page.evaluate(async () => (await caches.keys()).length) === 0, "the copy is still there");
  });
  await at(browser, "/sv/", 360, async page => {
    await page.setRequestInterception(true);
    page.on("request", request => {
      if (request.url().startsWith(asked.address)) request.continue();
      else request.respond({ status: 200, contentType: "text/html", body: "<title>weather</title>" });
    });
    await page.goto(asked.address + "/sv/support.html");
    for (let press = 0; press < 3; press += 1) await page.keyboard.press("Shift");
    for (let wait = 0; wait < 80 && page.url().includes("support.html"); wait += 1) await new Promise(done => setTimeout(done, 100));
    must(!page.url().includes("support.html"), "three presses of Shift do not leave");
  });
});

process.stdout.write(JSON.stringify({ seen, faults }));
