import { defineConfig } from "@playwright/test";
import base, { ports } from "../../playwright.config.ts";

const minutes = Number(process.env["SOAK_MINUTES"] ?? 30);

/** `npm run soak`: the built page, alone. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../.cache/soak-results",
  timeout: (minutes + 5) * 60_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: base.use ?? {},
  webServer: {
    command: `npx vite preview --port ${ports.playground} --strictPort`,
    cwd: "../..",
    url: `http://localhost:${ports.playground}/`,
  },
});
