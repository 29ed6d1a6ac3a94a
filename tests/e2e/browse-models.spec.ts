/** All models in one dialog: found by words and filters, with what tells them apart, chosen by mouse and keyboard. */
import { type Page, expect } from "@playwright/test";
import { accessibilityFaults, run, test } from "./page.ts";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Models" });
const rows = (page: Page) => dialog(page).getByRole("list", { name: "Models found" }).getByRole("button");
const picker = (page: Page) => page.getByRole("combobox", { name: "Model" });

test.use({ scores: "recorded" });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Browse models" }).click();
  await expect(dialog(page).getByRole("searchbox")).toBeFocused();
});

test("words and filters narrow the list; nothing is fetched from elsewhere", async ({ page }) => {
  const foreign: string[] = [];
  const own = new URL(page.url()).origin;
  page.on("request", (request) => request.url().startsWith(own) || foreign.push(request.url()));
  await expect(rows(page)).toHaveCount(15);
  await expect(dialog(page).getByText("15 of 15 models")).toBeVisible();
  const search = dialog(page).getByRole("searchbox", { name: "Search models" });
  await expect(search).toBeFocused();
  await search.fill("JINA v2 base");
  await expect(rows(page)).toHaveCount(1);
  const row = rows(page).first();
  await expect(row).toHaveAccessibleName("Jina Reranker v2 base, multilingual");
  await expect(row).toHaveAccessibleDescription(/53\.2 nDCG@10 on BEIR.*Cross-encoder.*CC-BY-NC-4\.0/s);
  await expect(row).toContainText("no commercial use");
  await expect(row).toContainText("297 MB on WASM");
  await dialog(page).getByRole("checkbox", { name: "Commercial use allowed" }).check();
  await expect(dialog(page).getByText("No model suits all of this.")).toBeVisible();
  await dialog(page).getByRole("button", { name: "Clear the filters" }).click();
  await expect(rows(page)).toHaveCount(15);
  await dialog(page).getByRole("combobox", { name: "Languages" }).selectOption("More than English");
  await dialog(page).getByRole("combobox", { name: "Kind" }).selectOption("Cross-encoder");
  await expect(rows(page)).toHaveCount(3);
  await dialog(page).getByRole("checkbox", { name: "In this browser" }).check();
  await expect(dialog(page).getByText("No model suits all of this.")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(foreign).toEqual([]);
});

test("a model is chosen by keyboard alone; Escape leaves the choice as it was", async ({ page }) => {
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(picker(page)).toHaveValue("Xenova/all-MiniLM-L6-v2");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("ettin 32");
  await rows(page).first().focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(picker(page)).toHaveValue("cross-encoder/ettin-reranker-32m-v1");
  await expect(page.getByRole("button", { name: "Browse models" })).toBeFocused();
});

test("other ways to a model are there, too", async ({ page }) => {
  await dialog(page).getByRole("button", { name: "Another repository or address…" }).click();
  await expect(page.getByRole("textbox", { name: "Repository or address" })).toBeVisible();
  await expect(page.getByText("Still using all-MiniLM-L6-v2.")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(rows(page)).toHaveCount(15);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });
}

test("beside a model that reads English stands that the texts are not, and the way to one that suits", async ({
  page,
}) => {
  await page.keyboard.press("Escape");
  const settings = page.getByRole("region", { name: "Model and settings" });
  await expect(settings).toContainText("not all of these texts are English");
  await settings.getByRole("button", { name: "Models that read more languages" }).click();
  await expect(dialog(page).getByRole("combobox", { name: "Languages" })).toHaveValue("many");
  await rows(page).filter({ hasText: "mMARCO" }).click();
  await expect(picker(page)).toHaveValue("cross-encoder/mmarco-mMiniLMv2-L12-H384-v1");
  await expect(settings).not.toContainText("not all of these texts are English");
  // The button that opened the dialog has gone with the note.
  await expect(picker(page)).toBeFocused();
  // An English example and an English model.
  await picker(page).selectOption({ label: "all-MiniLM-L6-v2" });
  await expect(settings).toContainText("not all of these texts are English");
  await page.getByRole("combobox", { name: "Example" }).selectOption("Question answering");
  await expect(settings).not.toContainText("not all of these texts are English");
});

test.describe("with the real model", () => {
  test.use({ scores: "real" });

  test("after a run each model says how long it should take for the same documents", async ({ page }) => {
    await expect(rows(page).filter({ hasText: "for these documents" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await run(page);
    await page.getByRole("button", { name: "Browse models" }).click();
    await expect(rows(page).filter({ hasText: /about \d.+ for these documents/ })).toHaveCount(15);
  });
});
