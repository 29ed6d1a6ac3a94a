/** A page on plain HTTP, without secure-context features: no WebGPU, no cache, no hashes. It still ranks. */
import { expect } from "@playwright/test";
import { ports } from "../../playwright.config.ts";
import { test } from "./page.ts";

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP tabrank.test 127.0.0.1"],
    }),
});

test("an insecure page runs on WASM and says why", async ({ page }) => {
  await page.goto(`http://tabrank.test:${ports.harness}/tests/e2e/harness/index.html`);
  const outcome = await page.evaluate(async () => {
    const reranker = await window.tabrank.createReranker({ modelBaseUrl: "/models/" });
    const { results } = await reranker.rerank({ query: "bread", documents: ["a train", "a loaf of bread"] });
    return { secure: window.isSecureContext, status: reranker.status, best: results[0]?.index };
  });
  expect(outcome).toMatchObject({
    secure: false,
    best: 1,
    status: {
      device: "wasm",
      notes: [{ reason: "insecure-context", advice: expect.stringContaining("https") }],
    },
  });
});
