/**
 * `npm run bench:start`: how long the built page takes from opening, and from pressing Rerank, to its first answer, in
 * each browser that is there. With `-- --baseline FOLDER`, the built site of another version runs in turn with this
 * one, and the ratio is printed: only ratios are meaningful on a shared machine. `--rounds N` (3), `--browser NAME`
 * for one of them, `--json FILE`.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { build, preview } from "vite";
import { findFirefox, findWebKit } from "../scripts/browsers.mjs";
import { ensureChromium } from "../scripts/chromium.mjs";
import { importSource } from "../scripts/import-source.mjs";
import { root } from "../scripts/install.mjs";

/** @typedef {import("../tests/browsers/drivers/browser.ts").Browser} Browser */

const { values } = parseArgs({
  options: {
    baseline: { type: "string" },
    rounds: { type: "string" },
    browser: { type: "string" },
    json: { type: "string" },
  },
});
const rounds = Number(values.rounds ?? 3);
process.env["CHROMIUM_PATH"] = ensureChromium();
const { launchChromium, launchFirefox } = await importSource("tests/browsers/drivers/with-puppeteer.ts");
const { within } = await importSource("src/contract/waiting.ts");
const { launchWebKit } = await importSource("tests/browsers/drivers/with-webdriver.ts");
/** @type {{ name: string, launch: () => Promise<Browser> }[]} */
const browsers = [
  { name: "Chromium", launch: launchChromium },
  ...(findFirefox() ? [{ name: "Firefox", launch: launchFirefox }] : []),
  ...(findWebKit() ? [{ name: "WebKit", launch: launchWebKit }] : []),
].filter(({ name }) => values.browser === undefined || values.browser === name);

await build({ root, logLevel: "warn" });
/** @param {string} outDir @param {number} port */
const serve = (outDir, port) =>
  preview({ root, logLevel: "silent", build: { outDir }, preview: { port, strictPort: true } });
const versions = [
  ...(values.baseline === undefined
    ? []
    : [{ version: "baseline", port: 4380, server: await serve(values.baseline, 4380) }]),
  { version: "this", port: 4381, server: await serve("dist", 4381) },
];

/** From the press to the answer, in milliseconds. @param {Browser} browser */
const press = (browser) =>
  browser.evaluate(async () => {
    const startedAt = performance.now();
    const button = await window.tabrankTest.find({ role: "button", name: "Rerank" });
    button.click();
    // To look for it by its name takes time from the page each time.
    const status = document.querySelector('section[aria-label="Status"]');
    while (status?.textContent.includes("documents/s") !== true)
      await new Promise((resolve) => void setTimeout(resolve, 10));
    return performance.now() - startedAt;
  });

/** A browser that has died answers nothing. */
const limitMs = 120_000;
/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => void setTimeout(resolve, ms));

/** What is measured, in this order, in a browser that has never seen the page. */
const visits = /** @type {const} */ ([
  { name: "first visit, pressed at once", waitMs: 0 },
  { name: "second visit, pressed at once", waitMs: 0 },
  { name: "third visit, open for 5 s", waitMs: 5000 },
]);

/** @type {Map<string, number[]>} */
const times = new Map();
/** @param {string[]} key */
const keyOf = (...key) => key.join(" · ");
for (let round = 0; round < rounds; round++) {
  for (const { name, launch } of browsers) {
    for (const { version, port } of round % 2 === 0 ? versions : versions.toReversed()) {
      const browser = await launch();
      try {
        for (const visit of visits) {
          await browser.open(`http://bench-${round}.localhost:${port}/`);
          await pause(visit.waitMs);
          const key = keyOf(name, visit.name, version);
          times.set(key, [...(times.get(key) ?? []), await within(limitMs, press(browser))]);
          // The service worker stores what was used.
          await pause(3000);
        }
      } finally {
        await within(limitMs, browser.close());
      }
    }
  }
}
for (const { server } of versions) await server.close();

/** @param {number[] | undefined} values */
const median = (values) => values?.toSorted((x, y) => x - y)[Math.floor(values.length / 2)];
const rows = browsers.flatMap(({ name }) =>
  visits.map((visit) => {
    const [before, now] = ["baseline", "this"].map((version) =>
      median(times.get(keyOf(name, visit.name, version))),
    );
    return {
      browser: name,
      visit: visit.name,
      ...(before !== undefined && { "baseline, ms": Math.round(before) }),
      "this, ms": Math.round(now ?? Number.NaN),
      ...(before !== undefined && now !== undefined && { ratio: (now / before).toFixed(2) }),
    };
  }),
);
console.table(rows);
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ rounds, rows }, undefined, 2)}\n`);
