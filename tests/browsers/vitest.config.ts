import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Names of those that `npm test` could not install; it says so itself. */
const missing = (process.env["TABRANK_MISSING_BROWSERS"] ?? "").split(",").filter(Boolean);

/** The core of the built page in three browsers, two at a time. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["tests/browsers/*.test.ts"],
    exclude: missing.map((name) => `tests/browsers/${name.toLowerCase()}.test.ts`),
    globalSetup: "tests/browsers/sites.ts",
    environment: "node",
    // As in playwright.config.ts: a test that passes when it is run again is named in the summary.
    retry: process.env["CI"] === "true" ? 1 : 0,
    reporters: ["verbose"],
    maxWorkers: 2,
    testTimeout: 240_000,
    // WebKit may be started twice.
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000, interval: 50 } },
  },
});
