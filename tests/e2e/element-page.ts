/** Pages with `<tab-rank>` in them, as a site would write them. */
import type { Locator, Page } from "@playwright/test";
import type { TabRankElement } from "../../src/ui/element/tab-rank-element.ts";
import { ports } from "../../playwright.config.ts";
import { readFixture, skincare } from "./engine-page.ts";
import type { CaseReference } from "./engine-page.ts";

/** What a page that trusts nobody but itself sends. */
export const strictPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'";

/** The playground's server: another origin for every page of `serveSite`. */
export const builtOrigin = `http://localhost:${ports.playground}`;

export function pageWith(body: string, script = "/element.js"): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
    <script type="module" src="${script}"></script></head><body><main><h1>A page</h1>${body}</main></body></html>`;
}

export function attribute(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}

export const openingElement = `<tab-rank query="${attribute(skincare.query)}" documents="${attribute(skincare.documents)}" top-n="10"></tab-rank>`;
export const breadElement = (attributes = ""): string =>
  `<tab-rank query="bread" ${attributes}><ul><li>a train</li><li>a loaf
     of   bread</li></ul></tab-rank>`;

export const element = (page: Page): Locator => page.locator("tab-rank").first();
export const rerankIn = (scope: Locator): Locator =>
  scope.getByRole("button", { name: "Rerank", exact: true });
export const resultsIn = (scope: Locator): Locator =>
  scope.getByRole("list", { name: "Results" }).getByRole("listitem");

/** Works in the page on one element. */
export function inElement<T>(page: Page, work: (element: TabRankElement) => T | Promise<T>): Promise<T> {
  return element(page).evaluate(work);
}

/** Native ONNX Runtime's scores of the opening example's documents. */
export function openingScores(): number[] {
  const { cases } = readFixture<CaseReference>("all-MiniLM-L6-v2");
  const found = cases.find(({ query }) => query === skincare.query);
  if (!found) throw new Error("The reference has no opening example.");
  return found.scores;
}
