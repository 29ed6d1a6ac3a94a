/**
 * `npm run bench:responsive`: responsiveness of the page with many documents. Measures main-thread tasks over 50 ms
 * during a run, and the time until Cancel takes effect.
 */
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { ensureChromium } from "../scripts/chromium.mjs";
import { root } from "../scripts/install.mjs";

const words =
  "the river carries sand and small stones past old mills where bread was made for many villages".split(" ");
/** @param {number} seed @param {number} length */
const sampleText = (seed, length) =>
  Array.from({ length }, (_, at) => words[(seed * 7 + at * (seed + 3)) % words.length]).join(" ");

await build({ root, logLevel: "warn" });
const server = await preview({ root, preview: { port: 4374, strictPort: true } });
const browser = await chromium.launch({ executablePath: ensureChromium() });
for (const count of [1000, 10_000]) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      window.longTasks?.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ entryTypes: ["longtask"] });
  });
  await page.goto("http://localhost:4374/");
  const lines = Array.from(
    { length: count },
    (_, index) => `${index} ${sampleText(index, 20 + (index % 60))}`,
  );
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload" }).click();
  await (
    await chooser
  ).setFiles({ name: "many.txt", mimeType: "text/plain", buffer: Buffer.from(lines.join("\n")) });
  await page.getByRole("heading", { name: `Documents ${count.toLocaleString("en")}` }).waitFor();
  await page.getByRole("button", { name: "Rerank", exact: true }).click();
  await page.getByText(/^Scored \d/).waitFor();
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    window.longTasks = [];
  });
  await page.waitForTimeout(4000);
  const whileRunning = (await page.evaluate(() => window.longTasks)) ?? [];
  const cancelMs = await page
    .getByRole("button", { name: "Cancel", exact: true })
    .evaluate(async (button) => {
      const startedAt = performance.now();
      /** @type {HTMLElement} */ (button).click();
      while (button.textContent !== "Rerank") await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - startedAt;
    });
  console.log(`${count.toLocaleString("en")} documents on the page, 4 s of scoring:`);
  console.log(
    `  tasks over 50 ms on the main thread: ${whileRunning.length}, longest ${Math.max(0, ...whileRunning)} ms`,
  );
  console.log(`  Cancel took effect after ${cancelMs.toFixed(0)} ms`);
  await page.close();
}
await browser.close();
await server.close();
