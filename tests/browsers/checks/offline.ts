/** After one visit the page needs no network, says what it keeps, and deletes it when told to. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { staticServer } from "../../e2e/static-server.mjs";
import type { Browser } from "../drivers/browser.ts";
import { alert, button, items, main, rerank, response, run, text } from "../page.ts";

const prefix = "/some/where/";

export function offlineChecks(launched: () => Browser): void {
  const server = staticServer({ folder: fileURLToPath(new URL("../../../dist", import.meta.url)), prefix });
  let address = "";
  beforeAll(async () => {
    // Not `localhost`: there the server is asked first.
    address = `http://offline.localhost:${await server.start()}${prefix}`;
  });
  afterAll(() => server.stop());

  test("after one visit the page runs with its server gone", async () => {
    const browser = launched();
    // Stopped where this is tried a second time.
    await server.start();
    await browser.open(address);
    await expect.poll(() => text(browser, main)).toContain("This page works without a network");
    await server.stop();
    await browser.open(address);
    await run(browser);
    expect(await text(browser, alert)).toBe("");
    expect(await items(browser, "Results"), await text(browser, main)).toHaveLength(3);
    const { results } = await response(browser);
    expect(results.map(({ index }) => index)).toEqual([0, 2, 4]);
  });

  test("the storage panel says what is kept, and deletes all of it", async () => {
    const browser = launched();
    await server.start();
    await browser.open(address);
    await browser.find(rerank);
    await expect.poll(() => text(browser, main)).toMatch(/Embedded model\s+\d+ MB/);
    await browser.click(button("Delete everything"));
    await browser.click({ role: "button", name: "Delete everything", within: "dialog" });
    await expect.poll(() => text(browser, main)).toContain("Everything was deleted.");
    const left = () =>
      browser.evaluate(async () => [
        ...(await caches.keys()),
        ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
      ]);
    await expect.poll(left).toEqual([]);
  });
}
