/** What the page shows of its state, as a person could read it. */
import type { Page } from "@playwright/test";
import { rerankButton } from "../e2e/page.ts";

/** The draft as the page will save it. */
export async function draftOf(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const values = (selector: string): string[] =>
      [
        ...document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement>(selector),
      ].map(({ value }) => value);
    return {
      query: values('[aria-label="Query input"] textarea'),
      documents: values("[data-row] textarea"),
      count: document.querySelector("#documents")?.textContent,
      fields: values(
        '[aria-label="Model and settings"] select, [aria-label="Model and settings"] input[type=number]',
      ),
    };
  });
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
