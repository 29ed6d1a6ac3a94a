/** The engine as a caller meets it: what runs, is cancelled, is replaced and is refused. */
import { expect, test, vi } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import type { RerankProgress } from "../../../../src/contract/reranker.ts";
import type { LoadOptions } from "../../../../src/engine/local/load/load-options.ts";
import { LocalReranker } from "../../../../src/engine/local/local-reranker.ts";
import type { WorkerApi } from "../../../../src/engine/worker/protocol.ts";
import { fakeEnvironment, fakeModel, locations, variant } from "./fake-environment.ts";

function rerankerOn(environment = fakeEnvironment(), changes: Partial<LoadOptions> = {}): LocalReranker {
  return new LocalReranker({ model: fakeModel, device: "auto", locations, environment, ...changes });
}

/** The code of an error of ours, the name of an abort. */
const code = (error: unknown): unknown =>
  error instanceof RerankError ? error.code : error instanceof Error && error.name;
const long = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => "word ".repeat(50 + (index % 5)));

test("nothing is started or fetched before the first use", async () => {
  const environment = fakeEnvironment();
  const reranker = rerankerOn(environment);
  expect(environment.workers).toEqual([]);
  expect(reranker.status).toBeUndefined();
  await reranker.rerank({ query: "q", documents: ["a"] });
  expect(reranker.status).toMatchObject({ model: "org/model", device: "wasm", dtype: "fp32", workers: 1 });
});

test("duplicates keep their own index, ties the request's order, empty documents come last", async () => {
  const api: Partial<WorkerApi> = {
    score: async ({ documents }) => ({
      ok: true,
      value: {
        query: { tokens: 1, usedTokens: 1 },
        queryPromptTokens: 3,
        documents: documents.map(({ length }) =>
          length === 0
            ? { score: undefined, documentTokens: 0, usedTokens: 0, promptTokens: 0 }
            : { score: length / 100, documentTokens: length, usedTokens: length, promptTokens: length + 2 },
        ),
      },
    }),
  };
  const documents = ["", "bb", { text: "aaa", id: "x" }, "bb", "aaa", ""];
  const reranker = rerankerOn(fakeEnvironment({ api }));
  const { results, usage } = await reranker.rerank({ query: "q", documents });
  expect(results.map(({ index }) => index)).toEqual([2, 4, 1, 3, 0, 5]);
  expect(results.map(({ relevance_score }) => relevance_score)).toEqual([0.03, 0.03, 0.02, 0.02, -1, -1]);
  // The very object, not a copy.
  expect(results[0]?.document).toBe(documents[2]);
  // Each document with two special tokens, the query once, whatever the number of chunks.
  expect(usage).toEqual({ prompt_tokens: 21, completion_tokens: 0, total_tokens: 21 });
  const { results: two } = await reranker.rerank({ query: "q", documents, top_n: 2 });
  expect(two.map(({ index }) => index)).toEqual([2, 4]);
});

test("a request that names another model is refused", async () => {
  const request = { query: "q", documents: ["a"], model: "other/model" };
  await expect(rerankerOn().rerank(request)).rejects.toMatchObject({
    code: "model_not_found",
    errors: [{ field: "model" }],
  });
  expect((await rerankerOn().rerank({ ...request, model: "org/model" })).model).toBe("org/model");
});

test("runs at the same time share one engine and get their own answers", async () => {
  const environment = fakeEnvironment();
  const reranker = rerankerOn(environment);
  const [first, second] = await Promise.all([
    reranker.rerank({ query: "q", documents: ["a", "bb"] }),
    reranker.rerank({ query: "q", documents: ["ccc", "d"] }),
  ]);
  expect(first.results.map(({ index }) => index)).toEqual([1, 0]);
  expect(second.results.map(({ index }) => index)).toEqual([0, 1]);
  // The one that looked for WebGPU loads nothing.
  expect(environment.loads.length).toBe(1);
  expect(environment.workers.length).toBe(2);
});

test("a cancelled run reports nothing more, and the next one is right", async () => {
  const reranker = rerankerOn();
  const abort = new AbortController();
  const afterAbort: RerankProgress[] = [];
  const run = reranker.rerank(
    { query: "q", documents: long(500) },
    {
      signal: abort.signal,
      onProgress: (progress) => {
        if (abort.signal.aborted) afterAbort.push(progress);
        if (progress.phase === "score" && progress.scored > 0) abort.abort();
      },
    },
  );
  expect(await run.catch(code)).toBe("AbortError");
  const next = await reranker.rerank({ query: "q", documents: ["a", "bb"] });
  expect(next.results.map(({ index }) => index)).toEqual([1, 0]);
  expect(afterAbort).toEqual([]);
});

test("a reranker that is disposed while it loads says so, and ends its workers", async () => {
  const environment = fakeEnvironment({ hold: () => new Promise(() => {}) });
  const reranker = new LocalReranker({ model: fakeModel, device: "wasm", locations, environment });
  const loading = reranker.load().catch(code);
  await expect.poll(() => environment.loads.length).toBe(1);
  reranker.dispose();
  expect(await loading).toBe("disposed");
  expect(environment.workers.map(({ terminated }) => terminated)).toEqual([true]);
});

