/** Documents: rows, JSON, paste, files, undo; by roles and names only. */
import { readFileSync } from "node:fs";
import { type Page, expect } from "@playwright/test";
import {
  accessibilityFaults,
  documentBox,
  documentRows,
  responseJson,
  resultItems,
  run,
  test,
  topN,
} from "./page.ts";

test.use({ scores: "recorded" });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await expect(documentRows(page)).toHaveCount(10);
});

const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

async function texts(page: Page): Promise<string[]> {
  return documentRows(page).evaluateAll((boxes) => boxes.map((box) => (box as HTMLTextAreaElement).value));
}

async function upload(page: Page, name: string, content: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload" }).click();
  await (await chooser).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
}

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/uploads/${name}`, import.meta.url));
const choice = (page: Page, name: string) => page.getByRole("region", { name: `What to take from ${name}` });
const sample = (page: Page) => page.getByRole("list", { name: "First documents" }).getByRole("listitem");

async function paste(page: Page, number: number, text: string): Promise<void> {
  await documentBox(page, number).evaluate((box, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test("a document is deleted and brought back; focus is never lost", async ({ page }) => {
  const before = await texts(page);
  await page.getByRole("button", { name: "Delete document 2", exact: true }).click();
  await expect(documentRows(page)).toHaveCount(9);
  await expect(page.getByRole("button", { name: "Delete document 2", exact: true })).toBeFocused();
  await expect(page.getByText("Deleted document 2.")).toBeVisible();
  await undo(page).click();
  await expect.poll(() => texts(page)).toEqual(before);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
});

test("Ctrl+Z outside of a text undoes too, and clearing is one step", async ({ page }) => {
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.getByText("No documents.")).toBeVisible();
  await page.getByRole("heading", { name: /Documents/ }).click();
  await page.keyboard.press("Control+z");
  await expect(documentRows(page)).toHaveCount(10);
});

test("a row is moved by keyboard, keeps its focus and its text", async ({ page }) => {
  const [first, second, third] = await texts(page);
  await page.getByRole("button", { name: "Move document 1", exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await texts(page)).slice(0, 3)).toEqual([second, third, first]);
  await expect(page.getByRole("button", { name: "Move document 3", exact: true })).toBeFocused();
  await page.keyboard.press("Home");
  await expect.poll(async () => (await texts(page)).slice(0, 3)).toEqual([first, second, third]);
  await page.keyboard.press("End");
  await expect.poll(async () => (await texts(page)).at(-1)).toBe(first);
});

test("a row is dragged to another place", async ({ page }) => {
  const [first, second, third] = await texts(page);
  await page.getByRole("button", { name: "Move document 1", exact: true }).hover();
  await page.mouse.down();
  const target = await documentBox(page, 3).boundingBox();
  if (!target) throw new Error("Document 3 is not in sight.");
  await page.mouse.move(target.x + 10, target.y + target.height / 2, { steps: 12 });
  await page.mouse.up();
  await expect.poll(async () => (await texts(page)).slice(0, 3)).toEqual([second, third, first]);
});

test("a drag is one step to undo", async ({ page }) => {
  const before = await texts(page);
  await page.getByRole("button", { name: "Move document 1", exact: true }).hover();
  await page.mouse.down();
  const target = await documentBox(page, 3).boundingBox();
  await page.mouse.move((target?.x ?? 0) + 10, (target?.y ?? 0) + 30, { steps: 12 });
  await page.mouse.up();
  await expect.poll(() => texts(page)).not.toEqual(before);
  await page.getByRole("heading", { name: /Documents/ }).click();
  await page.keyboard.press("Control+z");
  await expect.poll(() => texts(page)).toEqual(before);
});

test("several lines, or a JSON array, pasted into an empty row become rows", async ({ page }) => {
  await page.getByRole("button", { name: "Add document" }).click();
  await paste(page, 11, "one\ntwo\n\nthree");
  await expect(documentRows(page)).toHaveCount(13);
  await expect.poll(async () => (await texts(page)).slice(10)).toEqual(["one", "two", "three"]);
  await undo(page).click();
  await expect(documentRows(page)).toHaveCount(11);
  await paste(page, 11, '["a", {"text": "b", "title": "B"}]');
  await expect.poll(async () => (await texts(page)).slice(10)).toEqual(["a", "b"]);
  await expect(page.getByRole("list", { name: "Documents" }).getByText("B", { exact: true })).toBeVisible();
});

test("rows grow with their text", async ({ page }) => {
  const height = async () => (await documentBox(page, 1).boundingBox())?.height ?? 0;
  await documentBox(page, 1).fill("short");
  const short = await height();
  await documentBox(page, 1).fill("a long text ".repeat(40));
  expect(await height()).toBeGreaterThan(3 * short);
});

test("rows and JSON are two views of the same; errors stand at line and column", async ({ page }) => {
  await page.getByRole("button", { name: "JSON" }).click();
  const editor = page.getByRole("textbox", { name: "Documents as JSON" });
  await editor.fill('[\n  "one",\n  {"text": "two", "id": 2}\n]');
  await page.getByRole("button", { name: "Rows", exact: true }).click();
  await expect.poll(() => texts(page)).toEqual(["one", "two"]);
  await page.getByRole("button", { name: "JSON" }).click();
  await editor.fill('[\n  "one"\n  "two"\n]');
  await expect(page.getByRole("alert")).toContainText("Line 3, column 3: Expected a comma.");
  await expect(editor).toHaveValue('[\n  "one"\n  "two"\n]');
  await editor.fill('["one", 5]');
  await expect(page.getByRole("alert")).toContainText("Line 1, column 9: Document 2 must be a string");
  await page.getByRole("button", { name: "Rows", exact: true }).click();
  await expect.poll(() => texts(page)).toEqual(["one", "two"]);
});

test("JSON that is not valid stays while the rows are looked at, and no run passes it by", async ({
  page,
}) => {
  await page.getByRole("button", { name: "JSON" }).click();
  const editor = page.getByRole("textbox", { name: "Documents as JSON" });
  await editor.fill('["mine", ');
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: "Rows", exact: true }).click();
  await expect(documentRows(page)).toHaveCount(10);
  await page.getByRole("button", { name: "JSON (not valid)" }).click();
  await expect(editor).toHaveValue('["mine", ');
  await page.getByRole("button", { name: "Rerank", exact: true }).click();
  await expect(page.getByText("The documents are not valid JSON yet.")).toBeVisible();
  await expect(editor).toBeFocused();
  await expect(page.getByRole("region", { name: "Status" })).not.toContainText("Last run");
});

test("a text file is a document a line", async ({ page }) => {
  await upload(page, "lines.txt", "first line\nsecond line\n");
  await expect.poll(() => texts(page)).toEqual(["first line", "second line"]);
  await expect(page.getByText("Opened 2 documents from lines.txt.")).toBeVisible();
});

test("of a table the column is chosen; the one with the longest texts is proposed", async ({ page }) => {
  await upload(page, "table.csv", 'id,body,tag\n1,"a long text, with a comma",x\n2,another long text,y\n');
  const column = page.getByRole("combobox", { name: "Column of table.csv with the documents" });
  await expect(column).toHaveValue("1");
  await page.getByRole("button", { name: "Use 2 documents" }).click();
  await expect.poll(() => texts(page)).toEqual(["a long text, with a comma", "another long text"]);
  await upload(page, "table.tsv", "id\tbody\n7\ttext\n");
  await page.getByRole("combobox", { name: /Column of table.tsv/ }).selectOption("id");
  await page.getByRole("button", { name: "Use 1 document" }).click();
  await expect.poll(() => texts(page)).toEqual(["7"]);
});

test("what cannot be read is named by its line, and nothing is lost", async ({ page }) => {
  const before = await texts(page);
  await upload(page, "broken.json", '{"documents": [');
  await expect(page.getByRole("alert")).toContainText(
    "Could not read broken.json. Your documents are unchanged.",
  );
  await expect(page.getByRole("alert")).toContainText("Line 1, column");
  await expect.poll(() => texts(page)).toEqual(before);
  await upload(page, "some.jsonl", '"good"\n{"no": "text"}\n{"text": "also good"}\n');
  await expect(page.getByRole("alert")).toContainText("Line 2: Skipped. Expected a JSON string");
  await expect.poll(() => texts(page)).toEqual(["good", "also good"]);
});

test("a search engine's answer is shown as a choice before it replaces anything, by keyboard alone", async ({
  page,
}) => {
  const before = await texts(page);
  await upload(page, "typesense.json", fixture("typesense.json"));
  await expect(choice(page, "typesense.json")).toBeVisible();
  await expect(page.getByRole("heading", { name: "What to take from typesense.json" })).toBeFocused();
  await expect(
    page
      .getByRole("combobox", { name: "Field of typesense.json with the documents" })
      .locator("option:checked"),
  ).toHaveText("body");
  await expect(
    page.getByRole("combobox", { name: "Field with titles" }).locator("option:checked"),
  ).toHaveText("title");
  await expect(sample(page)).toHaveText([
    "Ovens · id 1The oven bakes bread in forty minutes.",
    "Rivers · id 2The river carries sand to the sea.",
  ]);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await texts(page)).toEqual(before);
  const use = page.getByRole("button", { name: "Use 2 documents" });
  for (
    let step = 0;
    step < 12 && !(await use.evaluate((button) => button === document.activeElement));
    step += 1
  )
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => texts(page))
    .toEqual(["The oven bakes bread in forty minutes.", "The river carries sand to the sea."]);
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("oven");
  await expect(page.getByRole("heading", { name: /^Documents/ })).toBeFocused();
  await undo(page).click();
  await expect.poll(() => texts(page)).toEqual(before);
  await expect(page.getByRole("textbox", { name: "Query" })).not.toHaveValue("oven");
});

test("a guessed encoding is said and can be changed", async ({ page }) => {
  await upload(page, "lines.txt", fixture("cp1252.txt"));
  const encoding = page.getByRole("combobox", { name: "Text encoding" });
  await expect(encoding).toHaveValue("windows-1252");
  await expect(sample(page).first()).toHaveText("Müller kauft Äpfel für 5 € – “frisch”.");
  await encoding.selectOption("windows-1251");
  await expect(sample(page).first()).toContainText("Mьller");
  await encoding.selectOption("windows-1252");
  await expect(sample(page).first()).toContainText("Müller");
  await page.getByRole("button", { name: "Use 2 documents" }).click();
  await expect.poll(async () => (await texts(page))[0]).toBe("Müller kauft Äpfel für 5 € – “frisch”.");
});

test("a header that is none, or another delimiter, is corrected in the choice", async ({ page }) => {
  await upload(page, "tags.csv", "Oven,Bread\nRiver,Sand\nCat,Sleep\n");
  const header = page.getByRole("checkbox", { name: "The first row is a header" });
  await expect(page.getByRole("button", { name: "Use 3 documents" })).toBeEnabled();
  await header.check();
  await expect(page.getByRole("button", { name: "Use 2 documents" })).toBeEnabled();
  await header.uncheck();
  await page.getByRole("combobox", { name: "Between the columns" }).selectOption("none: one column");
  await expect(sample(page).first()).toHaveText("Oven,Bread");
  await page.getByRole("button", { name: "Do not open" }).click();
  await expect(documentRows(page)).toHaveCount(10);
});

test("what a file leaves out is said in the choice, and after it", async ({ page }) => {
  await upload(page, "ragged.csv", fixture("ragged.csv"));
  await expect(choice(page, "ragged.csv")).toContainText("2 parts could not be taken as they are:");
  await expect(choice(page, "ragged.csv")).toContainText("Line 4: Left out: “text” has no text here.");
  await page.getByRole("button", { name: "Use 2 documents" }).click();
  await expect(page.getByRole("alert")).toContainText("Line 2: This row has 3 cells instead of 2.");
  await expect.poll(() => texts(page)).toEqual(["bread, and butter", "The river carries sand to the sea."]);
});

test("a request in the JSON keeps its query and its number of results", async ({ page }) => {
  await page.getByRole("button", { name: "JSON" }).click();
  const editor = page.getByRole("textbox", { name: "Documents as JSON" });
  await editor.fill(fixture("jina-request.json").toString());
  await expect(choice(page, "this JSON")).toContainText("Take the query: What bakes?");
  await expect(editor).toBeFocused();
  await page.getByRole("button", { name: "Rerank", exact: true }).click();
  await expect(page.getByText("The documents wait for your choice below the JSON.")).toBeVisible();
  await page.getByRole("button", { name: "Use 2 documents" }).click();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("What bakes?");
  await expect(topN(page)).toHaveValue("3");
  await expect(editor).toHaveValue(/^\[\s+"The oven/);
});

test("judgements grade the documents that are there", async ({ page }) => {
  await upload(page, "corpus.jsonl", fixture("beir-corpus.jsonl"));
  await page.getByRole("button", { name: "Use 2 documents" }).click();
  await expect(documentRows(page)).toHaveCount(2);
  await upload(page, "qrels.tsv", fixture("beir-qrels.tsv"));
  await expect(choice(page, "qrels.tsv")).toContainText("It has no texts.");
  await page.getByRole("button", { name: "Grade 2 documents" }).click();
  await expect(page.getByText("Ovens · id d1 · grade 1")).toBeVisible();
  await upload(page, "queries.jsonl", fixture("beir-queries.jsonl"));
  await page.getByRole("combobox", { name: "Query", exact: true }).selectOption("rivers");
  await page.getByRole("button", { name: "Use this query" }).click();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("rivers");
  await expect(documentRows(page)).toHaveCount(2);
});

test("several dropped files are read one after the other", async ({ page }) => {
  await page.getByRole("textbox", { name: "Query" }).evaluate((region) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of [
      ["one.txt", "first"],
      ["two.pdf", "%PDF-1.7"],
      ["three.jsonl", '{"text": "third"}'],
    ] as const)
      dataTransfer.items.add(new File([text], name));
    region.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect.poll(() => texts(page)).toEqual(["first", "third"]);
  await expect(page.getByRole("alert")).toContainText("Could not read two.pdf.");
});

test("pasted cells of a spreadsheet are a table, and empty objects are refused", async ({ page }) => {
  await page.getByRole("button", { name: "Add document" }).click();
  await paste(page, 11, "id\ttext\n1\tBread\n2\tSand\n");
  await page.getByRole("button", { name: "Use 2 documents" }).click();
  await expect.poll(async () => (await texts(page)).slice(10)).toEqual(["Bread", "Sand"]);
  await page.getByRole("button", { name: "Add document" }).click();
  await paste(page, 13, "[{}, {}]");
  await expect(page.getByRole("alert")).toContainText("Could not read the pasted text.");
  await expect(documentRows(page)).toHaveCount(13);
  await paste(page, 13, "[not JSON] but a text");
  await expect(documentBox(page, 13)).toHaveValue("[not JSON] but a text");
});

test("a file is dropped anywhere on the page", async ({ page }) => {
  await page.getByRole("textbox", { name: "Query" }).evaluate((region) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["dropped one\ndropped two"], "dropped.txt", { type: "text/plain" }));
    for (const type of ["dragover", "drop"]) {
      region.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  });
  await expect(documentRows(page)).toHaveCount(2);
  await expect.poll(() => texts(page)).toEqual(["dropped one", "dropped two"]);
});

test("10,000 rows: few of them in the page, a new one is found and typed into", async ({ page }) => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index + 1} of many`);
  await upload(page, "many.txt", lines.join("\n"));
  await expect(page.getByRole("heading", { name: "Documents 10,000" })).toBeVisible();
  expect(await documentRows(page).count()).toBeLessThan(100);
  await expect(page.getByRole("list", { name: "Documents" }).getByRole("listitem").first()).toHaveAttribute(
    "aria-setsize",
    "10000",
  );
  await page.getByRole("button", { name: "Add document" }).click();
  await expect(documentBox(page, 10_001)).toBeFocused();
  await page.keyboard.type("the last");
  await expect(documentBox(page, 10_001)).toHaveValue("the last");
});

