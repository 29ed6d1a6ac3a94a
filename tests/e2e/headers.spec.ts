/** What `_headers` lets other sites do with the build, and what not. */
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { ports } from "../../playwright.config.ts";
import { staticServer } from "./static-server.mjs";

const server = staticServer({ folder: fileURLToPath(new URL("../../dist/", import.meta.url)), prefix: "/" });
let site = "";
test.beforeAll(async () => {
  site = `http://127.0.0.1:${await server.start()}/`;
});
test.afterAll(() => server.stop());

/** A page of another origin. */
const other = `http://localhost:${ports.playground}/robots.txt`;

test("embed.html may stand in a frame of another site, the playground may not", async ({ page }) => {
  await page.goto(other);
  await page.evaluate((site) => {
    for (const name of ["embed.html", ""]) {
      const frame = document.createElement("iframe");
      frame.name = name === "" ? "page" : "embed";
      frame.src = site + name;
      document.body.append(frame);
    }
  }, site);
  const embed = page.frameLocator("iframe[name=embed]");
  await expect(embed.getByRole("button", { name: "Rerank" })).toBeVisible();
  await expect(page.frameLocator("iframe[name=page]").getByRole("button")).toHaveCount(0);
});

test("a page without a build imports the library from there", async ({ page }) => {
  await page.goto(other);
  const answer = await page.evaluate(async (site) => {
    const library = (await import(`${site}tabrank.js`)) as {
      createReranker: (options: object) => Promise<{
        rerank: (request: object) => Promise<{ results: { index: number }[] }>;
        status: { dtype: string };
      }>;
    };
    const reranker = await library.createReranker({ device: "wasm", workers: 1 });
    const documents = ["A river.", "The oven bakes bread."];
    const { results } = await reranker.rerank({ query: "What bakes bread?", documents });
    return { order: results.map(({ index }) => index), dtype: reranker.status.dtype };
  }, site);
  expect(answer).toEqual({ order: [1, 0], dtype: "w8a8" });
});

test("another site may include the element, which runs from there", async ({ page }) => {
  await page.goto(other);
  const order = await page.evaluate(async (site) => {
    const script = document.createElement("script");
    script.type = "module";
    script.src = `${site}element.js`;
    document.head.append(script);
    await customElements.whenDefined("tab-rank");
    const element = document.createElement("tab-rank") as HTMLElement & {
      rerank: () => Promise<{ results: { index: number }[] }>;
    };
    element.setAttribute("query", "What bakes bread?");
    element.setAttribute("documents", JSON.stringify(["A river.", "The oven bakes bread."]));
    element.setAttribute("device", "wasm");
    document.body.append(element);
    const { results } = await element.rerank();
    return results.map(({ index }) => index);
  }, site);
  expect(order).toEqual([1, 0]);
});
