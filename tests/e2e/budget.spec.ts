/** An answer within a time: what was read ranks as it does without a limit, and what was not is named. */
import { type Page, expect } from "@playwright/test";
import * as v from "valibot";
import { RerankResponse } from "../../src/contract/response.ts";
import { attribute, element, pageWith, rerankIn, resultsIn } from "./element-page.ts";
import {
  accessibilityFaults,
  moreSettings,
  rerankButton,
  responseJson,
  resultItems,
  run,
  tab,
  test,
  topN,
} from "./page.ts";
import { builtSite, serveSite } from "./site-server.ts";

const limit = (page: Page) => moreSettings(page, "spinbutton", "Time limit in ms");

async function answer(page: Page) {
  const response = v.parse(RerankResponse, await responseJson(page));
  await tab(page, "Results").click();
  return response;
}

test.describe("on the page", () => {
  test.use({ scores: "recorded" });

  test("the first documents are ranked in time, the others listed as not read; without a limit all are", async ({
    page,
  }) => {
    await page.goto("/");
    await page.getByRole("combobox", { name: "Example" }).selectOption("A hundred passages");
    // The example comes with a script of its own.
    await expect(topN(page)).toHaveValue("10");
    await topN(page).fill("");
    await (await limit(page)).fill("1");
    await run(page);
    const { results, unread_documents: unread = [] } = await answer(page);
    expect(results.length).toBeGreaterThan(0);
    expect(unread.length).toBeGreaterThan(0);
    // In their order: what is unread comes after what was read.
    expect(unread).toEqual(Array.from({ length: unread.length }, (_, at) => 100 - unread.length + at));
    expect(results.length + unread.length).toBe(100);
    await expect(page.getByText(`Time limit reached: ${unread.length} documents not read.`)).toBeVisible();
    await expect(resultItems(page)).toHaveCount(results.length);
    await page.getByText(`${unread.length} not read in time`).click();
    const list = page.getByRole("list", { name: "Not read" });
    await expect(list.getByRole("listitem")).toHaveCount(unread.length);
    await expect(list.getByRole("listitem").first()).toContainText(`#${100 - unread.length + 1}`);
    expect(await accessibilityFaults(page)).toEqual([]);

    await (await limit(page)).fill("");
    await run(page);
    const whole = await answer(page);
    expect(whole.unread_documents).toBeUndefined();
    expect(whole.results.length).toBe(100);
    const read = whole.results.filter(({ index }) => !unread.includes(index));
    expect(results).toEqual(read);
    await expect(page.getByText(/not read in time/)).toBeHidden();
  });
});

test("how far a limit should reach is said by the speed of the last run", async ({ page }) => {
  await page.goto("/");
  await run(page);
  await (await limit(page)).fill("600000");
  await expect(
    page.getByText("The time limit should be enough for all 10 documents, by the speed of the last run."),
  ).toBeVisible();
  await (await limit(page)).fill("1");
  await expect(page.getByText(/enough for the first \d of 10 documents/)).toBeVisible();
  await (await limit(page)).fill("0");
  await expect(page.getByText(/should be enough/)).toBeHidden();
  await rerankButton(page).click();
  await expect(await limit(page)).toHaveAccessibleDescription("Time limit in ms must be 1 or more.");
});

test("in the element an attribute limits the time, and a note counts what was not read", async ({ page }) => {
  const documents = Array.from(
    { length: 60 },
    (_, at) => `Passage ${at}: ${"bees fly home by the sun. ".repeat(8)}`,
  );
  const body = `<tab-rank query="bees" budget-ms="1" documents="${attribute(documents)}"></tab-rank>`;
  const site = await serveSite({ pages: { "/page.html": pageWith(body) }, folder: builtSite });
  await page.goto(`${site.origin}/page.html`);
  await rerankIn(element(page)).click();
  await expect(element(page).getByText(/Time limit reached: \d+ documents not read\./)).toBeVisible();
  expect(await resultsIn(element(page)).count()).toBeLessThan(60);
  await site.close();
});
