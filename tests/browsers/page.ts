/** The page by its roles and names, in any browser. */
import { expect } from "vitest";
import type { RerankResponse } from "../../src/contract/response.ts";
import type { Browser, Place } from "./drivers/browser.ts";

export const button = (name: string): Place => ({ role: "button", name });
export const textbox = (name: string): Place => ({ role: "textbox", name });
export const rerank = button("Rerank");
export const query = textbox("Query");
export const topN: Place = { role: "spinbutton", name: "Number of returned documents" };
export const documentBox = (number: number): Place => textbox(`Document ${number}`);

/** What can be read there; of all such places, one after the other. */
export const text = (browser: Browser, place: Place): Promise<string> =>
  browser.evaluate((place) => window.tabrankTest.text(place), place);
export const main: Place = { role: "main" };
export const alert: Place = { role: "alert" };

/** The text of each item in a list. */
export const items = (browser: Browser, list: string): Promise<string[]> =>
  browser.evaluate((list) => window.tabrankTest.items(list), list);

/** What stands in a field; empty where there is no such field. */
export const value = (browser: Browser, place: Place): Promise<string> =>
  browser.evaluate((place) => {
    const [field] = window.tabrankTest.all(place);
    return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "";
  }, place);

export const documents = (browser: Browser): Promise<string[]> =>
  browser.evaluate(() =>
    window.tabrankTest
      .all({ role: "list", name: "Documents" })
      .flatMap((list) => [...list.querySelectorAll("textarea")].map((box) => box.value)),
  );

/** Presses Rerank and waits until it is there again: the click has turned it into Cancel. */
export async function run(browser: Browser): Promise<void> {
  await browser.click(rerank);
  await browser.find(rerank);
}

/** Once its script has arrived; afterwards the results are shown again. */
export async function response(browser: Browser): Promise<RerankResponse> {
  await browser.click({ role: "tab", name: "Code" });
  const shown = () => text(browser, { role: "region", name: "Response" });
  await expect.poll(shown, { timeout: 10_000 }).toContain("results");
  const json = await shown();
  await browser.click({ role: "tab", name: "Results" });
  return JSON.parse(json) as RerankResponse;
}

/** The page saves after a pause in typing. */
export async function draftSaved(browser: Browser, pattern: RegExp): Promise<void> {
  const saved = () =>
    browser.evaluate(
      async () =>
        // To open a database that is missing would create it, without a store.
        (await indexedDB.databases()).length > 0 &&
        new Promise<string>((resolve) => {
          const opened = indexedDB.open("keyval-store");
          opened.addEventListener("success", () => {
            const database = opened.result;
            const read = database.transaction("keyval").objectStore("keyval").get("tabrank-draft");
            read.addEventListener("success", () => {
              database.close();
              resolve(JSON.stringify(read.result ?? ""));
            });
          });
        }),
    );
  await expect.poll(async () => String(await saved())).toMatch(pattern);
}
