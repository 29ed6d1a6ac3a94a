/** Hub models over HTTP, from a server laid out like the Hub: progress, cache, cancel, faults. */
import { type Page, expect } from "@playwright/test";
import { hubHost, test } from "./engine-page.ts";

const bge = "Xenova/bge-small-en-v1.5";

interface Loaded {
  code?: string;
  message?: string;
  status?: { device: string; dtype: string } | undefined;
  phases: string[];
  downloads: { loadedBytes: number; totalBytes: number }[];
  best?: number | undefined;
}

function loadBge(engine: Page, options: { hubHost: string; cancelAtBytes?: number }): Promise<Loaded> {
  return engine.evaluate(
    async ({ model, hubHost, cancelAtBytes }) => {
      const abort = new AbortController();
      const phases: string[] = [];
      const downloads: { loadedBytes: number; totalBytes: number }[] = [];
      try {
        const reranker = await window.tabrank.createReranker({
          model,
          device: "wasm",
          hubHost,
          signal: abort.signal,
          onProgress: (progress) => {
            if (phases.at(-1) !== progress.phase) phases.push(progress.phase);
            if (progress.phase !== "download") return;
            const { loadedBytes, totalBytes } = progress;
            downloads.push({ loadedBytes, totalBytes });
            if (cancelAtBytes !== undefined && loadedBytes > cancelAtBytes) abort.abort();
          },
        });
        const documents = ["The oven bakes bread.", "Lisbon has about 550,000 inhabitants."];
        const { results } = await reranker.rerank({ query: "How many people live in Lisbon?", documents });
        return { status: reranker.status, phases, downloads, best: results[0]?.index };
      } catch (error) {
        const { code, name, message } = error as { code?: string; name: string; message: string };
        return {
          code: name === "AbortError" || code === undefined ? name : code,
          message,
          phases,
          downloads,
        };
      }
    },
    { model: bge, ...options },
  );
}

test("a catalogue model is downloaded with progress in bytes, tested, and kept for the next visit", async ({
  engine,
}) => {
  const asked: string[] = [];
  engine.on("request", (request) => asked.push(request.url()));
  const first = await loadBge(engine, { hubHost });
  expect(first).toMatchObject({
    status: { device: "wasm", dtype: "q8", selfTest: { passed: true } },
    best: 1,
  });
  expect(first.phases).toEqual(["download", "load", "self-test"]);
  const loaded = first.downloads.map(({ loadedBytes }) => loadedBytes);
  expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  expect(new Set(first.downloads.map(({ totalBytes }) => totalBytes))).toEqual(new Set([34_726_188]));
  expect(loaded.at(-1)).toBe(34_726_188);
  expect(loaded.length).toBeGreaterThan(10);
  expect(asked.filter((url) => url.startsWith(hubHost)).length).toBe(3);
  await engine.reload();
  asked.length = 0;
  expect(await loadBge(engine, { hubHost })).toMatchObject({ best: 1 });
  expect(asked.filter((url) => url.startsWith(hubHost))).toEqual([]);
});

test("a download is cancelled, leaves nothing broken behind, and works the next time", async ({ engine }) => {
  const slow = `${hubHost}/slow`;
  const cancelled = await loadBge(engine, { hubHost: slow, cancelAtBytes: 2_000_000 });
  expect(cancelled.code).toBe("AbortError");
  expect(cancelled.downloads.at(-1)?.loadedBytes).toBeLessThan(30_000_000);
  expect(await loadBge(engine, { hubHost: slow })).toMatchObject({ best: 1 });
});

for (const [fault, code] of [
  ["cut", "download_failed"],
  ["short", "integrity_failed"],
  ["swapped", "integrity_failed"],
  ["down", "download_failed"],
] as const) {
  test(`a file that is ${fault} is ${code}, and is not kept`, async ({ engine }) => {
    const failed = await loadBge(engine, { hubHost: `${hubHost}/${fault}` });
    expect(failed.code).toBe(code);
    expect(failed.message).toMatch(/onnx|SHA-256|503/);
    const kept = await engine.evaluate(async () => {
      const cache = await caches.open("tabrank-models");
      return (await cache.keys()).map(({ url }) => url).filter((url) => url.endsWith(".onnx"));
    });
    expect(kept).toEqual([]);
  });
}

test("a repository is looked up by its description alone", async ({ engine }) => {
  const asked: string[] = [];
  engine.on("request", (request) => asked.push(request.url()));
  const look = (repository: string) =>
    engine.evaluate(
      async ({ repository, hubHost }) => {
        const { inspectRepository } = window.tabrank;
        return inspectRepository(repository, { hubHost, fetch: (...args) => fetch(...args) }).catch(
          (error: unknown) => ({ code: (error as { code: string }).code }),
        );
      },
      { repository, hubHost },
    );
  expect(await look("tabrank/tiny-xlmr-cross-encoder")).toMatchObject({
    id: "tabrank/tiny-xlmr-cross-encoder",
    recipe: { family: "cross-encoder" },
    maxTokens: 128,
    licence: { name: "apache-2.0" },
  });
  expect(await look(`${hubHost}/tabrank/tiny-bert-bi-encoder`)).toMatchObject({
    recipe: { family: "bi-encoder" },
  });
  expect(asked.some((url) => url.endsWith(".onnx"))).toBe(false);
  expect(await look("tabrank/there-is-none")).toEqual({ code: "model_not_found" });
  expect(await look("no address")).toEqual({ code: "invalid_request" });
});

test("a folder at any address works like a repository", async ({ engine }) => {
  const best = await engine.evaluate(async (baseUrl) => {
    const { createReranker, inspectRepository } = window.tabrank;
    const model = await inspectRepository(baseUrl, {
      hubHost: "https://hub.invalid",
      fetch: (...args) => fetch(...args),
    });
    const reranker = await createReranker({ model, device: "wasm" });
    const { results } = await reranker.rerank({ query: "tomato", documents: ["a", "b", "c"] });
    return { source: model.source, dtype: reranker.status?.dtype, results: results.length };
  }, `${hubHost}/tabrank/tiny-bert-cross-encoder`);
  expect(best).toEqual({
    source: { kind: "url", baseUrl: `${hubHost}/tabrank/tiny-bert-cross-encoder` },
    dtype: "q8",
    results: 3,
  });
});
