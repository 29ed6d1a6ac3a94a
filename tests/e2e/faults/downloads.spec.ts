/** Faults of downloads and caches in a real browser. All others: `tests/unit/engine/local/load`. */
import { type Page, expect } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { test as engineTest, hubHost } from "../engine-page.ts";
import { resultItems, run, test } from "../page.ts";
import { staticServer } from "../static-server.mjs";

const tiny = "tabrank/tiny-bert-cross-encoder";

/** Seconds since the fault, for the table of `npm run test:faults`. */
function recovered(sinceMs: number): void {
  const description = ((performance.now() - sinceMs) / 1000).toFixed(1);
  test.info().annotations.push({ type: "recovery", description });
}

test("a download cut at 50 % goes on where it ended @fault", async ({ page }) => {
  const asked: (string | undefined)[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("model_quantized.onnx") && request.method() === "GET")
      asked.push(request.headers()["range"]);
  });
  await page.goto("/");
  await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Hub" }).fill(`${hubHost}/half`);
  await page.getByRole("textbox", { name: "Repository or address" }).fill(tiny);
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByRole("textbox", { name: "Repository or address" })).toBeHidden();
  await page.getByRole("combobox", { name: "Device" }).selectOption("WASM");
  asked.length = 0;
  const startedAt = performance.now();
  await run(page);
  await expect(resultItems(page).first()).toBeVisible();
  recovered(startedAt);
  expect(asked).toEqual([undefined, "bytes=50445-"]);
});

interface Loaded {
  phases: string[];
  notes: string[];
}

function load(engine: Page, repository: string | undefined): Promise<Loaded> {
  return engine.evaluate(
    async ({ repository, hubHost }) => {
      const { createReranker, inspectRepository, embeddedModel } = window.tabrank;
      const options = { hubHost, fetch: (...args: Parameters<typeof fetch>) => fetch(...args) };
      const model = repository === undefined ? embeddedModel : await inspectRepository(repository, options);
      const phases: string[] = [];
      const reranker = await createReranker({
        model,
        hubHost,
        device: "wasm",
        modelBaseUrl: "/models/",
        onProgress: ({ phase }) => phases.at(-1) !== phase && phases.push(phase),
      });
      const notes = reranker.status?.notes.map(({ reason }) => reason) ?? [];
      reranker.dispose();
      return { phases, notes };
    },
    { repository, hubHost },
  );
}

/** Changes the last byte of a cached file, if it is asked to, and gives the file's hash. */
function cachedHash(page: Page, ending: string, alter: boolean): Promise<string> {
  return page.evaluate(
    async ({ ending, alter }) => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) {
          const response = await cache.match(key);
          if (!response || !new URL(key.url).pathname.endsWith(ending)) continue;
          const bytes = new Uint8Array(await response.arrayBuffer());
          if (alter) {
            bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
            await cache.put(key, new Response(bytes, { headers: response.headers }));
          }
          const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
          return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
        }
      }
      return "not cached";
    },
    { ending, alter },
  );
}

engineTest("an altered file in the cache is fetched again in the same run @fault", async ({ engine }) => {
  await load(engine, tiny);
  const right = await cachedHash(engine, "model_quantized.onnx", false);
  expect(await cachedHash(engine, "model_quantized.onnx", true)).not.toBe(right);
  const startedAt = performance.now();
  expect((await load(engine, tiny)).notes).toEqual(["chosen"]);
  recovered(startedAt);
  expect(await cachedHash(engine, "model_quantized.onnx", false)).toBe(right);
});

engineTest("two tabs that load the same model make one download @fault", async ({ engine, context }) => {
  let asked = 0;
  await context.route("**/*.onnx", async (route) => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  const other = await context.newPage();
  await other.goto(engine.url());
  const [first, second] = await Promise.all([load(engine, tiny), load(other, tiny)]);
  expect(asked).toBe(1);
  expect([first.phases[0], second.phases[0]].toSorted()).toEqual(["download", "wait"]);
});

engineTest(
  "a tab that dies while it downloads leaves the download to the other @fault",
  async ({ engine, context }) => {
    const dying = await context.newPage();
    await dying.goto(engine.url());
    // Its weights never come.
    await dying.route("**/*.onnx", () => {});
    const died = load(dying, tiny).catch(() => "died");
    await dying.waitForRequest("**/*.onnx");
    const loading = load(engine, tiny);
    await engine.waitForTimeout(1000);
    const startedAt = performance.now();
    await dying.close();
    expect((await loading).phases).toContain("wait");
    recovered(startedAt);
    expect(await died).toBe("died");
  },
);

engineTest("ONNX Runtime that does not arrive is asked for again @fault", async ({ engine }) => {
  let asked = 0;
  await engine.route("**/*.wasm", (route) => {
    asked += 1;
    // The worker asks once, and then ONNX Runtime three times on its own.
    return asked <= 4 ? route.abort("connectionreset") : route.continue();
  });
  const startedAt = performance.now();
  expect(await load(engine, tiny)).toEqual({
    phases: expect.arrayContaining(["download", "load", "retry"]) as string[],
    notes: ["chosen"],
  });
  recovered(startedAt);
});

test.describe("with the service worker", () => {
  const dist = fileURLToPath(new URL("../../../dist", import.meta.url));
  const server = staticServer({ folder: dist, prefix: "/" });
  test.use({ serviceWorkers: "allow" });
  test.afterAll(() => server.stop());

  test("an altered embedded model is fetched past the offline cache @fault", async ({ page }) => {
    const port = await server.start();
    // Under this name the offline cache comes before the network.
    await page.goto(`http://tabrank.localhost:${port}/`);
    await expect(page.getByText("This page works without a network")).toBeVisible({ timeout: 60_000 });
    const right = await cachedHash(page, "model_w8a8.onnx", false);
    expect(await cachedHash(page, "model_w8a8.onnx", true)).not.toBe(right);
    // The page has loaded the right one ahead.
    await page.reload();
    const startedAt = performance.now();
    await run(page);
    await expect(page.getByRole("region", { name: "Status" })).toContainText("Scores verified");
    await expect(page.getByRole("region", { name: "Status" })).toContainText("w8a8");
    recovered(startedAt);
    await expect.poll(() => cachedHash(page, "model_w8a8.onnx", false)).toBe(right);
  });
});
