/** Runs benchmarks in Chromium, on the built harness page, with a local copy of the Hub's file layout. */
import { spawn } from "node:child_process";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { ensureChromium } from "../scripts/chromium.mjs";
import { root } from "../scripts/install.mjs";

const hubPort = 4275;
export const hubHost = `http://localhost:${hubPort}`;

/**
 * @param {(page: import("@playwright/test").Page) => Promise<void>} work receives a page with the library as `window.tabrank`
 */
export async function withEngine(work) {
  await build({ root, mode: "harness", logLevel: "warn" });
  const server = await preview({
    root,
    build: { outDir: ".cache/harness" },
    preview: { port: 4274, strictPort: true },
  });
  const hub = spawn(process.execPath, [`${root}tests/e2e/hub-server.mjs`, String(hubPort)], {
    stdio: "ignore",
  });
  const browser = await chromium.launch({ executablePath: ensureChromium() });
  try {
    const page = await browser.newPage();
    await page.goto("http://localhost:4274/tests/e2e/harness/index.html");
    await work(page);
  } finally {
    await browser.close();
    hub.kill();
    await server.close();
  }
}

/**
 * Creates a reranker in the page, as `window.reranker`, for one variant of all-MiniLM-L6-v2.
 * @param {import("@playwright/test").Page} page
 * @param {{ dtype: string, workers?: number }} options
 */
export async function loadMiniLm(page, options) {
  await page.evaluate(
    async ({ dtype, workers, hubHost }) => {
      const { createReranker, embeddedModel, inspectRepository } = window.tabrank;
      const published = dtype === "q8" || dtype === "fp32";
      const model = published
        ? {
            ...(await inspectRepository(embeddedModel.id, { hubHost, fetch: (...args) => fetch(...args) })),
            maxTokens: embeddedModel.maxTokens,
            recipe: embeddedModel.recipe,
          }
        : embeddedModel;
      window.reranker?.dispose();
      window.reranker = await createReranker({
        model,
        device: "wasm",
        dtype: /** @type {import("../src/library/index.ts").Dtype} */ (dtype),
        hubHost,
        modelBaseUrl: "/models/",
        ...(workers !== undefined && { workers }),
      });
    },
    { ...options, hubHost },
  );
}
