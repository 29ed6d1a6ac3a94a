/** Workers that end in a real browser. Who is blamed and what follows: `tests/unit/engine/local/workers`. */
import { expect } from "@playwright/test";
import { skincare, test } from "./engine-page.ts";

test("a replacement that dies before it runs keeps no run waiting @fault", async ({ engine }) => {
  // The page waits 30 seconds for a worker to report; they pass at once.
  await engine.clock.install();
  let dies = false;
  const died = new Promise<void>((resolve) => {
    void engine.route("**/rerank.worker*.js", async (route) => {
      if (!dies) return route.continue();
      dies = false;
      await route.fulfill({ contentType: "text/javascript", body: "self.close();" });
      resolve();
    });
  });
  const first = await engine.evaluate(async (request) => {
    const reranker = await window.tabrank.createReranker({
      device: "wasm",
      workers: 1,
      modelBaseUrl: "/models/",
    });
    const order = async () => (await reranker.rerank(request)).results.map(({ index }) => index);
    Object.assign(window, { again: order });
    return order();
  }, skincare);
  dies = true;
  await engine
    .workers()[0]
    ?.evaluate(() => self.close())
    .catch(() => undefined);
  await died;
  const run = engine.evaluate("again()");
  const startedAt = Date.now();
  await engine.clock.runFor(31_000);
  expect(await run).toEqual(first);
  expect(Date.now() - startedAt).toBeLessThan(30_000);
});

test("idle workers end, and come back with the next run", async ({ engine }) => {
  const order = await engine.evaluate(async (request) => {
    const { createReranker } = window.tabrank;
    const reranker = await createReranker({ device: "wasm", idleMs: 200, modelBaseUrl: "/models/" });
    Object.assign(window, {
      again: async () => (await reranker.rerank(request)).results.map(({ index }) => index),
    });
    return (await reranker.rerank(request)).results.map(({ index }) => index);
  }, skincare);
  await expect.poll(() => engine.workers().length).toBe(0);
  expect(await engine.evaluate("again()")).toEqual(order);
  await expect.poll(() => engine.workers().length).toBe(0);
});
