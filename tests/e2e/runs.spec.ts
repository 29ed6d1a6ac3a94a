/** The runs of a visit: to go back to, and to compare with. */
import { type Page, expect } from "@playwright/test";
import { accessibilityFaults, documentBox, resultItems, rerankButton, run, test } from "./page.ts";

const query = (page: Page) => page.getByRole("textbox", { name: "Query" });
const open = (page: Page) => page.getByRole("button", { name: "Earlier runs" });
const rows = (page: Page) =>
  page.getByRole("list", { name: "Runs of this visit, newest first" }).getByRole("button");

test.use({ scores: "recorded" });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("an earlier run is opened again with its input and its answer; Undo takes it back", async ({ page }) => {
  await run(page);
  await expect(open(page)).toBeHidden();
  const first = await resultItems(page).allTextContents();
  const asked = await query(page).inputValue();
  await query(page).fill("make-up trends");
  await run(page);
  await expect(resultItems(page).first()).toContainText("make-up");
  await open(page).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toHaveAccessibleName("2. make-up trends");
  await expect(rows(page).first()).toHaveAttribute("aria-current", "true");
  await expect(rows(page).nth(1)).toHaveAccessibleDescription(
    /all-MiniLM-L6-v2 · 10 documents · .+ · \d+ of 10 at another place than shown · document \d+:/,
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  await rows(page).nth(1).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(query(page)).toHaveValue(asked);
  expect(await resultItems(page).allTextContents()).toEqual(first);
  await expect(page.getByText("Out of date")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(query(page)).toHaveValue("make-up trends");
  await expect(page.getByText("Out of date")).toBeVisible();
});

test("what was typed since comes back by Undo; other documents are not compared", async ({ page }) => {
  await run(page);
  await run(page);
  await documentBox(page, 1).fill("typed since the run");
  await open(page).click();
  await expect(rows(page).nth(1)).toHaveAccessibleDescription(/the same order as shown/);
  await rows(page).nth(1).click();
  await expect(documentBox(page, 1)).not.toHaveValue("typed since the run");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(documentBox(page, 1)).toHaveValue("typed since the run");
  await expect(rerankButton(page)).toBeVisible();
});
