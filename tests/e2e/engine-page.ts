import { type Page, test as base } from "@playwright/test";
import { ports } from "../../playwright.config.ts";

export const hubHost = `http://localhost:${ports.hub}`;
export const harnessUrl = `http://localhost:${ports.harness}/tests/e2e/harness/index.html`;

/** A page with the library on `window.tabrank`, on a machine of so many cores: one engine worker for each. */
export const test = base.extend<{ engine: Page; cores: number }>({
  cores: [1, { option: true }],
  engine: async ({ page, cores }, use) => {
    await page.addInitScript(
      (cores) => Object.defineProperty(navigator, "hardwareConcurrency", { value: cores }),
      cores,
    );
    await page.goto(harnessUrl);
    await use(page);
  },
});

export { type CaseReference, type PairReference, readFixture, skincare } from "./fixtures.ts";