test("a disposed reranker ends its workers, rejects its runs and refuses others", async () => {
  let holding = false;
  const environment = fakeEnvironment({ hold: async () => (holding ? new Promise(() => {}) : undefined) });
  const reranker = rerankerOn(environment);
  await reranker.load();
  holding = true;
  const running = reranker.rerank({ query: "q", documents: ["a"] }).catch(code);
  reranker.dispose();
  expect(await running).toBe("disposed");
  expect(environment.workers.every(({ terminated }) => terminated)).toBe(true);
  expect(await reranker.rerank({ query: "q", documents: ["a"] }).catch(code)).toBe("disposed");
});

test("`await using` ends the workers at the end of the block", async () => {
  const environment = fakeEnvironment();
  {
    await using reranker = rerankerOn(environment);
    await reranker.load();
    expect(environment.workers.every(({ terminated }) => terminated)).toBe(false);
  }
  expect(environment.workers.every(({ terminated }) => terminated)).toBe(true);
});

test("a worker that dies is replaced, and the run is finished all the same", async () => {
  const environment = fakeEnvironment();
  const reranker = rerankerOn(environment, { workers: 2 });
  const request = { query: "q", documents: long(100) };
  await reranker.load();
  const [, first] = environment.workers;
  let crashed = false;
  const withDeath = await reranker.rerank(request, {
    onProgress: (progress) => {
      if (crashed || progress.phase !== "score" || progress.scored === 0) return;
      crashed = true;
      first?.crash();
    },
  });
  expect(crashed).toBe(true);
  expect(first?.terminated).toBe(true);
  expect(environment.workers.length).toBe(4);
  const { results } = await reranker.rerank(request);
  expect(withDeath.results).toEqual(results);
});

test("a replacement that dies before it runs keeps no later run waiting", async () => {
  vi.useFakeTimers();
  try {
    // The one that looks for WebGPU, the first with the model, and a last one after the pool has ended.
    const environment = fakeEnvironment({ cores: 1, running: ({ started }) => started !== 3 });
    const reranker = rerankerOn(environment);
    const loading = reranker.load();
    await vi.advanceTimersByTimeAsync(100);
    await loading;
    environment.workers[1]?.crash();
    await vi.advanceTimersByTimeAsync(100);
    expect(environment.workers.length).toBe(3);
    const run = reranker.rerank({ query: "q", documents: ["a", "bb"] });
    await vi.advanceTimersByTimeAsync(30_100);
    expect((await run).results.map(({ index }) => index)).toEqual([1, 0]);
  } finally {
    vi.useRealTimers();
  }
});

test("with its GPU lost the model is loaded anew on WASM, and the reason is kept", async () => {
  const limits = { bufferBytes: 1e9, bindingBytes: 1e9 };
  const api: Partial<WorkerApi> = {
    probe: async () => ({
      ok: true,
      value: { available: true, f16: true, software: false, adapter: "a GPU", limits },
    }),
  };
  const environment = fakeEnvironment({ api });
  const model = { ...fakeModel, variants: [variant("fp32", ["webgpu", "wasm"])] };
  const reranker = rerankerOn(environment, { model });
  expect(await reranker.load()).toMatchObject({ device: "webgpu", adapter: "a GPU", workers: 1 });
  environment.workers.at(-1)?.loseGpu("driver reset");
  await expect.poll(() => environment.workers.at(-1)?.terminated).toBe(true);
  expect((await reranker.rerank({ query: "q", documents: ["a"] })).results.length).toBe(1);
  expect(reranker.status).toMatchObject({
    device: "wasm",
    notes: [{ reason: "device-lost", message: expect.stringContaining("driver reset") }],
  });
});

test("with truncate none all documents that are too long are named, and none is scored", async () => {
  let scored = 0;
  const api: Partial<WorkerApi> = {
    measure: async ({ documents }) => ({
      ok: true,
      value: {
        queryTokens: 1,
        documents: documents.map(({ length }) => ({
          documentTokens: length,
          usedTokens: Math.min(length, 10),
        })),
      },
    }),
    score: async () => {
      scored += 1;
      return {
        ok: true,
        value: { query: { tokens: 1, usedTokens: 1 }, queryPromptTokens: 0, documents: [] },
      };
    },
  };
  const documents = ["a".repeat(11), "b", "c".repeat(30)];
  const run = rerankerOn(fakeEnvironment({ api })).rerank({ query: "q", documents, truncate: "none" });
  await expect(run).rejects.toMatchObject({
    code: "document_too_long",
    errors: [
      { field: "documents[0]", message: "has 11 tokens, but only 10 can be read" },
      { field: "documents[2]", message: "has 30 tokens, but only 10 can be read" },
    ],
  });
  expect(scored).toBe(0);
});

test("an error of a chunk names documents by their place in the request", async () => {
  const documents = long(200);
  documents[150] = "the bad one";
  const api: Partial<WorkerApi> = {
    score: async ({ documents: texts }) => {
      const row = texts.indexOf("the bad one");
      const message = `documents[${row}] is bad`;
      if (row !== -1)
        return {
          ok: false,
          error: {
            code: "unsupported_input",
            message,
            errors: [{ field: `documents[${row}]`, message, type: "t" }],
          },
        };
      const scores = texts.map(() => ({ score: 0, documentTokens: 1, usedTokens: 1, promptTokens: 1 }));
      return {
        ok: true,
        value: { query: { tokens: 1, usedTokens: 1 }, queryPromptTokens: 0, documents: scores },
      };
    },
  };
  await expect(rerankerOn(fakeEnvironment({ api })).rerank({ query: "q", documents })).rejects.toMatchObject({
    code: "unsupported_input",
    message: "documents[150] is bad",
    errors: [{ field: "documents[150]" }],
  });
});
