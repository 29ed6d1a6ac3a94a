/**
 * The package as others get it: packed, installed into a fresh project outside of this repository, built there by
 * Vite, and used in the browser and in Node.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Page, expect } from "@playwright/test";
import { type PreviewServer, preview } from "vite";
import { ports } from "../../playwright.config.ts";
import { test } from "./page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const hub = `http://localhost:${ports.hub}`;
const request = { query: "What bakes bread?", documents: ["A river.", "The oven bakes bread."] };

interface Library {
  createReranker: (change?: object) => Promise<{
    rerank: (request: object, options?: object) => Promise<{ results: { index: number }[]; model: string }>;
    status: { device: string; dtype: string };
    dispose: () => void;
  }>;
  createRerankFetch: (reranker: object, options?: object) => typeof fetch;
  createRemoteReranker: (options: object) => {
    rerank: (request: object) => Promise<{ results: { index: number }[] }>;
  };
  serveFromTab: (reranker: object) => () => void;
  Together: new (options: object) => {
    rerank: { create: (request: object) => Promise<{ results: { index: number }[]; model: string }> };
  };
}
declare global {
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface Window extends Library {}
}

let project: string;
let server: PreviewServer;
let url = "";

/** @param parameters of npm or npx, in the project */
const run = (program: string, parameters: string[], cwd = project) =>
  execFileSync(program, parameters, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

test.describe.configure({ mode: "serial" });
test.use({ serviceWorkers: "allow" });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  project = mkdtempSync(join(tmpdir(), "tabrank-fresh-"));
  const packed = run("npm", ["pack", "--pack-destination", project], root).trim().split("\n").at(-1) ?? "";
  cpSync(join(root, "tests/e2e/fresh-project"), project, { recursive: true });
  const { devDependencies: ours } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const named = ["react", "react-dom", "together-ai", "vite"].map((name) => [name, ours[name]]);
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      name: "fresh",
      private: true,
      type: "module",
      dependencies: { ...Object.fromEntries(named), tabrank: `file:${packed}` },
    }),
  );
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--omit=peer"]);
  run("npx", ["--no-install", "vite", "build", "--logLevel", "warn"]);
  server = await preview({
    root: project,
    preview: { port: ports.fresh, strictPort: true },
    logLevel: "silent",
  });
  url = `http://localhost:${ports.fresh}/?hub=${encodeURIComponent(hub)}`;
});
test.afterAll(async () => {
  await server?.close();
  rmSync(project, { recursive: true, force: true });
});

test("reranks in Chromium; the model comes from the Hub, in its published variant", async ({ page }) => {
  await page.goto(url);
  const { order, model, dtype } = await page.evaluate(async (request) => {
    const reranker = await window.createReranker();
    const { results, model } = await reranker.rerank(request);
    const { dtype } = reranker.status;
    reranker.dispose();
    return { order: results.map(({ index }) => index), model, dtype };
  }, request);
  expect({ order, model, dtype }).toEqual({ order: [1, 0], model: "Xenova/all-MiniLM-L6-v2", dtype: "q8" });
});

test("nothing of the engine is fetched before it is used", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (asked) => fetched.push(new URL(asked.url()).pathname));
  await page.goto(url);
  await expect(page.getByRole("button")).toBeVisible();
  expect(fetched.filter((path) => /worker|wasm|onnx|loaded-model/.test(path))).toEqual([]);
});

test("an unchanged client of an API becomes private by one line", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (sent) => asked.push(sent.url()));
  await page.goto(url);
  const answered = await page.evaluate(async (request) => {
    const reranker = await window.createReranker();
    const client = new window.Together({
      apiKey: "unused",
      dangerouslyAllowBrowser: true,
      fetch: window.createRerankFetch(reranker, { anyModel: true }),
    });
    const { results, model } = await client.rerank.create({ model: "Salesforce/Llama-Rank-V1", ...request });
    const remote = window.createRemoteReranker({
      baseUrl: "https://api.jina.ai",
      fetch: window.createRerankFetch(reranker),
    });
    const other = await remote.rerank(request);
    reranker.dispose();
    return [results.map(({ index }) => index), model, other.results.map(({ index }) => index)];
  }, request);
  expect(answered).toEqual([[1, 0], "Xenova/all-MiniLM-L6-v2", [1, 0]]);
  expect(asked.filter((address) => /together|jina/.test(address))).toEqual([]);
});

