/** A model out of a folder: chosen, dropped, at an address; what is wrong with one; whether a machine can run it. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Locator, type Page, expect } from "@playwright/test";
import { hubHost } from "./engine-page.ts";
import {
  accessibilityFaults,
  documentBox,
  documentRows,
  dropFiles,
  resultItems,
  run,
  test,
  responseJson,
} from "./page.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/hub/tabrank/${name}`, import.meta.url));
const picker = (page: Page): Locator => page.getByRole("combobox", { name: "Model" });
const settings = (page: Page): Locator => page.getByRole("region", { name: "Model and settings" });
const status = (page: Page): Locator => page.getByRole("region", { name: "Status" });

async function chooseFolder(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose folder" }).click();
  await (await chooser).setFiles(path);
}

test.use({ scores: "real" });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await expect(documentRows(page)).toHaveCount(10);
});

test("a folder is chosen, named, reranks without a download, and is asked for again after a reload", async ({
  page,
}) => {
  await picker(page).selectOption("A folder on this computer…");
  await expect(settings(page)).toContainText("gone when you close this page");
  expect(await accessibilityFaults(page)).toEqual([]);
  await chooseFolder(page, fixture("tiny-answerai-colbert"));
  await expect(picker(page)).toHaveValue("files/tiny-answerai-colbert");
  await expect(settings(page)).toContainText("the files that you chose, until you close this page");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  await expect(status(page)).toContainText("files/tiny-answerai-colbert");
  expect(await responseJson(page)).toMatchObject({ model: "files/tiny-answerai-colbert" });
  await expect(page.getByText("downloaded model in this browser")).toHaveCount(0);
  await page.reload();
  await expect(picker(page)).toHaveValue("folder");
  await expect(settings(page)).toContainText("“tiny-answerai-colbert” is no longer open");
  await chooseFolder(page, fixture("tiny-answerai-colbert"));
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
});

test("a folder is dropped on the model, as the Hub has it; files beside it are documents still", async ({
  page,
}) => {
  await dropFiles(page, picker(page), [fixture("tiny-bert-cross-encoder")]);
  await expect(picker(page)).toHaveValue("files/tiny-bert-cross-encoder");
  await expect(documentRows(page)).toHaveCount(10);
  await run(page);
  await expect(status(page)).toContainText("files/tiny-bert-cross-encoder");
  const folder = mkdtempSync(join(tmpdir(), "tabrank-"));
  writeFileSync(join(folder, "texts.txt"), "one\ntwo\n");
  await dropFiles(page, page.getByRole("region", { name: "Documents input" }), [join(folder, "texts.txt")]);
  await expect(documentRows(page)).toHaveCount(2);
  await expect(documentBox(page, 1)).toHaveValue("one");
  await dropFiles(page, page.getByRole("region", { name: "Documents input" }), [
    fixture("tiny-bert-bi-encoder"),
  ]);
  await expect(page.getByText("That is a folder.")).toBeVisible();
  await expect(documentRows(page)).toHaveCount(2);
  await dropFiles(page, picker(page), [join(folder, "texts.txt")]);
  await expect(settings(page).getByRole("alert")).toContainText("only texts.txt");
  await expect(documentRows(page)).toHaveCount(2);
  rmSync(folder, { recursive: true });
});

test("the same folder with other weights is another model", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "tabrank-"));
  const place = join(folder, "tiny");
  cpSync(fixture("tiny-bert-cross-encoder"), place, { recursive: true });
  await dropFiles(page, picker(page), [place]);
  await expect(picker(page)).toHaveValue("files/tiny");
  await run(page);
  await expect(status(page)).toContainText("q8");
  rmSync(join(place, "onnx/model_quantized.onnx"));
  await dropFiles(page, picker(page), [place]);
  await expect(settings(page)).not.toContainText("q8");
  await run(page);
  await expect(status(page)).toContainText("fp32");
  rmSync(folder, { recursive: true });
});

test("what lacks in a folder is said beside it", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "tabrank-"));
  const place = join(folder, "half");
  cpSync(fixture("tiny-answerai-colbert"), place, { recursive: true });
  rmSync(join(place, "onnx"), { recursive: true });
  await picker(page).selectOption("A folder on this computer…");
  await chooseFolder(page, place);
  await expect(settings(page).getByRole("alert")).toContainText("is not among the files");
  expect(await accessibilityFaults(page)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test("an exported folder works at any address, too", async ({ page }) => {
  const address = `${hubHost}/tabrank/tiny-answerai-colbert`;
  await picker(page).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Repository or address" }).fill(`${address}/tabrank.json`);
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(picker(page)).toHaveValue(address);
  await expect(settings(page)).toContainText("Late interaction");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  await expect(status(page)).toContainText(address);
});

test("whether a large model can run here is said before anything is downloaded", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await picker(page).selectOption({ label: "Jina Reranker m0 (non-commercial)" });
  const fits = page.getByRole("list", { name: "On this machine" });
  // The tests' browser has no WebGPU.
  await expect(settings(page)).toContainText("This machine cannot run any variant of this model.");
  await expect(fits.getByRole("listitem").first()).toContainText("cannot run. This browser has no WebGPU");
  await expect(settings(page)).toContainText("CC-BY-NC-4.0");
  await expect(page.getByRole("group", { name: "Export command" })).toContainText(
    "export.py jina-reranker-m0",
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  await chooseFolder(page, fixture("tiny-bert-cross-encoder"));
  await expect(picker(page)).toHaveValue("files/tiny-bert-cross-encoder");
  await picker(page).selectOption({ label: "Jina Reranker v2 base, multilingual (non-commercial)" });
  await expect(fits.getByRole("listitem").filter({ hasText: "on WASM" }).first()).toContainText("fits");
  const own = new URL(page.url()).origin;
  expect(asked.filter((url) => url.startsWith("http") && !url.startsWith(own))).toEqual([]);
});
