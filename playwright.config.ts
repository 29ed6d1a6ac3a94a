import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

const executablePath = findChromium();

/** A software GPU: right and slow, with all of WebGPU but 16-bit floats. */
const softwareGpu = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // Optimised code of ONNX Runtime for hot functions only: half of the processor time of an engine's start goes into it.
  "--js-flags=--wasm-tiering-budget=300000000 --no-wasm-inlining",
];

/** Another base lets two checkouts run their tests side by side. */
const base = Number(process.env["TABRANK_TEST_PORTS"] ?? 4173);
export const ports = {
  playground: base,
  harness: base + 1,
  hub: base + 2,
  rerank: base + 4,
  fresh: base + 5,
};

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/global-setup.ts",
  outputDir: ".cache/test-results",
  snapshotPathTemplate: "tests/e2e/looks/{arg}{ext}",
  fullyParallel: false,
  // Files side by side; what measures time runs after them, alone.
  workers: 2,
  // A test that passes when it is run again is named in the summary, with its trace.
  retries: process.env["CI"] === "true" ? 1 : 0,
  forbidOnly: process.env["CI"] === "true",
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${ports.playground}`,
    trace: "on-first-retry",
    // What a test routes or aborts must reach it; offline.spec.ts is about them, and lets them in.
    serviceWorkers: "block",
    launchOptions: { ...(executablePath && { executablePath }), args: quiet },
  },
  projects: [
    { name: "wasm", testIgnore: ["**/webgpu*.spec.ts", "**/speed.spec.ts"] },
    {
      name: "webgpu",
      testMatch: "**/webgpu*.spec.ts",
      use: { launchOptions: { ...(executablePath && { executablePath }), args: [...quiet, ...softwareGpu] } },
    },
    { name: "speed", testMatch: "**/speed.spec.ts", dependencies: ["wasm", "webgpu"] },
  ],
  webServer: [
    {
      command: `npx vite preview --port ${ports.playground} --strictPort`,
      url: `http://localhost:${ports.playground}/`,
      reuseExistingServer: process.env["CI"] !== "true",
    },
    {
      command: `npx vite preview --outDir .cache/harness --port ${ports.harness} --strictPort`,
      url: `http://localhost:${ports.harness}/tests/e2e/harness/index.html`,
      reuseExistingServer: process.env["CI"] !== "true",
    },
    {
      command: `node tests/e2e/hub-server.mjs ${ports.hub}`,
      url: `http://localhost:${ports.hub}/healthz`,
      reuseExistingServer: process.env["CI"] !== "true",
    },
    {
      command: `node tests/e2e/rerank-server.mjs ${ports.rerank}`,
      url: `http://localhost:${ports.rerank}/healthz`,
      reuseExistingServer: process.env["CI"] !== "true",
    },
  ],
});
