/** What the page shows of its state, as a person could read it. */
import type { Page } from "@playwright/test";
import { documentRows, rerankButton, topN } from "../e2e/page.ts";

/** The draft: what a reload must bring back. What is compared with is no part of it. */
export async function draftOf(page: Page): Promise<unknown> {
  const folded = page.getByRole("button", { name: /^\d+ more documents?$/ });
  if (await folded.isVisible()) await folded.click({ timeout: 5000 });
  const chosen = (name: string) => page.getByRole("combobox", { name, exact: true }).first().inputValue();
  return {
    query: await page.getByRole("textbox", { name: "Query" }).first().inputValue(),
    documents: await documentRows(page).evaluateAll((boxes) =>
      boxes.map((box) => (box as HTMLTextAreaElement).value),
    ),
    heading: await page
      .getByRole("heading", { name: /^Documents/ })
      .first()
      .innerText(),
    model: await chosen("Model"),
    device: await chosen("Device"),
    topN: await topN(page).inputValue(),
  };
}

/** Whether no run goes on; waits a while for the one that does. */
export async function settled(page: Page): Promise<boolean> {
  return rerankButton(page)
    .waitFor({ timeout: 20_000 })
    .then(
      () => true,
      () => false,
    );
}
