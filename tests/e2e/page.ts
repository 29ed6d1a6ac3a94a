import type { Locator, Page } from "@playwright/test";

/** The page by its roles and names. */
export const rerankButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Rerank", exact: true });
export const resultItems = (page: Page): Locator =>
  page.getByRole("list", { name: "Results", exact: true }).getByRole("listitem");
export const documentRows = (page: Page): Locator =>
  page.getByRole("list", { name: "Documents", exact: true }).getByRole("textbox");
export const topN = (page: Page): Locator =>
  page.getByRole("spinbutton", { name: "Number of returned documents" });
export const documentBox = (page: Page, number: number): Locator =>
  page.getByRole("textbox", { name: `Document ${number}`, exact: true });

/** Runs and waits until it is done. */
export async function run(page: Page): Promise<void> {
  await rerankButton(page).click();
  // The click itself has turned it into Cancel.
  await rerankButton(page).waitFor();
}
