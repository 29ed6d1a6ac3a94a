/** Long documents in passages: the best one gives the score, and the answer shows which. */
import { type Page, expect } from "@playwright/test";
import { deflateRawSync } from "node:zlib";
import { attribute, element, inElement, pageWith, rerankIn, resultsIn } from "./element-page.ts";
import { builtSite, serveSite } from "./site-server.ts";
import { accessibilityFaults, documentRows, resultItems, run, test, moreSettings, tab } from "./page.ts";

const filler = (topic: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `Paragraph ${at + 1} is about ${topic} and nothing else.`).join(
    " ",
  );
const answer = "Honeybees find their way home to the hive by the position of the sun.";
/** As long as most of what the model reads at once. */
const explained = `${answer} ${Array.from({ length: 3 }, () => "When clouds hide the sun, bees read the polarised light of the sky. Near the hive, honeybees fly home by landmarks that they have learned. Each bee adds up the turns and distances of its flight, so that it can fly straight home to its hive.").join(" ")}`;
const query = "How do honeybees find their way home?";
/** The answer comes after what the model reads of a document that is cut. */
const long = `${filler("the price of copper", 60)}\n${explained}\n${filler("the price of tin", 20)}`;
const documents = [filler("beekeeping gloves", 3), long, "Bees are mentioned in several old poems."];

async function fill(page: Page): Promise<void> {
  const draft = deflateRawSync(JSON.stringify({ v: 1, query, documents })).toString("base64url");
  await page.goto(`/#d=${draft}`);
  await expect(documentRows(page)).toHaveCount(3);
}

const firstNumber = (page: Page) => resultItems(page).first();

test("cut, the answer at a document's end is missed; in passages it is found, shown and in the response", async ({
  page,
}) => {
  await fill(page);
  await run(page);
  await expect(firstNumber(page)).not.toContainText("#2");
  await (await moreSettings(page, "combobox", "Long documents")).selectOption("Best passage");
  await run(page);
  const first = firstNumber(page);
  await expect(first).toContainText("#2");
  await expect(first).toContainText(/Best passage: \d of \d/);
  await expect(first).toContainText("fly home by landmarks");
  await expect(first).not.toContainText("copper");
  await expect(first).toContainText(/Scores of the passages, in their order: (-?0\.\d+, ){4}/);
  // Documents that fit are as they were: one passage, and nothing said of it.
  await expect(resultItems(page).nth(1)).not.toContainText("passage");

  await first.getByRole("button", { name: "Whole document" }).click();
  await expect(first).toContainText("Paragraph 1 is about the price of copper");
  await first.getByRole("button", { name: "Whole document" }).click();
  await expect(first).not.toContainText("copper");

  await tab(page, "Code").click();
  const response = page.getByRole("region", { name: "Response" });
  const { results } = JSON.parse(await response.innerText());
  const [{ passage }] = results;
  expect(long.slice(passage.start, passage.end)).toContain("fly home by landmarks");
  expect(passage).toMatchObject({ unread: 0 });
  await expect(page.getByRole("region", { name: "Request" })).toContainText('"passages": "best"');
  await tab(page, "Results").click();
  expect(await accessibilityFaults(page)).toEqual([]);

  // What was chosen is there after a reload.
  await page.reload();
  await expect(await moreSettings(page, "combobox", "Long documents")).toHaveValue("best");
});

test("at 390 px nothing runs over the edge", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await fill(page);
  await (await moreSettings(page, "combobox", "Long documents")).selectOption("Best passage");
  await run(page);
  await expect(firstNumber(page)).toContainText("Best passage");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("the element shows the best passage", async ({ page }) => {
  const passages = { size: 64, max: 40 };
  const attributes = { query, documents, passages };
  const markup = Object.entries(attributes).map(([name, value]) => `${name}="${attribute(value)}"`);
  const body = `<tab-rank ${markup.join(" ")}></tab-rank>`;
  const site = await serveSite({ pages: { "/page.html": pageWith(body) }, folder: builtSite });
  await page.goto(`${site.origin}/page.html`);
  await rerankIn(element(page)).click();
  const first = resultsIn(element(page)).first();
  await expect(first).toContainText(answer);
  await expect(first).not.toContainText("Paragraph 1 is about the price of copper");
  expect(await inElement(page, (element) => element.passages)).toEqual(passages);
  await site.close();
});
