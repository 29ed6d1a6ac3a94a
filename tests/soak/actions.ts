/** What a person does on the page, as one table: a name, how often, and what it is. */
import { readFileSync, readdirSync } from "node:fs";
import { type Locator, type Page, expect } from "@playwright/test";
import { documentRows, rerankButton, topN, moreSettings } from "../e2e/page.ts";
import type { Random } from "./random.ts";
import { draftOf, settled } from "./state.ts";

export interface Action {
  name: string;
  weight: number;
  run: (page: Page, random: Random) => Promise<void>;
}

const texts = [
  "What bakes bread?",
  "aloe vera for sensitive skin",
  "Органический уход за кожей",
  "敏感肌护理",
  "\u202eright to left\u202c and \u200bzero width",
  "<img src=x onerror=alert(1)><script>alert(1)</script>",
  '=HYPERLINK("https://evil.example")',
  "[CLS] <s> <|im_end|> [SEP]",
  "👩‍👩‍👧‍👦 e\u0301\u0301",
  " ",
  "",
  "a".repeat(20_000),
  "one two three ".repeat(400),
  "{ not json",
] as const;

const uploads = readdirSync(new URL("../fixtures/uploads/", import.meta.url));
const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("button", { name, exact: typeof name === "string" });

/** Presses one of those in sight, if there is one. */
async function press(targets: Locator, random: Random): Promise<void> {
  // A button may wait for a choice, such as that of the documents to grade.
  const usable = targets.and(targets.page().locator(":enabled"));
  const count = await usable.count();
  if (count > 0) await usable.nth(random.below(count)).click({ timeout: 5000 });
}

