/** What matters in a result: its sentences, each with its own score, and those worth keeping. */
import { expect } from "@playwright/test";
import { accessibilityFaults, documentBox, resultItems, run, test } from "./page.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a result's sentences are scored by the model that ranked it, and the best are copied", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("combobox", { name: "Example" }).selectOption("Question answering");
  await expect(documentBox(page, 1)).not.toHaveValue(/skincare/);
  await run(page);
  const first = resultItems(page).first();
  const whole = await documentBox(page, 4).inputValue();
  const toggle = first.getByRole("button", { name: "Sentence scores of document 4" });
  await toggle.click();
  const list = first.getByRole("list", { name: "Sentences of document 4, with their scores" });
  await expect(list.getByRole("listitem")).toHaveCount(3);
  const shown = await list.getByRole("listitem").allTextContents();
  const scores = shown.map((text) => Number(/^-?[\d.]+/.exec(text.trim())?.[0]));
  const sentences = shown.map((text) => text.replace(/^\s*-?[\d.]+: /, "").trim());
  expect(sentences.join(" ")).toBe(whole);
  // Each score is that of the sentence alone.
  const best = scores.indexOf(Math.max(...scores));

  const threshold = first.getByRole("slider", { name: "Keep sentences from a score of" });
  await threshold.press("End");
  await expect(first.getByRole("status")).toHaveText(/^Keeps 1 of 3 sentences: \d+ of \d+ tokens\.$/);
  await first.getByRole("button", { name: "Copy what is kept of document 4" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sentences[best]);
  await threshold.press("Home");
  await expect(first.getByRole("status")).toHaveText(/^Keeps 3 of 3 sentences/);
  expect(await accessibilityFaults(page, "main")).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await accessibilityFaults(page, "main")).toEqual([]);

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await toggle.click();
  await expect(list).toHaveCount(0);

  // The sentences as documents of their own.
  await page.getByRole("button", { name: "JSON" }).click();
  await page.getByRole("textbox", { name: "Documents as JSON" }).fill(JSON.stringify(sentences));
  await expect(page.getByRole("heading", { name: "Documents" })).toContainText("3");
  await run(page);
  await expect(resultItems(page).filter({ hasText: "#3" })).toBeVisible();
  const alone = await resultItems(page).allInnerTexts();
  for (const [at, score] of scores.entries())
    expect(alone.find((text) => text.includes(`#${at + 1}`))).toContain(score.toFixed(3));
});
