/**
 * Random actions of a person on the built page: `npm run soak -- --minutes 30`. After each, the page must be whole. Prints
 * what was done, and the seed that repeats it.
 *
 *   npm run soak -- [--minutes 30] [--seed 7]
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const { ensureChromium } = await import("./chromium.mjs");
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});
const npx = (/** @type {string[]} */ parameters, /** @type {Record<string, string>} */ env = {}) =>
  spawnSync("npx", ["--no-install", ...parameters], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...env },
  }).status ?? 1;

if (!existsSync(join(root, "dist/index.html")) && npx(["vite", "build"]) !== 0) process.exit(1);
process.exitCode = npx(["playwright", "test", "--config", "tests/soak/playwright.config.ts"], {
  CHROMIUM_PATH: ensureChromium(),
  SOAK_MINUTES: values.minutes,
  SOAK_SEED: values.seed,
});
