/** The core of the built page: each check is written once and runs in every browser. */
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { engineChecks } from "./checks/engine.ts";
import { offlineChecks } from "./checks/offline.ts";
import { pageChecks } from "./checks/page.ts";
import type { Browser } from "./drivers/browser.ts";

/** One browser for all checks: what starts it is awaited once. */
export function core(launch: () => Promise<Browser>): void {
  let browser: Browser | undefined;
  const launched = (): Browser => {
    if (!browser) throw new Error("The browser has not started.");
    return browser;
  };
  beforeAll(async () => {
    browser = await launch();
    console.log(`This is ${browser.version}.`);
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    expect(await launched().evaluate(() => window.tabrankTest.takeFaults())).toEqual([]);
    expect(launched().takeForeign()).toEqual([]);
  });
  pageChecks(launched);
  engineChecks(launched);
  offlineChecks(launched);
}
