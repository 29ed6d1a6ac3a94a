import { type Page, test as base } from "@playwright/test";
import { ports } from "../../playwright.config.ts";

export const hubHost = `http://localhost:${ports.hub}`;
export const harnessUrl = `http://localhost:${ports.harness}/tests/e2e/harness/index.html`;

/** A page with the library on `window.tabrank`. */
export const test = base.extend<{ engine: Page }>({
  engine: async ({ page }, use) => {
    await page.goto(harnessUrl);
    await use(page);
  },
});

export { type CaseReference, type PairReference, readFixture, skincare } from "./fixtures.ts";
