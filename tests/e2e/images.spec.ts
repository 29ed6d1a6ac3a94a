/** Images as documents and as the query: how they get in, what is seen of them, which model reads them, what is kept. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Locator, type Page, expect } from "@playwright/test";
import {
  accessibilityFaults,
  documentBox,
  documentRows,
  draftSaved,
  dropFiles,
  rerankButton,
  resultItems,
  run,
  test,
  tab,
} from "./page.ts";

const fixture = fileURLToPath(new URL("../fixtures/hub/tabrank/tiny-multimodal", import.meta.url));
const documents = (page: Page): Locator => page.getByRole("region", { name: "Documents input" });
const rows = (page: Page): Locator =>
  page.getByRole("list", { name: "Documents", exact: true }).getByRole("listitem");
const query = (page: Page): Locator => page.getByRole("region", { name: "Query input" });

/** An image of one colour. */
async function picture(page: Page, colour: string, width = 64, height = 48): Promise<Buffer> {
  const url = await page.evaluate(
    ([colour, width, height]) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      if (!context) throw new Error("There is no canvas.");
      context.fillStyle = colour;
      context.fillRect(0, 0, width, height);
      return canvas.toDataURL("image/png");
    },
    [colour, width, height] as const,
  );
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

async function choose(
  page: Page,
  button: string,
  files: Parameters<Locator["setInputFiles"]>[0],
): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button, exact: true }).click();
  await (await chooser).setFiles(files);
}

async function useMultimodal(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Model" }).selectOption("A folder on this computer…");
  await choose(page, "Choose folder", fixture);
  await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue("files/tiny-multimodal");
}

async function paste(target: Locator, bytes: Buffer): Promise<void> {
  await target.evaluate((element, base64) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    data.items.add(new File([content], "image.png", { type: "image/png" }));
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, bytes.toString("base64"));
}

test.use({ scores: "real" });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await expect(documentRows(page)).toHaveCount(10);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
});

