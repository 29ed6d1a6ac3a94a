/** The page, as a person or a screen reader meets it: by roles and names only. */
import { type Page, expect } from "@playwright/test";
import { RerankResponse } from "../../src/contract/response.ts";
import * as v from "valibot";
import { openingScores } from "./element-page.ts";
import { hubHost, skincare } from "./engine-page.ts";
import { accessibilityFaults, moreSettings, rerankButton, responseJson, test } from "./page.ts";

const rerank = (page: Page) => page.getByRole("button", { name: "Rerank", exact: true });
const results = (page: Page) =>
  page.getByRole("list", { name: "Results", exact: true }).getByRole("listitem");
const topN = (page: Page) => page.getByRole("spinbutton", { name: "Number of returned documents" });

async function responseOf(page: Page): Promise<RerankResponse> {
  return v.parse(RerankResponse, await responseJson(page));
}

test.use({ scores: "recorded" });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("with 10 returned documents all come back", async ({ page }) => {
  await topN(page).fill("10");
  await rerank(page).click();
  await expect(results(page)).toHaveCount(10);
  const { results: ranked } = await responseOf(page);
  expect(
    ranked
      .slice(0, 3)
      .map(({ index }) => index)
      .toSorted(),
  ).toEqual([0, 2, 4]);
  expect(ranked.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

for (const [typed, message] of [
  ["0", "must be 1 or more"],
  ["-2", "must be 1 or more"],
  ["2.5", "must be a whole number"],
] as const) {
  test(`${typed} returned documents is refused beside the field; the last answer stays`, async ({ page }) => {
    await rerank(page).click();
    await expect(results(page)).toHaveCount(3);
    await topN(page).fill(typed);
    await rerank(page).click();
    await expect(page.getByRole("alert")).toContainText(`Number of returned documents ${message}`);
    await expect(topN(page)).toHaveAccessibleDescription(new RegExp(message));
    await expect(topN(page)).toHaveValue(typed);
    await expect(results(page)).toHaveCount(3);
    await expect(page.getByText("Out of date")).toBeVisible();
  });
}

test("an empty query is refused beside the field", async ({ page }) => {
  await page.getByRole("textbox", { name: "Query" }).fill(" ");
  await rerank(page).click();
  await expect(page.getByRole("alert")).toContainText("The query must not be empty.");
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveAccessibleDescription(
    "Query must not be empty.",
  );
  await expect(page.getByRole("region", { name: "Status" })).not.toContainText("Last run");
});

test("no documents are refused; rows are added, edited and deleted", async ({ page }) => {
  for (let left = 10; left > 0; left--)
    await page.getByRole("button", { name: "Delete document 1", exact: true }).click();
  await rerank(page).click();
  await expect(page.getByRole("alert")).toContainText("Add a document first.");
  await page.getByRole("button", { name: "Add document" }).click();
  await expect(page.getByRole("textbox", { name: "Document 1", exact: true })).toBeFocused();
  await page.keyboard.type("Aloe vera for sensitive skin");
  await page.getByRole("button", { name: "Add document" }).click();
  await rerank(page).click();
  await expect(results(page)).toHaveCount(2);
  await expect(results(page).last()).toContainText("empty document");
});

test("results below a minimum score are left out before those returned are counted, and the page says so", async ({
  page,
}) => {
  const minScore = 0.55;
  const above = openingScores().filter((score) => score >= minScore).length;
  await (await moreSettings(page, "spinbutton", "Minimum score")).fill(String(minScore));
  await rerank(page).click();
  await expect(results(page)).toHaveCount(above);
  await expect(page.getByText(`${10 - above} documents below the minimum score.`)).toBeVisible();
  expect(await responseOf(page)).toMatchObject({ below_min_score: 10 - above });
  await (await moreSettings(page, "spinbutton", "Minimum score")).fill("1");
  await rerank(page).click();
  await expect(page.getByText("No document reaches the minimum score.")).toBeVisible();
});

test("editing after a run marks the answer as belonging to the earlier input", async ({ page }) => {
  await rerank(page).click();
  await expect(results(page)).toHaveCount(3);
  const query = page.getByRole("textbox", { name: "Query" });
  await query.fill("summer make-up");
  await expect(page.getByText("Out of date")).toBeVisible();
  await query.fill(skincare.query);
  await expect(page.getByText("Out of date")).toBeHidden();
});

test("the request stays in step with the page, in three languages", async ({ page }) => {
  await page.getByRole("tab", { name: "Code" }).click();
  const request = page.getByRole("region", { name: "Request" });
  await page.getByRole("textbox", { name: "Query" }).fill("it's a test");
  await expect(request).toContainText(String.raw`"query": "it'\''s a test"`);
  await request.getByRole("tab", { name: "JavaScript" }).click();
  await expect(request).toContainText("await fetch(");
  await request.getByRole("tab", { name: "Python" }).click();
  await expect(request).toContainText("urllib.request");
  await expect(request).toContainText(`"query": "it's a test"`);
});

test("a repository that is not there is said beside the field, and the page's model stays", async ({
  page,
}) => {
  await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Hub" }).fill(hubHost);
  const field = page.getByRole("textbox", { name: "Repository or address" });
  await field.fill("tabrank/there-is-none");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(field).toHaveAccessibleDescription(/no such public model/);
  await rerank(page).click();
  await expect(page.getByRole("region", { name: "Status" })).toContainText("Xenova/all-MiniLM-L6-v2");
});

for (const scheme of ["light", "dark"] as const) {
  test(`axe finds nothing: opening, done and failed, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const violations = () => accessibilityFaults(page);
    expect(await violations()).toEqual([]);
    await rerank(page).click();
    await expect(results(page)).toHaveCount(3);
    await expect(rerank(page)).toBeVisible();
    expect(await violations()).toEqual([]);
    await topN(page).fill("0");
    await rerank(page).click();
    await expect(page.getByRole("alert")).toBeVisible();
    expect(await violations()).toEqual([]);
  });
}

test.describe("with the real engine", () => {
  test.use({ scores: "real" });

  test("one press ranks the opening example, in the tab, with a real model", async ({ page }) => {
    const origins = new Set<string>();
    page.on("request", (request) => origins.add(new URL(request.url()).origin));
    await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue(skincare.query);
    await expect(page.getByRole("list", { name: "Documents" }).getByRole("textbox")).toHaveCount(10);
    await expect(topN(page)).toHaveValue("3");
    await rerank(page).click();
    await expect(results(page)).toHaveCount(3);
    await expect(rerank(page)).toBeVisible();
    const [first = ""] = await results(page).allInnerTexts();
    expect(first).toMatch(/^1\s/);
    expect(first).toContain("#1");
    expect(first).toMatch(/0\.8\d\d/);
    const response = await responseOf(page);
    expect(response.results.map(({ index }) => index).toSorted()).toEqual([0, 2, 4]);
    expect(response.results[0]?.document).toBe(skincare.documents[0]);
    const status = page.getByRole("region", { name: "Status" });
    await expect(status).toContainText("Xenova/all-MiniLM-L6-v2");
    await expect(status).toContainText("WASM");
    await expect(status).toContainText("w8a8");
    await expect(status).toContainText("Scores verified");
    await expect(status).toContainText("no graphics adapter");
    expect([...origins]).toEqual([new URL(page.url()).origin]);
  });

  test("a run is cancelled with the same button, and the next one is right", async ({ page }) => {
    await page.getByRole("combobox", { name: "Device" }).selectOption("WASM");
    await rerank(page).click();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await expect(page.getByText("Cancelled.").first()).toBeVisible();
    await expect(rerank(page)).toBeFocused();
    await page.keyboard.press("Control+Enter");
    await expect(results(page)).toHaveCount(3);
  });

  test("tokens per document are counted, and what was cut is said", async ({ page }) => {
    await (await moreSettings(page, "spinbutton", "Tokens per document")).fill("32");
    await rerank(page).click();
    await expect(results(page).first()).toContainText("32 of 37 tokens used");
  });

  test("a query that is cut is said, with its tokens", async ({ page }) => {
    await (await moreSettings(page, "spinbutton", "Tokens of the query")).fill("3");
    await rerank(page).click();
    // organic skin ##care products for sensitive skin
    await expect(page.getByText("The model read 3 of the query’s 7 tokens.")).toBeVisible();
    expect(await responseOf(page)).toMatchObject({ truncated_query: { tokens: 7, used_tokens: 3 } });
  });

  test("a hub model shows size and licence first, and is fetched only by Rerank", async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
    await page.getByRole("textbox", { name: "Hub" }).fill(hubHost);
    await page
      .getByRole("textbox", { name: "Repository or address" })
      .fill("tabrank/tiny-bert-cross-encoder");
    await page.getByRole("button", { name: "Look up" }).click();
    const card = page.getByRole("region", { name: "Model and settings" });
    await expect(card.getByText("apache-2.0", { exact: true })).toBeVisible();
    await expect(card.getByText(/kB on WASM/)).toBeVisible();
    expect(asked.some((url) => url.startsWith(hubHost) && url.endsWith(".onnx"))).toBe(false);
    await rerank(page).click();
    await expect(results(page)).toHaveCount(3);
    await expect(page.getByRole("region", { name: "Status" })).toContainText("Scores not verified");
    expect(asked.some((url) => url.endsWith("onnx/model_quantized.onnx"))).toBe(true);
  });
});

for (const size of [
  { width: 1280, height: 720 },
  { width: 1024, height: 600 },
]) {
  test(`a very long query leaves room for the rest, ${size.width} × ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.getByRole("textbox", { name: "Query" }).fill("many words of a long query ".repeat(200));
    // Nothing lies over it.
    await rerank(page).click({ trial: true });
    const documents = await page.getByRole("region", { name: "Documents" }).boundingBox();
    expect(documents?.height).toBeGreaterThan(200);
    const below = await page.getByRole("heading", { name: "How it works" }).boundingBox();
    expect((documents?.y ?? 0) + (documents?.height ?? 0)).toBeLessThan(below?.y ?? 0);
  });
}

for (const width of [1280, 390]) {
  test(`the head of the page is there before its scripts, at the same place, ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    const head = async () => {
      const name = page.getByRole("heading", { name: "tabrank" });
      const privacy = page.getByText("Rerank in this tab. Nothing leaves it.");
      return [await name.boundingBox(), await privacy.boundingBox().then((box) => box && [box.x, box.y])];
    };
    await page.route("**/*.js", (route) => route.abort());
    await page.goto("/");
    await page.evaluate(() => document.fonts.ready);
    const before = await head();
    expect(before).not.toContain(null);
    await expect(rerankButton(page)).toHaveCount(0);
    await page.unroute("**/*.js");
    await page.reload();
    await expect(rerankButton(page)).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    expect(await head()).toEqual(before);
  });
}