const ask = (page: Page, body: object) =>
  page.evaluate(async (body) => {
    const response = await fetch("/v1/rerank", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }, body);

test("any script of the origin may fetch /v1/rerank, and a tab answers", async ({ page, context }) => {
  await page.goto(url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js", { type: "module" });
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // Nobody serves yet.
  expect(await ask(page, request)).toMatchObject({ status: 503, body: { code: "NO_RERANKER" } });
  await page.evaluate(async () => {
    const reranker = await window.createReranker();
    window.serveFromTab(reranker);
  });
  // From the tab itself and from another one that has no engine.
  const other = await context.newPage();
  await other.goto(url);
  for (const asker of [page, other]) {
    expect(await ask(asker, request)).toMatchObject({
      status: 200,
      body: { object: "list", model: "Xenova/all-MiniLM-L6-v2", results: [{ index: 1 }, { index: 0 }] },
    });
  }
  expect(await ask(other, { query: "q", documents: [] })).toMatchObject({
    status: 422,
    body: { errors: [{ field: "documents" }] },
  });
  // A client that knows nothing of it, pointed at this origin.
  const byClient = await other.evaluate(async (request) => {
    const baseURL = `${location.origin}/v1`;
    const client = new window.Together({ apiKey: "unused", dangerouslyAllowBrowser: true, baseURL });
    const { results } = await client.rerank.create({ model: "Xenova/all-MiniLM-L6-v2", ...request });
    return results.map(({ index }) => index);
  }, request);
  expect(byClient).toEqual([1, 0]);
  // The network is not asked for it.
  await context.setOffline(true);
  expect(await ask(page, request)).toMatchObject({ status: 200 });
  await context.setOffline(false);
  await page.close();
  expect(await ask(other, request)).toMatchObject({ status: 503 });
});

test("the element, by one import", async ({ page }) => {
  await page.goto(url);
  const order = await page.evaluate(async (hub) => {
    await customElements.whenDefined("tab-rank");
    const element = document.createElement("tab-rank") as HTMLElement & {
      rerank: () => Promise<{ results: { index: number }[] }>;
    };
    const attributes = {
      query: "What bakes bread?",
      documents: JSON.stringify(["A river.", "The oven bakes bread."]),
      model: "Xenova/bge-small-en-v1.5",
      device: "wasm",
      "hub-host": hub,
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
    const { results } = await element.rerank();
    return results.map(({ index }) => index);
  }, hub);
  expect(order).toEqual([1, 0]);
  await expect(page.locator("tab-rank").getByText("The oven bakes bread.").first()).toBeVisible();
});

test("the React hook: idle, running, done; a failure is said", async ({ page }) => {
  await page.goto(url);
  const button = page.getByRole("button");
  await expect(button).toHaveText("idle");
  await button.click();
  await expect(button).toHaveText("idle: document 1");
  await page.goto(`${url.split("?")[0] ?? ""}?hub=${encodeURIComponent(`${hub}/down`)}`);
  await button.click();
  await expect(button).toHaveText("download_failed");
});

test("the same package in Node, with the embedded model from a folder", () => {
  const printed = run("node", ["in-node.mjs", pathToFileURL(join(root, "public/models/")).href]);
  const { model, dtype, results, fetched } = JSON.parse(printed) as Record<string, { index: number }[]>;
  expect({ model, dtype }).toEqual({ model: "Xenova/all-MiniLM-L6-v2", dtype: "w8a8" });
  expect(results?.map(({ index }) => index)).toEqual([1, 0]);
  expect(fetched).toEqual(results);
});

test("what is packed imports nothing that it does not declare", () => {
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(project, "node_modules/tabrank/package.json"), "utf8"),
  ) as Record<string, Record<string, string>>;
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  const listed = run("npm", ["pack", "--dry-run", "--json"], root);
  const [{ files } = { files: [] }] = JSON.parse(listed) as { files: { path: string; size: number }[] }[];
  const scripts = files.filter(({ path }) => /^lib\/[^/]+\.js$/.test(path));
  expect(scripts.length).toBeGreaterThan(10);
  for (const { path } of scripts) {
    const code = readFileSync(join(root, path), "utf8");
    // Statements and calls; not what is said in a message.
    const imported = [
      ...code.matchAll(/^(?:import|export)\b[^"\n]*"([^"./][^"]*)"|\bimport\("([^"./][^"]*)"\)/gm),
    ].map(([, statement, call]) => statement ?? call ?? "");
    for (const name of imported) {
      const known =
        name.startsWith("node:") || declared.some((one) => name === one || name.startsWith(`${one}/`));
      expect(known, `${path} imports ${name}`).toBe(true);
    }
  }
  expect(files.some(({ path }) => /\.(onnx|wasm)$/.test(path))).toBe(false);
});
