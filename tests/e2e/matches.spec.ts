/** Late interaction taken apart: which token of the query found which of a document, over the text. */
import { type Locator, type Page, expect } from "@playwright/test";
import { type CaseReference, hubHost, readFixture } from "./engine-page.ts";
import { accessibilityFaults, documentBox, resultItems, run, test, moreSettings } from "./page.ts";

const longText = `${"Water the beds in the morning. ".repeat(60)}Tomatoes: the very end.`;
const documents = [
  "Tomatoes wilt in the heat – water them deeply, in the morning!",
  "العناية بالبشرة الحساسة: 敏感肌のため 🍅",
  longText,
];

const panel = (page: Page, number: number): Locator =>
  page
    .getByRole("list", { name: "Results", exact: true })
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: `Matched tokens of document ${number}` }) });
const shaded = (page: Page, number: number): Locator =>
  page.getByRole("region", { name: `Document ${number}, its tokens shaded` });

async function open(page: Page, number: number): Promise<Locator> {
  await page.getByRole("button", { name: `Matched tokens of document ${number}` }).click();
  await expect(shaded(page, number)).toBeVisible();
  return panel(page, number);
}

interface Asked {
  model?: string;
  query?: string;
  texts?: readonly string[];
}

async function answer(
  page: Page,
  {
    model = "tabrank/tiny-answerai-colbert",
    query = "Why do my tomatoes wilt?",
    texts = documents,
  }: Asked = {},
): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByRole("textbox", { name: "Query" }).fill(query);
  for (const [row, text] of texts.entries()) {
    await page.getByRole("button", { name: "Add document" }).click();
    await documentBox(page, row + 1).fill(text);
  }
  await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Hub" }).fill(hubHost);
  await page.getByRole("textbox", { name: "Repository or address" }).fill(model);
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByRole("textbox", { name: "Repository or address" })).toBeHidden();
  await page.getByRole("combobox", { name: "Device" }).selectOption("WASM");
  await page.getByRole("spinbutton", { name: "Number of returned documents" }).fill("");
  await run(page);
  await expect(resultItems(page)).toHaveCount(texts.length);
}

/** Best matches as the table has them, without its head and foot. */
async function tableSum(of: Locator): Promise<{ parts: number[]; sum: number }> {
  await of.getByText("All best matches as a table").click();
  const figures = await of.getByRole("table").getByRole("cell").allTextContents();
  const numbers = figures.filter((text) => /^−?-?\d+\.\d+$/.test(text)).map(Number);
  return { parts: numbers.slice(0, -1), sum: numbers.at(-1) ?? Number.NaN };
}

test.use({ scores: "real" });
for (const model of ["tabrank/tiny-answerai-colbert", "tabrank/tiny-jina-colbert"]) {
  test(`a token is chosen by keyboard, its best match is said and outlined, the sum is the score; ${model}`, async ({
    page,
  }) => {
    await answer(page, { model });
    const item = await open(page, 1);
    await expect(shaded(page, 1)).toHaveText(documents[0] ?? "");
    const score = await item.locator("span.font-semibold").nth(1).textContent();
    await expect(item.getByText(/^Sum of 32 best matches = /)).toHaveText(
      `Sum of 32 best matches = ${score}, the document’s score.`,
    );
    await item.getByRole("radio", { name: "All" }).focus();
    await page.keyboard.press("ArrowRight");
    const first = item.getByRole("radio").nth(1);
    await expect(first).toBeFocused();
    await expect(first).toBeChecked();
    const said = /^“(W.*)” best matches “(.+)”: (-?\d\.\d{3})\. Then “/;
    await expect(item.getByRole("status")).toHaveText(said);
    const [, token, match, similarity] = said.exec(await item.getByRole("status").innerText()) ?? [];
    await expect(first).toHaveAccessibleName(`${token} ${similarity}`);
    await expect(item.locator(".heat-token.text-ink[data-best]")).toHaveText(match ?? "");
    await page.keyboard.press("ArrowLeft");
    await expect(item.getByRole("status")).toHaveText(/^Each token of the text is shaded/);
    await page.keyboard.press("ArrowLeft");
    await expect(item.getByRole("status")).toHaveText(
      /^The \d+ mask padding tokens best match “.+; together/,
    );
    const { parts, sum } = await tableSum(item);
    expect(sum).toBeCloseTo(Number(score), 2);
    expect(Math.abs(parts.reduce((all, part) => all + part, 0) - sum)).toBeLessThan(0.02);
  });
}

