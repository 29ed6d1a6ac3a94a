/**
 * The look of the main states, pixel by pixel. Fonts differ between machines: every text is set in one that comes
 * with the tests, and the texts are English. After a wanted change: `npx playwright test look --update-snapshots`.
 */
import { type Page, expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { ports } from "../../playwright.config.ts";
import { documentBox, rerankButton, resultItems, run, test, topN } from "./page.ts";

const font = readFileSync(
  new URL(
    "../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    import.meta.url,
  ),
).toString("base64");

const style = `
  @font-face { font-family: Look; src: url(data:font/woff2;base64,${font}) format("woff2"); font-weight: 100 900; }
  * { font-family: Look !important; caret-color: transparent !important; }
`;

async function open(page: Page, options: { width: number; colorScheme?: "light" | "dark" }): Promise<void> {
  await page.setViewportSize({ width: options.width, height: 900 });
  await page.emulateMedia({ colorScheme: options.colorScheme ?? "light", reducedMotion: "reduce" });
  await page.goto("/");
  await page.addStyleTag({ content: style });
  await page.getByRole("combobox", { name: "Example" }).selectOption("Question answering");
  await expect(documentBox(page, 1)).not.toHaveValue(/skincare/);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.evaluate(() => document.fonts.ready);
}

/** Below the results; it has a script of its own. */
const suggestion = (page: Page) => page.getByRole("region", { name: "A reranker for these documents" });

async function looks(page: Page, name: string): Promise<void> {
  // Figures of time and memory differ from run to run, and with them the lines that they take.
  const mask = [page.getByRole("region", { name: "Status" }), suggestion(page)];
  for (const varying of mask)
    if (await varying.isVisible()) await varying.evaluate((region) => (region.style.height = "18rem"));
  await expect(page).toHaveScreenshot(`${name}.png`, {
    mask,
    maxDiffPixelRatio: 0.01,
    animations: "disabled",
  });
}

// The policy of the page would keep the font out.
test.use({ scores: "recorded", bypassCSP: true });
for (const width of [1280, 390]) {
  test(`opening, ${width} px`, async ({ page }) => {
    await open(page, { width });
    await looks(page, `opening-${width}`);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`done, ${width} px, ${colorScheme}`, async ({ page }) => {
      await open(page, { width, colorScheme });
      await run(page);
      await expect(resultItems(page)).toHaveCount(3);
      await suggestion(page).waitFor();
      await looks(page, `done-${width}-${colorScheme}`);
    });
  }
}

test("movement", async ({ page }) => {
  await open(page, { width: 1280 });
  await run(page);
  await page.getByRole("tab", { name: "Movement" }).click();
  await looks(page, "movement-1280");
});

test("failed, with the earlier answer", async ({ page }) => {
  await open(page, { width: 1280 });
  await run(page);
  await suggestion(page).waitFor();
  await topN(page).fill("0");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await looks(page, "failed-1280");
});

for (const [width, colorScheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`compared, ${width} px, ${colorScheme}`, async ({ page }) => {
    await open(page, { width, colorScheme });
    await page.getByRole("switch", { name: "Compare with remote API" }).check();
    await page.getByRole("textbox", { name: "Base URL" }).fill(`http://localhost:${ports.rerank}/unlisted`);
    await topN(page).fill("5");
    await run(page);
    const comparison = page.getByRole("region", { name: "Comparison" });
    await expect(comparison.getByRole("list", { name: "Remote results" }).getByRole("listitem")).toHaveCount(
      5,
    );
    // On a narrow page the bar with the button may stand over the region's end.
    await rerankButton(page)
      .locator("..")
      .evaluate((bar) => (bar.style.visibility = "hidden"));
    await expect(comparison).toHaveScreenshot(`compared-${width}-${colorScheme}.png`, {
      maxDiffPixelRatio: 0.01,
      animations: "disabled",
    });
  });
}
