// Looks at pages in headless Chromium, in both themes, on a telephone and on a desk: axe-core may
// find nothing, nothing may be fetched, and no page may be wider than its window.
//
// node look.mjs PAGE.html…   (CHROMIUM names the browser; pictures go beside the pages)

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [360, 390, 1280, 1400];

async function faultsOf(browser, file, theme, width) {
  const page = await browser.newPage();
  const faults = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) faults.push(`asks for ${request.url()}`);
  });
  page.on("console", (message) => faults.push(`says ${message.text()}`));
  await page.setBypassCSP(true); // axe-core itself is a script
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.screenshot({ path: file.replace(/\.html$/, `-${theme}-${width}.png`) });
  await page.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }),
    TAGS,
  );
  for (const { id, help, nodes } of found.violations) {
    faults.push(`${id}: ${help} (${nodes.length}), first: ${nodes[0].html.slice(0, 120)}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) faults.push(`is ${wide} wide`);
  await page.close();
  return faults;
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
let wrong = 0;
for (const file of process.argv.slice(2)) {
  for (const theme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const faults = await faultsOf(browser, file, theme, width);
      console.log(`${file}\t${theme}\t${width}\t${faults.length || "well"}`);
      for (const fault of faults) console.log(`  ${fault}`);
      wrong += faults.length;
    }
  }
}
await browser.close();
process.exit(wrong ? 1 : 0);