test("real weights: the order and the sums of native ONNX Runtime", async ({ page }) => {
  const [reference] = readFixture<CaseReference>("all-MiniLM-L6-v2-maxsim").cases;
  const texts = reference?.documents.filter((text) => text !== "").slice(0, 5) ?? [];
  const scores = reference?.scores ?? [];
  await answer(page, {
    model: "tabrank/minilm-maxsim",
    query: reference?.query ?? "",
    texts,
  });
  const order = texts.map((_, at) => at).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  for (const [rank, at] of order.entries()) {
    const item = resultItems(page).nth(rank);
    await expect(item).toContainText(`#${at + 1}`);
    const shown = Number(await item.locator("span.font-semibold").nth(1).textContent());
    expect(Math.abs(shown - (scores[at] ?? 0))).toBeLessThan(0.006);
  }
});

test("scripts, emoji, cut text: what is shown is the text as it was written", async ({ page }) => {
  await answer(page);
  await open(page, 2);
  await expect(shaded(page, 2)).toHaveText(documents[1] ?? "");
  await open(page, 3);
  await expect(shaded(page, 3)).toHaveText(longText);
  /** What stands before the first token that was read, and after the last. */
  const endsOf = () =>
    shaded(page, 3).evaluate((box) => {
      const parts = [...(box.querySelector("p")?.children ?? [])];
      const isToken = (part: Element) => part.classList.contains("heat-token");
      const textOf = (some: Element[]) => some.map(({ textContent }) => textContent).join("");
      return {
        before: textOf(parts.slice(0, parts.findIndex(isToken))),
        after: textOf(parts.slice(parts.findLastIndex(isToken) + 1)),
      };
    });
  const atStart = await endsOf();
  expect(atStart.before).toBe("");
  expect(atStart.after).toMatch(/Tomatoes: the very end\.$/);
  await (await moreSettings(page, "combobox", "Documents too long")).selectOption("Drop the start");
  await run(page);
  await expect.poll(async () => (await endsOf()).after).toBe(".");
  expect((await endsOf()).before).toMatch(/^Water the beds/);
  await expect(shaded(page, 3)).toHaveText(longText);
});

test("it is offered for late interaction alone, and never shows what another engine would say", async ({
  page,
}) => {
  await answer(page);
  const buttons = page.getByRole("button", { name: /^Matched tokens/ });
  await expect(buttons).toHaveCount(documents.length);
  await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "all-MiniLM-L6-v2" });
  // The engine is still there: only a run brings another.
  await open(page, 1);
  await page.route(/models\/.*\.onnx/, (route) => route.abort());
  await run(page);
  // That model could not be loaded: the answer stays, its engine has made room.
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: "Matched tokens of document 2" }).click();
  await expect(panel(page, 2)).toContainText("is no longer loaded as it was for this answer");
  await page.unroute(/models\/.*\.onnx/);
  await run(page);
  await expect(buttons).toHaveCount(0);
});

for (const media of [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { colorScheme: "light", forcedColors: "active" },
] as const) {
  test(`axe finds nothing, nothing runs over the edge at 390 px; ${JSON.stringify(media)}`, async ({
    page,
  }) => {
    await page.emulateMedia(media);
    await answer(page, { texts: documents.slice(0, 2) });
    const item = await open(page, 1);
    const clean = async () => {
      expect(await accessibilityFaults(page)).toEqual([]);
    };
    await clean();
    await item.getByRole("radio").nth(2).check();
    await item.getByText("All best matches as a table").click();
    await page.setViewportSize({ width: 390, height: 900 });
    await clean();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}

test("over a long text a choice is answered at once, and its best match is scrolled to", async ({ page }) => {
  await answer(page);
  const item = await open(page, 3);
  const elapsedMs = await item
    .getByRole("radio")
    .nth(1)
    .evaluate(async (input: HTMLInputElement) => {
      const before = performance.now();
      input.click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return performance.now() - before;
    });
  expect(elapsedMs).toBeLessThan(500);
  const best = shaded(page, 3).locator("[data-best]");
  await expect(best).toHaveCount(1);
  const [box, match] = [await shaded(page, 3).boundingBox(), await best.boundingBox()];
  expect(match?.y).toBeGreaterThanOrEqual(box?.y ?? 0);
  expect((match?.y ?? 0) + (match?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
});
