/** What `_headers` lets other sites do with the build, and what not. */
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { documentBox, test } from "./page.ts";
import { type Site, serveSite } from "./site-server.ts";
import { staticServer } from "./static-server.mjs";

const server = staticServer({ folder: fileURLToPath(new URL("../../dist/", import.meta.url)), prefix: "/" });
let site = "";
/** A page of another origin, without a policy. */
let other = "";
let elsewhere: Site;
test.beforeAll(async () => {
  site = `http://127.0.0.1:${await server.start()}/`;
  elsewhere = await serveSite({
    pages: { "/": '<!doctype html><html lang="en"><title>Other</title></html>' },
  });
  other = `${elsewhere.origin}/`;
});
test.afterAll(async () => {
  await Promise.all([server.stop(), elsewhere.close()]);
});

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

test("under its policy images are read, shown and fetched", async ({ page }) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) refused.push(message.text());
  });
  await page.goto(site);
  const png = await page.evaluate(() => document.createElement("canvas").toDataURL());
  await page.route("https://images.example/**", (route) =>
    route.fulfill({
      body: Buffer.from(png.slice(png.indexOf(",") + 1), "base64"),
      contentType: "image/png",
      headers: { "access-control-allow-origin": "*" },
    }),
  );
  await documentBox(page, 1).evaluate(async (box, png) => {
    const data = new DataTransfer();
    const [, base64 = ""] = png.split(",");
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    data.items.add(new File([bytes], "pasted.png", { type: "image/png" }));
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, png);
  await expect(page.getByText("300 × 150 pixels")).toBeVisible();
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  await page
    .getByRole("textbox", { name: "Documents as JSON" })
    .fill('[{"image": "https://images.example/a.png"}]');
  await page.getByRole("button", { name: "Rows", exact: true }).click();
  await page.getByRole("button", { name: "Show image: Image document 1" }).click();
  await expect(page.getByText("300 × 150 pixels")).toBeVisible();
  expect(refused).toEqual([]);
});
