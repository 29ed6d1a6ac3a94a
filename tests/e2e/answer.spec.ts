/** The answer and what is done with it: movement, export, copy, share, reload, settings, looks. */
import { type Page, expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { skincare } from "./engine-page.ts";
import {
  accessibilityFaults,
  documentBox,
  documentRows,
  draftSaved,
  holdEngine,
  rerankButton,
  resultItems,
  run,
  test,
  topN,
  moreSettings,
  responseJson,
  tab,
} from "./page.ts";

test.use({ scores: "recorded", permissions: ["clipboard-read", "clipboard-write"] });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

const query = (page: Page) => page.getByRole("textbox", { name: "Query" });
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function exported(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
  return readFileSync(await (await download).path(), "utf8");
}

test("results say rank, score, kind, original number, movement and tokens, and mark the query's words", async ({
  page,
}) => {
  await run(page);
  const third = resultItems(page).nth(2);
  await expect(third).toContainText("3");
  await expect(third).toContainText("#5");
  await expect(third).toContainText("from 5 to 3, up 2");
  await expect(third).toContainText("40 tokens");
  await expect(page.getByText("Score: cosine, −1 to 1", { exact: true })).toBeVisible();
  await expect(resultItems(page).first().locator("mark")).toHaveText([
    "Organic",
    "skincare",
    "sensitive",
    "skin",
    "skin",
  ]);
});

test("those below top_n are folded away, but there", async ({ page }) => {
  await run(page);
  await expect(page.getByText("7 below the top 3")).toBeVisible();
  const rest = page.getByRole("list", { name: "Not returned" }).getByRole("listitem");
  await expect(rest).toHaveCount(7);
  await expect(rest.last()).toContainText("10");
});

test("movement is drawn, and said in words", async ({ page }) => {
  await run(page);
  await page.getByRole("tab", { name: "Movement" }).click();
  const moves = page.getByRole("list", { name: "New order" }).getByRole("button");
  await expect(moves).toHaveCount(10);
  await expect(moves.nth(2)).toHaveAccessibleName("Document 5: from 5 to 3, up 2");
  await expect(moves.first()).toHaveAccessibleName("Document 1: stays at 1");
  await moves.nth(2).focus();
  await expect(page.getByRole("list", { name: "Original order" }).getByRole("listitem").nth(4)).toHaveCSS(
    "font-weight",
    "500",
  );
});

test("movement of many documents: what came into the top and what fell out, below a strip of all", async ({
  page,
}) => {
  await page.getByRole("combobox", { name: "Example" }).selectOption("A hundred passages");
  await expect(page.getByRole("heading", { name: "Documents 100" })).toBeVisible();
  await page.getByRole("button", { name: "JSON" }).click();
  const lines = Array.from({ length: 130 }, (_, index) =>
    index === 120 ? "The borrowed drill broke" : `line ${index}`,
  );
  await page.getByRole("textbox", { name: "Documents as JSON" }).fill(JSON.stringify(lines));
  await expect(page.getByRole("heading", { name: "Documents 130" })).toBeVisible();
  await run(page);
  await page.getByRole("tab", { name: "Movement" }).click();
  const moves = page.getByRole("list", { name: "New order" }).getByRole("button");
  await expect(moves.first()).toHaveAccessibleName("Document 121: from 121 to 1, up 120");
  await expect(moves.nth(9)).toHaveAccessibleName(/ to 10,? /);
  const count = await moves.count();
  expect(count).toBeLessThanOrEqual(20);
  await expect(page.getByRole("list", { name: "Original order" }).getByRole("listitem")).toHaveCount(count);
  await expect(page.getByText(`${count - 10} documents that stood there before`)).toBeVisible();
  await expect(page.getByText("All 130 documents:")).toBeVisible();
  // A press pins a line, so that the pointer can go.
  await moves.first().click();
  await page.mouse.move(0, 0);
  await expect(moves.first()).toHaveAttribute("aria-pressed", "true");
});

test("the answer is exported as JSON, CSV and Markdown, and copied", async ({ page }) => {
  await run(page);
  const json = JSON.parse(await exported(page, "JSON")) as {
    query: string;
    device: string;
    response: { results: unknown[] };
    ranking: { document: number; returned: boolean }[];
  };
  expect(json).toMatchObject({ query: skincare.query, device: "wasm" });
  expect(json.response.results.length).toBe(3);
  expect(json.ranking.length).toBe(10);
  expect(json.ranking.filter(({ returned }) => returned).map(({ document }) => document)).toEqual([1, 3, 5]);
  const csv = await exported(page, "CSV");
  expect(csv.split("\r\n")[0]).toBe("rank,document,score,tokens,tokensUsed,returned,text");
  expect(csv.trim().split("\r\n").length).toBe(11);
  expect(await exported(page, "Markdown")).toContain("| 3 | 5 | 0.3");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Copy as Markdown" }).click();
  expect(await clipboard(page)).toContain(`**Query:** ${skincare.query}`);
  await page.getByRole("button", { name: "Copy document 3" }).click();
  expect(await clipboard(page)).toBe(skincare.documents[2]);
  await tab(page, "Code").click();
  await page.getByRole("button", { name: "Copy response" }).click();
  expect(JSON.parse(await clipboard(page))).toMatchObject({ object: "list" });
});

test("the response folds long texts by its look only: its text stays JSON", async ({ page }) => {
  await run(page);
  await tab(page, "Code").click();
  const region = page.getByRole("region", { name: "Response" });
  const fold = page.getByRole("button", { name: "Fold long texts" });
  await expect(fold).toHaveAttribute("aria-pressed", "true");
  const folded = await region.boundingBox();
  const before: unknown = JSON.parse(await region.innerText());
  await fold.click();
  expect(JSON.parse(await region.innerText())).toEqual(before);
  expect(folded).not.toBeNull();
});

test("what was typed survives a reload", async ({ page }) => {
  await query(page).fill("kept over a reload");
  await documentBox(page, 2).fill("a changed document");
  await topN(page).fill("2.5");
  await page.getByRole("combobox", { name: "Device" }).selectOption("WASM");
  await draftSaved(
    page,
    /kept over a reload.*a changed document.*2\.5.*wasm|kept over a reload.*a changed document.*wasm.*2\.5/,
  );
  await page.reload();
  await expect(query(page)).toHaveValue("kept over a reload");
  await expect(documentBox(page, 2)).toHaveValue("a changed document");
  await expect(topN(page)).toHaveValue("2.5");
  await expect(page.getByRole("combobox", { name: "Device" })).toHaveValue("wasm");
});

test("a share link carries query, documents and settings, and what was there can be had back", async ({
  page,
  context,
}) => {
  await query(page).fill("shared query");
  await topN(page).fill("2");
  await page.getByRole("button", { name: "Share" }).click();
  const field = page.getByRole("textbox", { name: "Link" });
  await expect(field).toHaveValue(/#d=/);
  const link = await field.inputValue();
  await expect(page.getByRole("dialog")).toContainText("compressed");
  expect(link).toMatch(/#d=[\w-]+$/);
  await page.getByRole("button", { name: "Copy link" }).click();
  expect(await clipboard(page)).toBe(link);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Share" })).toBeFocused();

  const other = await context.newPage();
  await other.goto("/");
  await query(other).fill("of the other page");
  await draftSaved(other, "of the other page");
  await other.goto("about:blank");
  await other.goto(link);
  await expect(query(other)).toHaveValue("shared query");
  await expect(topN(other)).toHaveValue("2");
  await expect(documentRows(other)).toHaveCount(10);
  expect(new URL(other.url()).hash).toBe("");
  await other.getByRole("button", { name: "Undo" }).click();
  await expect(query(other)).toHaveValue("of the other page");
});

test("a link opened on the open page takes nothing back that was just typed", async ({ page }) => {
  await query(page).fill("saved before");
  await draftSaved(page, "saved before");
  await query(page).fill("typed a moment ago");
  await page.evaluate(() => {
    location.hash = "#d=garbage";
  });
  await expect(page.getByText("This link is damaged. Your own input is still open.")).toBeVisible();
  await expect(query(page)).toHaveValue("typed a moment ago");
});

test("a damaged link says so, and leaves what was there", async ({ page }) => {
  await query(page).fill("my own");
  await draftSaved(page, "my own");
  await page.goto("about:blank");
  await page.goto("/#d=garbage");
  await expect(page.getByText("This link is damaged. Your own input is still open.")).toBeVisible();
  await expect(query(page)).toHaveValue("my own");
  expect(new URL(page.url()).hash).toBe("");
});

test("rerank while typing leaves focus and half-typed input alone", async ({ page }) => {
  await (await moreSettings(page, "checkbox", "Rerank while typing")).check();
  await run(page);
  await topN(page).fill("0");
  await page.clock.install();
  await query(page).fill("abc");
  await page.clock.runFor(1000);
  await expect(query(page)).toBeFocused();
  await expect(page.getByRole("alert")).toBeHidden();
});

test("the model is loaded before the first press, and the time from the press is all accounted for", async ({
  page,
}) => {
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("The model is loaded.");
  await run(page);
  await expect(status).toContainText("Answer after");
  await expect(status).not.toContainText("loading");
});

for (const [where, name, value] of [
  ["with data saver on", "connection", { saveData: true }],
  ["in a tab that nobody sees", "hidden", true],
] as const)
  test(`${where} no model is loaded before it is asked for`, async ({ page }) => {
    await page.addInitScript(
      ({ name, value }) => Object.defineProperty(name === "hidden" ? document : navigator, name, { value }),
      { name, value },
    );
    await page.reload();
    await query(page).press("End");
    const status = page.getByRole("region", { name: "Status" });
    // Twice the time in which it is loaded otherwise.
    await page.evaluate(() => new Promise((resolve) => void setTimeout(resolve, 1500)));
    await expect(status).toContainText("Not loaded");
    await run(page);
    await expect(status).toContainText("Answer after");
  });

test("rerank while typing runs after a pause, once it is on and a run has been asked for", async ({
  page,
}) => {
  await (await moreSettings(page, "checkbox", "Rerank while typing")).check();
  await page.clock.install();
  await query(page).fill("make-up trends");
  await page.clock.runFor(1000);
  await expect(rerankButton(page)).toBeVisible();
  await expect(page.getByRole("region", { name: "Status" })).not.toContainText("Last run");
  await page.clock.resume();
  await run(page);
  await query(page).fill("summer make-up trends with shimmer");
  await expect(resultItems(page).first()).toContainText("#2");
  await expect(page.getByText("Out of date")).toBeHidden();
});

test("the page's own example by words, by vectors, and a cross-encoder at the person's word", async ({
  page,
}) => {
  await run(page);
  const words = page.getByRole("region", { name: "By words" }).getByRole("listitem");
  await expect(words.first()).toContainText("#1");
  const vectors = page.getByRole("region", { name: "By vectors" });
  await expect(vectors).toContainText("Xenova/all-MiniLM-L6-v2");
  await expect(vectors.getByRole("listitem").nth(2)).toContainText("#5");
  const crossEncoder = page.getByRole("region", { name: "By cross-encoder" });
  await expect(crossEncoder.getByRole("button", { name: "Run MS MARCO MiniLM L6" })).toBeVisible();
  await expect(crossEncoder).toContainText("23 MB from the Hub, Apache-2.0");
});

test("keys: a sheet on ?, Escape closes it, not while typing", async ({ page }) => {
  await query(page).focus();
  await page.keyboard.type("?");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page
    .getByRole("heading", { name: "Results" })
    .or(page.getByRole("tab", { name: "Results" }))
    .first()
    .focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("the theme follows the system until it is switched, and the switch is kept", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await expect.poll(ground).toBe(light);
  await page.reload();
  await expect(page.getByRole("button", { name: "Theme: light" })).toBeVisible();
  expect(await ground()).toBe(light);
});

test("a long start says what the browser does meanwhile", async ({ page }) => {
  await holdEngine(page);
  await page.clock.install();
  await rerankButton(page).click();
  await expect(page.getByText(/^Loading the model: 0 of 1 worker ready$/)).toBeVisible();
  await page.clock.runFor(6000);
  await expect(page.getByText(/^Loading the model: .* the browser compiles the engine/)).toBeVisible();
});

test("screen readers are told how a run goes and ends", async ({ page }) => {
  const said = page.getByRole("status");
  await run(page);
  await expect(said.filter({ hasText: "Done: 3 results. Best: document 1" })).toBeAttached();
});

test("a wrong field is focused", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await topN(page).fill("0");
  await rerankButton(page).click();
  await expect(topN(page)).toBeFocused();
  // And not behind the bar with Rerank.
  const [field, bar] = [await topN(page).boundingBox(), await rerankButton(page).boundingBox()];
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThan(bar?.y ?? 0);
});

test("an error goes as soon as its field is changed", async ({ page }) => {
  await topN(page).fill("0");
  await rerankButton(page).click();
  await expect(topN(page)).toHaveAttribute("aria-invalid", "true");
  await topN(page).fill("3");
  await expect(topN(page)).toHaveAttribute("aria-invalid", "false");
});

test("with too long documents refused, they are named by the numbers beside them", async ({ page }) => {
  await (await moreSettings(page, "combobox", "Documents too long")).selectOption("Refuse (error)");
  await documentBox(page, 3).fill("many words ".repeat(200));
  await rerankButton(page).click();
  await expect(page.getByRole("alert")).toContainText(
    /Document 3 has 4\d\d tokens, but only 254 can be read\./,
  );
  await expect(documentBox(page, 3)).toBeFocused();
});

test("Rerank stays where it is when it is reached by keyboard or pressed", async ({ page }) => {
  await rerankButton(page).focus();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.keyboard.press("Enter");
  await expect(resultItems(page)).toHaveCount(3);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("on a phone Rerank is always in reach, nothing is cut off, and a run shows its answer", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(rerankButton(page)).toBeInViewport({ ratio: 1 });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await run(page);
  await expect(resultItems(page).first()).toBeInViewport();
  await expect(rerankButton(page)).toBeInViewport({ ratio: 1 });
  expect(await overflow()).toBeLessThanOrEqual(0);
});

test("at 200% zoom nothing is cut off", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("right-to-left, long words and CJK stay inside their boxes", async ({ page }) => {
  await documentBox(page, 1).fill("عناية عضوية بالبشرة الحساسة");
  await documentBox(page, 2).fill("Donaudampfschifffahrtsgesellschaft".repeat(20));
  await documentBox(page, 3).fill("有机护肤".repeat(80));
  await topN(page).fill("10");
  await run(page);
  const direction = await documentBox(page, 1).evaluate((box) => getComputedStyle(box).direction);
  expect(direction).toBe("rtl");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

for (const media of [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { colorScheme: "light", forcedColors: "active" },
] as const) {
  test(`axe finds nothing: empty, running, movement, JSON, menu, dialogs; ${JSON.stringify(media)}`, async ({
    page,
  }) => {
    await page.emulateMedia(media);
    const clean = async (part?: string) => {
      expect(await accessibilityFaults(page, part)).toEqual([]);
    };
    const release = await holdEngine(page);
    await rerankButton(page).click();
    await clean();
    release();
    await expect(resultItems(page)).toHaveCount(3);
    await page.getByRole("tab", { name: "Movement" }).click();
    await clean();
    await page.getByRole("button", { name: "JSON" }).click();
    await page.getByRole("textbox", { name: "Documents as JSON" }).fill("[");
    await clean();
    await page.getByRole("button", { name: "Rows", exact: true }).click();
    await page.getByRole("button", { name: "Export" }).click();
    await clean("[role=menu]");
    await page.keyboard.press("Escape");
    for (const name of ["Share", "Keyboard shortcuts"]) {
      await page.getByRole("button", { name }).click();
      await clean("dialog[open]");
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await clean();
  });
}

test("the line below the returned documents is dragged, or moved by keys, and nothing runs again", async ({
  page,
}) => {
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  const status = page.getByText(/^Answer after/);
  const before = await status.textContent();
  const line = page.getByRole("slider", { name: "Line below the returned documents" });
  await line.focus();
  await page.keyboard.press("ArrowRight");
  await expect(resultItems(page)).toHaveCount(4);
  await expect(topN(page)).toHaveValue("4");
  await expect(line).toHaveAttribute("aria-valuetext", "4 of 10 documents");
  await expect(page.getByText("Out of date")).toBeHidden();

  const handle = page.getByTitle("Drag to return more or fewer documents");
  const from = await handle.boundingBox();
  const second = await resultItems(page).nth(1).boundingBox();
  if (!from || !second) throw new Error("no box");
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, second.y + 8, { steps: 5 });
  await page.mouse.up();
  await expect(resultItems(page)).toHaveCount(1);
  await expect(topN(page)).toHaveValue("1");
  expect(await status.textContent()).toBe(before);
  expect(await responseJson(page)).toMatchObject({ results: [{ index: 0 }] });

  // What is typed counts at once, too, and Undo leads back.
  await topN(page).fill("5");
  await expect(resultItems(page)).toHaveCount(5);
  await tab(page, "Results").focus();
  await page.keyboard.press("Control+z");
  await expect(topN(page)).toHaveValue("1");
  await expect(resultItems(page)).toHaveCount(1);
  await expect(page.getByText("Out of date")).toBeHidden();
});