test("objects keep their other keys, through an edit and a run", async ({ page }) => {
  await page.getByRole("combobox", { name: "Example" }).selectOption("Recipes as objects");
  await expect(page.getByText("Opened the example “Recipes as objects”.")).toBeVisible();
  await documentBox(page, 1).fill("A warm chickpea stew, vegetarian, ready in half an hour");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  const response = (await responseJson(page)) as {
    results: { index: number; document: { id: string; title: string; metadata: object } }[];
  };
  const edited = response.results.find(({ index }) => index === 0);
  expect(edited?.document.title).toBeTruthy();
  expect(edited?.document.metadata).toBeTruthy();
});

test("every example opens and ranks", async ({ page }) => {
  const example = page.getByRole("combobox", { name: "Example" });
  const titles = await example.getByRole("option").allInnerTexts();
  expect(titles.length).toBeGreaterThanOrEqual(6);
  for (const title of titles.slice(1, 4)) {
    const query = await page.getByRole("textbox", { name: "Query" }).inputValue();
    await example.selectOption(title);
    await expect(page.getByRole("textbox", { name: "Query" })).not.toHaveValue(query);
    await run(page);
    await expect(resultItems(page).first()).toBeVisible();
  }
});

test("on a narrow page the first documents stand for all, until one of the others is used", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(documentRows(page)).toHaveCount(3);
  await page.getByRole("button", { name: "7 more documents" }).click();
  await expect(documentRows(page)).toHaveCount(10);
  await expect(documentBox(page, 4)).toBeFocused();

  // By keyboard over the fold: the same document goes on.
  await page.reload();
  await expect(documentRows(page)).toHaveCount(3);
  const moved = await documentBox(page, 3).inputValue();
  await page.getByRole("button", { name: "Move document 3" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(documentBox(page, 4)).toHaveValue(moved);
  await expect(page.getByRole("button", { name: "Move document 4" })).toBeFocused();
});