export const actions: readonly Action[] = [
  {
    name: "type a query",
    weight: 6,
    run: (page, random) => page.getByRole("textbox", { name: "Query" }).first().fill(random.pick(texts)),
  },
  {
    name: "type a document",
    weight: 8,
    run: async (page, random) => {
      const rows = documentRows(page);
      const count = await rows.count();
      if (count > 0) await rows.nth(random.below(count)).fill(random.pick(texts));
    },
  },
  {
    name: "type into a document by keys",
    weight: 3,
    run: async (page, random) => {
      if ((await documentRows(page).count()) === 0) return;
      await documentRows(page).first().click();
      await page.keyboard.type(`key ${random.below(1000)}`);
    },
  },
  {
    name: "add a document",
    weight: 6,
    run: async (page, random) => {
      if ((await button(page, "Add document").count()) === 0) return;
      await button(page, "Add document").click();
      await page.keyboard.insertText(random.pick(texts));
    },
  },
  {
    name: "delete a document",
    weight: 5,
    run: (page, random) => press(page.getByRole("button", { name: /^Delete document/ }), random),
  },
  {
    name: "clear",
    weight: 1,
    run: (page, random) => press(page.locator("button:enabled", { hasText: /^Clear$/ }), random),
  },
  {
    name: "move a document by keys",
    weight: 4,
    run: async (page, random) => {
      const handles = page.getByRole("button", { name: /^Move document/ });
      const count = await handles.count();
      if (count === 0) return;
      await handles.nth(random.below(count)).focus();
      await page.keyboard.press(random.pick(["ArrowUp", "ArrowDown", "Home", "End"]));
    },
  },
  {
    name: "undo",
    weight: 5,
    run: async (page) => {
      await page
        .getByRole("heading", { name: /^Documents/ })
        .first()
        .click();
      await page.keyboard.press("Control+z");
    },
  },
  {
    name: "rerank",
    weight: 10,
    run: async (page) => {
      if (await settled(page)) await rerankButton(page).click({ timeout: 5000 });
    },
  },
  {
    name: "rerank and cancel",
    weight: 3,
    run: async (page) => {
      await page.keyboard.press("Control+Enter");
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "rerank ten times in a row",
    weight: 1,
    run: async (page) => {
      for (let run = 0; run < 10; run++) await page.keyboard.press("Control+Enter");
    },
  },
  {
    name: "number of results",
    weight: 3,
    run: (page, random) => topN(page).fill(random.pick(["1", "3", "100", "0", "-2", "2.5", ""])),
  },
  {
    name: "rerank while typing",
    weight: 1,
    run: async (page) => (await moreSettings(page, "checkbox", "Rerank while typing")).click(),
  },
  {
    name: "device",
    weight: 2,
    run: async (page, random) =>
      void (await page
        .getByRole("combobox", { name: "Device", exact: true })
        .selectOption(random.pick(["auto", "wasm"]))),
  },
  {
    name: "model",
    weight: 2,
    run: async (page, random) => {
      const model = page.getByRole("combobox", { name: "Model", exact: true });
      const values = await model
        .locator("option")
        .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
      // The embedded one is the only one that can be had; the others fail, and say so.
      // A model that must be exported first opens its card; the draft keeps the one that runs.
      const [embedded = "", ...others] = values.filter((value) => /^[^:]+\//.test(value));
      await model.selectOption(
        random.chance(0.7) ? embedded : random.pick([others[0] ?? embedded, ...others.slice(1)]),
      );
    },
  },
  {
    name: "example",
    weight: 2,
    run: async (page, random) => {
      const example = page.getByRole("combobox", { name: "Example", exact: true });
      const count = await example.locator("option").count();
      await example.selectOption({ index: 1 + random.below(count - 1) });
    },
  },
  {
    name: "rows or JSON",
    weight: 3,
    run: (page, random) => press(button(page, /^(JSON|Rows|JSON \(not valid\))$/), random),
  },
  {
    name: "edit the JSON",
    weight: 3,
    run: async (page, random) => {
      const editor = page.getByRole("textbox", { name: "Documents as JSON" });
      if ((await editor.count()) === 0) return;
      await editor.fill(
        random.pick([
          '["one", {"text": "two", "id": 2}]',
          '["a", ',
          "[]",
          '{"query": "q", "documents": ["x", "y"]}',
          "5",
          '[{"text": "c", "constructor": 1}]',
        ]),
      );
    },
  },
  {
    name: "upload a file",
    weight: 4,
    run: async (page, random) => {
      const name = uploads[random.below(uploads.length)] ?? "";
      const buffer = readFileSync(new URL(`../fixtures/uploads/${name}`, import.meta.url));
      await page.getByLabel("File with documents").setInputFiles({ name, mimeType: "text/plain", buffer });
    },
  },
  {
    name: "take what a file holds",
    weight: 4,
    run: (page, random) =>
      press(
        page.getByRole("button", { name: /^(Use \d|Use the text|Dismiss|Close message|Grade )/ }),
        random,
      ),
  },
  {
    name: "another view of the answer",
    weight: 4,
    run: (page, random) => press(page.getByRole("tab", { name: /^(Movement|Scores|Code|Results)$/ }), random),
  },
  {
    name: "a minimum score",
    weight: 2,
    run: (page, random) =>
      press(page.getByRole("button", { name: /as the minimum score$|^No minimum$/ }), random),
  },
  {
    name: "move the line below the returned documents",
    weight: 3,
    run: async (page, random) => {
      const line = page.getByRole("slider", { name: "Line below the returned documents" });
      if (!(await line.isVisible())) return;
      await line.focus({ timeout: 5000 });
      await page.keyboard.press(random.pick(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]));
    },
  },
  {
    name: "a time limit",
    weight: 2,
    run: async (page, random) =>
      (await moreSettings(page, "spinbutton", "Time limit in ms")).fill(
        random.pick(["1", "50", "1000", "", "", "0"]),
        { timeout: 5000 },
      ),
  },
  {
    name: "an earlier run",
    weight: 2,
    run: async (page, random) => {
      const runs = button(page, "Earlier runs");
      if (!(await runs.isVisible())) return;
      await runs.click({ timeout: 5000 });
      const list = page.getByRole("list", { name: /^Runs of this visit/ });
      await list.waitFor({ timeout: 5000 });
      await press(list.getByRole("button"), random);
    },
  },
  {
    name: "browse models and leave",
    weight: 1,
    run: async (page) => {
      await button(page, "Browse models").click({ timeout: 5000 });
      await page.getByRole("searchbox", { name: "Search models" }).fill("jina", { timeout: 5000 });
      // The first empties the field.
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden", timeout: 5000 });
    },
  },
  {
    name: "export",
    weight: 1,
    run: async (page, random) => {
      const exports = button(page, "Export");
      if ((await exports.count()) === 0) return;
      await exports.nth(random.below(await exports.count())).click({ timeout: 5000 });
      await page.getByRole("menu").waitFor();
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "share and open the link",
    weight: 2,
    run: async (page) => {
      await button(page, "Share").click();
      const field = page.getByRole("textbox", { name: "Link" });
      await field.waitFor();
      const link = await field.inputValue().catch(() => "");
      await page.keyboard.press("Escape");
      const before = await draftOf(page);
      const at = link.indexOf("#d=");
      if (at === -1) return;
      await page.evaluate((hash) => void (location.hash = hash), link.slice(at));
      await expect.poll(() => draftOf(page)).toEqual(before);
    },
  },
  {
    name: "open a damaged link",
    weight: 1,
    run: async (page, random) => {
      await page.evaluate(
        (hash) => void (location.hash = hash),
        random.pick(["#d=garbage", "#d=", "#d=q1YqLE0t", "#other"]),
      );
    },
  },
  {
    name: "embed, shortcuts",
    weight: 1,
    run: async (page, random) => {
      await button(page, random.pick(["Embed", "Keyboard shortcuts"])).click({ timeout: 5000 });
      // Its script may be on its way.
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "compare with a local model",
    weight: 1,
    run: (page, random) =>
      press(
        page.getByRole("button", { name: /^(Compare with a local model|Remove local model \d+)$/ }),
        random,
      ),
  },
  {
    name: "compare with a server",
    weight: 1,
    run: (page) => page.getByRole("switch", { name: "Compare with remote API" }).click(),
  },
  {
    name: "theme",
    weight: 1,
    run: (page, random) => press(page.getByRole("button", { name: /^Theme/ }), random),
  },
  {
    name: "resize",
    weight: 2,
    run: (page, random) =>
      page.setViewportSize({
        width: random.pick([320, 390, 768, 1280, 1920]),
        height: random.pick([480, 800, 1080]),
      }),
  },
];

/** Closes what covers the page, as a person would. */
export async function closeDialogs(page: Page): Promise<void> {
  for (let tries = 0; tries < 3 && (await page.getByRole("dialog").count()) > 0; tries++)
    await page.keyboard.press("Escape");
}
