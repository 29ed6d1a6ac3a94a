/** After the answer of an embedding model: a reranker in one press, and what it has changed. */
import { type Page, expect } from "@playwright/test";
import { hubHost } from "./engine-page.ts";
import { accessibilityFaults, resultItems, run, test } from "./page.ts";

const model = (page: Page) => page.getByRole("combobox", { name: "Model", exact: true });
const suggestion = (page: Page) => page.getByRole("region", { name: "A reranker for these documents" });

/** Chooses a model of a hub that the test runs. */
async function useHub(page: Page, host: string): Promise<void> {
  await model(page).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Hub" }).fill(host);
}

test.use({ scores: "real" });

test("the reranker that reads the texts is suggested, with what it costs; a press chooses it and ranks", async ({
  page,
}) => {
  await page.goto("/");
  await useHub(page, `${hubHost}/down`);
  await model(page).selectOption({ label: "all-MiniLM-L6-v2" });
  await run(page);
  await expect(suggestion(page)).toContainText("Some of these texts are not in English");
  await expect(suggestion(page).getByRole("button", { name: /^Rerank with mMARCO mMiniLM/ })).toBeVisible();

  await page.getByRole("combobox", { name: "Example" }).selectOption("Question answering");
  await run(page);
  await expect(suggestion(page)).toContainText(
    "all-MiniLM-L6-v2 reads the query and each document separately.",
  );
  await expect(suggestion(page)).toContainText(
    new RegExp(`24 MB from ${new URL(hubHost).host} · Apache-2\\.0 · about .+ once it is loaded`),
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  await suggestion(page)
    .getByRole("button", { name: /^Rerank with MS MARCO MiniLM/ })
    .click();
  await expect(model(page)).toHaveValue("Xenova/ms-marco-MiniLM-L-6-v2");
  // That hub is down: it is said, and the last answer stays.
  await expect(page.getByRole("alert")).toContainText("answered 503");
  await expect(resultItems(page)).toHaveCount(3);

  await model(page).selectOption({ label: "all-MiniLM-L6-v2" });
  await run(page);
  await suggestion(page).getByRole("button", { name: "Do not suggest a reranker" }).click();
  await expect(suggestion(page)).toBeHidden();
  await run(page);
  await expect(suggestion(page)).toBeHidden();
});

test("a reranker's answer says what it has changed, and leads back", async ({ page }) => {
  await page.goto("/");
  await run(page);
  await useHub(page, hubHost);
  await page.getByRole("textbox", { name: "Repository or address" }).fill("tabrank/tiny-bert-cross-encoder");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByRole("textbox", { name: "Repository or address" })).toBeHidden();
  await run(page);
  const changed = page.getByRole("region", { name: "What the reranker changed" });
  await expect(changed).toContainText(/\d+ of 10 documents changed place compared with all-MiniLM-L6-v2\./);
  await expect(changed).toContainText(/The largest move: document \d+, from place \d+ to \d+\./);
  await changed.getByRole("button", { name: "Back to all-MiniLM-L6-v2" }).click();
  await expect(suggestion(page)).toBeVisible();
  await expect(changed).toBeHidden();
  // Of other texts there is nothing to compare.
  await page.getByRole("combobox", { name: "Example" }).selectOption("Question answering");
  await model(page).selectOption("tabrank/tiny-bert-cross-encoder");
  await run(page);
  await expect(changed).toBeHidden();
});
