/** How the scores of an answer lie, and where a minimum score could cut them. */
import { type Page, expect } from "@playwright/test";
import { accessibilityFaults, moreSettings, resultItems, run, tab, test } from "./page.ts";

test.use({ scores: "recorded" });

const proposals = (page: Page) =>
  page.getByRole("list", { name: "Where a minimum score could cut" }).getByRole("listitem");
const use = (page: Page, threshold: string) =>
  page.getByRole("button", { name: `Use ${threshold} as the minimum score` });

test("the largest gaps are proposed as minimum scores; pressing one cuts the answer at once", async ({
  page,
}) => {
  await page.goto("/");
  await run(page);
  await tab(page, "Scores").click();
  await expect(page.getByText(/^Scores of 10 documents, from 0\.0\d\d to 0\.8\d\d$/)).toBeVisible();
  // In float32: 0.831, 0.445, 0.356, 0.283, 0.189, …
  await expect(proposals(page).first()).toContainText("keeps 1 of 10");
  await expect(proposals(page).first()).toContainText(/gap of 0\.3[78]\d/);
  await expect(page.getByText(/With grades/)).toBeVisible();
  await use(page, "0.6").click();
  await expect(use(page, "0.6")).toHaveAttribute("aria-pressed", "true");
  expect(await accessibilityFaults(page)).toEqual([]);
  await tab(page, "Results").click();
  await expect(resultItems(page)).toHaveCount(1);
  await expect(page.getByText("9 documents below the minimum score.")).toBeVisible();
  await expect(page.getByText("Out of date")).toBeHidden();
  await expect(await moreSettings(page, "spinbutton", "Minimum score")).toHaveValue("0.6");
  await tab(page, "Scores").click();
  await page.getByRole("button", { name: "No minimum" }).click();
  await tab(page, "Results").click();
  await expect(resultItems(page)).toHaveCount(3);
});

test("with grades the cut that suits them best comes first, with precision and recall", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await run(page);
  // Relevant are the documents at ranks 1, 3 and 4: four documents have them all.
  const relevant = new Set([0, 4, 3]);
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const json = page.getByRole("textbox", { name: "Documents as JSON" });
  const documents = JSON.parse(await json.inputValue()) as string[];
  await json.fill(
    JSON.stringify(documents.map((text, index) => ({ text, grade: relevant.has(index) ? 1 : 0 }))),
  );
  await run(page);
  await tab(page, "Scores").click();
  await expect(proposals(page).first()).toContainText("keeps 4 of 10");
  await expect(proposals(page).first()).toContainText("best for these grades: precision 0.75, recall 1.00");
  await expect(page.getByText(/With grades/)).toBeHidden();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
