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

/** As a person drops it: with directories, which no script can make. */
export async function dropFiles(page: Page, target: Locator, paths: string[]): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error("There is nothing to drop on.");
  const session = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, ...place, data });
  await session.detach();
}
