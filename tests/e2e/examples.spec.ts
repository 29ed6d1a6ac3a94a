/** The examples of the library, as their READMEs run them. Those of the element are in element.spec.ts. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { ports } from "../../playwright.config.ts";
import { test } from "./page.ts";
import { type Site, serveSite } from "./site-server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const node = (...parameters: string[]): string =>
  execFileSync(process.execPath, parameters, { cwd: root, encoding: "utf8" });

test.describe("the search page", () => {
  const library = `http://localhost:${ports.playground}/tabrank.js`;
  let site: Site;
  test.beforeAll(async () => {
    site = await serveSite({
      folder: `${root}examples/search-page`,
      replace: [["http://localhost:4173/tabrank.js", library]],
    });
  });
  test.afterAll(() => site.close());

  test("shows the word search's order, then the reranker's", async ({ page }) => {
    await page.goto(`${site.origin}/`);
    const results = page.getByRole("listitem");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(results).toHaveCount(5);
    await expect(results.first()).toContainText("Before the shop opens");
    // Downloads, loads and tests the model first.
    await expect(page.getByRole("status")).toHaveText("Reranked on this machine.", { timeout: 90_000 });
    await expect(results).toHaveCount(3);
    await expect(results.first()).toContainText("Pull the plug first");
  });

  test("keeps the word search's order when the library cannot be loaded", async ({ page }) => {
    await page.route(library, (route) => route.abort());
    await page.goto(`${site.origin}/`);
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByRole("status")).toContainText("Not reranked:");
    await expect(page.getByRole("listitem").first()).toContainText("Before the shop opens");
    await expect(page.getByRole("listitem")).toHaveCount(5);
  });
});

test("RAG in Node: the passage that answers comes first in the prompt", () => {
  const prompt = node("examples/rag-node/rag.mjs", "How long does bread bake?");
  expect(prompt).toContain("[1] Loaves stay in the oven for forty minutes");
  expect(prompt).toContain("Question: How long does bread bake?");
  expect(prompt.match(/^\[\d\]/gm)).toEqual(["[1]", "[2]"]);
});

test("the AI SDK ranks with a local model", () => {
  expect(node("examples/ai-sdk/rerank.mjs")).toMatch(/^0\.\d{3} The oven bakes bread in forty minutes\.\n$/);
});