test("images are chosen, dropped and pasted, are ranked beside texts, and are there after a reload", async ({
  page,
}) => {
  await useMultimodal(page);
  const [red, green, blue] = [
    await picture(page, "red"),
    await picture(page, "green", 120, 90),
    await picture(page, "blue"),
  ];
  await choose(page, "Add image", [
    { name: "red.png", mimeType: "image/png", buffer: red },
    { name: "green.png", mimeType: "image/png", buffer: green },
  ]);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(1).getByRole("img", { name: "green.png" })).toBeVisible();
  await expect(rows(page).nth(1)).toContainText(/120 × 90 pixels · \d+ (kB|bytes)/);
  const folder = mkdtempSync(join(tmpdir(), "tabrank-"));
  writeFileSync(join(folder, "blue.png"), blue);
  await dropFiles(page, documents(page), [join(folder, "blue.png")]);
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Add document" }).click();
  await documentBox(page, 4).fill("A text about colours.");
  await paste(documentBox(page, 4), red);
  await expect(rows(page).nth(4).getByRole("img", { name: "Image document 5" })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole("spinbutton", { name: "Number of returned documents" }).fill("5");
  await run(page);
  await expect(resultItems(page)).toHaveCount(5);
  const results = page.getByRole("list", { name: "Results", exact: true });
  await expect(results.getByRole("img")).toHaveCount(4);
  await expect(results.getByRole("img", { name: "blue.png" })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  // Equal images have equal scores; the code does not drown in them.
  await tab(page, "Code").click();
  const request = page.getByRole("region", { name: "Request" });
  await expect(request).toContainText(/"image": "data:image\/png;base64,[\w+/]{16}…"/);
  await expect(request).toContainText("Images are shortened here. Copy includes them in full.");
  await page.getByRole("tab", { name: "Movement" }).click();
  await expect(page.getByRole("list", { name: "New order" })).toContainText("blue.png");

  await rows(page).nth(0).getByRole("button", { name: "red.png" }).click();
  await expect(page.getByRole("dialog", { name: "red.png" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Delete document 1", exact: true }).click();
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(5);

  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("dialog", { name: "Share" })).toContainText(
    "4 images from this computer are left out",
  );
  await page.keyboard.press("Escape");
  await draftSaved(page, /("image":.*){4}/);
  await page.reload();
  await expect(rows(page)).toHaveCount(5);
  await expect(rows(page).getByRole("img")).toHaveCount(4);
  rmSync(folder, { recursive: true });
});

test("an image is the query, and the text is there again when it is taken away", async ({ page }) => {
  await useMultimodal(page);
  await page.getByRole("textbox", { name: "Query" }).fill("kept");
  await page.getByRole("button", { name: "Add document" }).click();
  await documentBox(page, 1).fill("red");
  const red = await picture(page, "red");
  await choose(page, "Use an image as the query", { name: "red.png", mimeType: "image/png", buffer: red });
  await expect(query(page).getByRole("img", { name: "Image as the query" })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await run(page);
  await expect(resultItems(page)).toHaveCount(1);
  await tab(page, "Code").click();
  await expect(page.getByRole("region", { name: "Request" })).toContainText(
    /"query": \{\s*"image": "data:image/,
  );
  await tab(page, "Results").click();
  await query(page).getByRole("button", { name: "Use the text" }).click();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("kept");
  await expect(page.getByRole("textbox", { name: "Query" })).toBeFocused();
  const folder = mkdtempSync(join(tmpdir(), "tabrank-"));
  writeFileSync(join(folder, "red.png"), red);
  await dropFiles(page, page.getByRole("textbox", { name: "Query" }), [join(folder, "red.png")]);
  await expect(query(page).getByRole("img")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await draftSaved(page, '"queryImage":"data:');
  await page.reload();
  await expect(query(page).getByRole("img")).toBeVisible();
  rmSync(folder, { recursive: true });
});

test("a model that reads text only says so beside the field, and nothing is lost", async ({ page }) => {
  const red = await picture(page, "red");
  await page.getByRole("button", { name: "Add document" }).click();
  await documentBox(page, 1).fill("a text");
  await paste(documentBox(page, 1), red);
  await expect(page.getByRole("button", { name: "Add image" })).toHaveCount(0);
  await expect(rows(page).nth(1)).toContainText("reads text only");
  await rerankButton(page).click();
  await expect(rows(page).nth(1)).toContainText("Document 2: this model reads text only, not images.");
  await expect(page.getByRole("alert").first()).toContainText(
    "Document 2: this model reads text only, not images.",
  );
  await expect(rows(page).nth(1).locator(":focus")).toHaveCount(1);
  await expect(rows(page).nth(1).getByRole("img")).toBeVisible();
  await page.getByRole("button", { name: "Delete document 2", exact: true }).click();
  await paste(page.getByRole("textbox", { name: "Query" }), red);
  await expect(query(page)).toContainText("reads text only");
  await rerankButton(page).click();
  await expect(query(page)).toContainText("Query: this model reads text only, not images.");
  await query(page).getByRole("button", { name: "Use the text" }).click();
  await run(page);
  await expect(resultItems(page)).toHaveCount(1);
});

test("what cannot be taken is named with why; the others are", async ({ page }) => {
  await useMultimodal(page);
  const png = { mimeType: "image/png" };
  await choose(page, "Add image", [
    { name: "good.png", ...png, buffer: await picture(page, "red") },
    { name: "damaged.png", ...png, buffer: Buffer.from("no image") },
    { name: "heavy.png", ...png, buffer: Buffer.alloc(8_000_001) },
    { name: "wide.png", ...png, buffer: await picture(page, "red", 10_000, 5000) },
    { name: "drawing.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") },
  ]);
  const alert = documents(page).getByRole("alert");
  await expect(alert.getByRole("listitem")).toHaveText([
    /^damaged.png is damaged/,
    /^heavy.png has 8.0 MB; the limit is 8.0 MB/,
    /^wide.png has 10000 × 5000 pixels \(50 million\); the limit is 40 million/,
    /^drawing.svg is an SVG drawing/,
  ]);
  await expect(rows(page)).toHaveCount(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  await alert.getByRole("button", { name: "Close message" }).click();
  await expect(alert).toHaveCount(0);
});

test("the server of an image is asked when somebody wants to see it, and by a run", async ({ page }) => {
  await useMultimodal(page);
  const red = await picture(page, "red");
  let asked = 0;
  await page.route("https://images.example/**", async (route) => {
    asked += 1;
    expect(route.request().headers()["referer"]).toBeUndefined();
    if (route.request().url().endsWith("refused.png")) return route.abort();
    await route.fulfill({
      body: red,
      contentType: "image/png",
      headers: { "access-control-allow-origin": "*" },
    });
  });
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  await page
    .getByRole("textbox", { name: "Documents as JSON" })
    .fill(
      '[{"image": "https://images.example/red.png", "title": "A red one"}, {"image": "https://images.example/refused.png"}]',
    );
  await page.getByRole("button", { name: "Rows", exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText("A red one. Showing it sends a request to images.example.");
  expect(asked).toBe(0);
  await rows(page).first().getByRole("button", { name: "Show image: A red one" }).click();
  await expect(rows(page).first().getByRole("img", { name: "A red one" })).toBeVisible();
  expect(asked).toBe(1);
  await page.getByRole("button", { name: "Show image: Image document 2" }).click();
  await expect(rows(page).nth(1)).toContainText(
    "images.example is unreachable or does not allow other sites to use it (CORS)",
  );
  await rerankButton(page).click();
  await expect(rows(page).nth(1)).toContainText("Document 2: cannot be fetched");
  await page.getByRole("button", { name: "Delete document 2", exact: true }).click();
  await run(page);
  await expect(page.getByRole("list", { name: "Results", exact: true }).getByRole("img")).toBeVisible();
});
