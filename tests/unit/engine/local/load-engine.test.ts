/** From a model's entry to workers that have proven their scores: what is tried, in which order, and what is said. */
import { expect, test, vi } from "vitest";
import type { RerankProgress } from "../../../../src/contract/reranker.ts";
import { loadEngine } from "../../../../src/engine/local/load-engine.ts";
import type { LoadOptions } from "../../../../src/engine/local/load/load-options.ts";
import type { Golden, ModelEntry } from "../../../../src/models/model.ts";
import { addressOf, fakeEnvironment, fakeFile, fakeModel, locations, variant } from "./fake-environment.ts";
import { quickLimits } from "./load/quick-limits.ts";

const load = (changes: Partial<LoadOptions>, onProgress: (progress: RerankProgress) => void = () => {}) =>
  loadEngine({
    model: fakeModel,
    device: "wasm",
    locations,
    environment: fakeEnvironment(),
    limits: quickLimits,
    signal: new AbortController().signal,
    onProgress,
    ...changes,
  });

/** The fake worker gives a document of three characters 0.03. */
const golden = (score: number): Golden => ({
  source: "a reference",
  uncertainty: 0,
  pairs: [{ query: "q", document: "abc", score }],
});
const embedded: ModelEntry = {
  ...fakeModel,
  source: { kind: "embedded" },
  variants: [variant("w8a8"), variant("fp32")],
};

test("as many workers as were asked for load the same files, and each step is reported", async () => {
  const environment = fakeEnvironment({ cores: 3 });
  const seen: string[] = [];
  const { status, pool } = await load(
    { environment, workers: 3, model: { ...fakeModel, golden: golden(0.03) } },
    (progress) =>
      seen.push(progress.phase === "load" ? `load ${progress.ready}/${progress.workers}` : progress.phase),
  );
  expect(pool.size).toBe(3);
  expect(status).toMatchObject({ workers: 3, dtype: "fp32", selfTest: { passed: true, pairs: 1 } });
  expect(environment.loads.map(({ weights }) => weights.name)).toEqual(Array(3).fill("fp32.onnx"));
  expect(seen.filter((phase, at) => phase !== seen[at - 1])).toEqual([
    "download",
    "load 0/3",
    "load 1/3",
    "load 2/3",
    "load 3/3",
    "self-test",
  ]);
});

test("unless it was asked for more, the engine is ready with one worker", async () => {
  const environment = fakeEnvironment({ cores: 3 });
  const { status, pool } = await load({ environment });
  expect(environment.loads.length).toBe(1);
  expect([status.workers, pool.size]).toEqual([1, 1]);
});

test("weights that fail the self-test give way to the next, with the figures", async () => {
  let loads = 0;
  const environment = fakeEnvironment({
    cores: 1,
    api: {
      load: async () => {
        loads += 1;
        return { ok: true, value: undefined };
      },
      score: async ({ documents }) => {
        // The first weights are wrong.
        const score = loads === 1 ? 0.9 : 0.03;
        const scores = documents.map(() => ({ score, documentTokens: 1, usedTokens: 1, promptTokens: 1 }));
        return {
          ok: true,
          value: { query: { tokens: 1, usedTokens: 1 }, queryPromptTokens: 0, documents: scores },
        };
      },
    },
  });
  const { status } = await load({ environment, model: { ...embedded, golden: golden(0.03) } });
  expect(status).toMatchObject({ dtype: "fp32", selfTest: { passed: true } });
  expect(status.notes.at(-1)).toMatchObject({
    reason: "self-test-failed",
    message: expect.stringMatching(/^WASM with w8a8 weights .*0\.870.* 1 pairs/),
  });
  expect(environment.workers[0]?.terminated).toBe(true);
});

test("where every variant fails the self-test, the engine is not started", async () => {
  const environment = fakeEnvironment();
  await expect(load({ environment, model: { ...embedded, golden: golden(0.9) } })).rejects.toMatchObject({
    code: "self_test_failed",
  });
  expect(environment.workers.length).toBe(2);
  expect(environment.workers.every(({ terminated }) => terminated)).toBe(true);
});

for (const [source, outcome] of [
  [embedded.source, "fp32"],
  [fakeModel.source, "download_failed"],
] as const) {
  test(`a file that cannot be fetched: of an ${source.kind} model ${outcome} follows`, async () => {
    const environment = fakeEnvironment({
      fetch: async (url) => {
        if (addressOf(url).includes("w8a8")) throw new TypeError("no network");
        return fakeFile(url);
      },
    });
    const loading = load({ environment, model: { ...embedded, source } }).then(
      ({ status }) => status.dtype,
      (error: unknown) => (error as { code: string }).code,
    );
    expect(await loading).toBe(outcome);
  });
}

test("a file with other bytes ends the loading: no other variant is tried", async () => {
  const environment = fakeEnvironment({ fetch: async () => new Response("too many bytes") });
  await expect(load({ environment, model: embedded })).rejects.toMatchObject({ code: "integrity_failed" });
  expect(environment.loads).toEqual([]);
});

test("where the memory does not suffice for all workers, half of them do", async () => {
  let loading = 0;
  const environment = fakeEnvironment({
    cores: 4,
    api: {
      load: async () => {
        loading += 1;
        if (loading <= 4)
          return { ok: false, error: { code: "out_of_memory", message: "Out of memory.", errors: [] } };
        return { ok: true, value: undefined };
      },
    },
  });
  const { status } = await load({ environment, workers: 4 });
  expect(status.workers).toBe(2);
});

test("where the browser ends workers before they run, half of them do", async () => {
  vi.useFakeTimers();
  try {
    const environment = fakeEnvironment({ cores: 4, running: ({ started }) => started > 4 });
    const loading = load({ environment, workers: 4 });
    await vi.advanceTimersByTimeAsync(30_100);
    expect((await loading).status.workers).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test("no weights for the device, and weights that were asked for and are missing", async () => {
  await expect(load({ dtype: "q4" })).rejects.toMatchObject({ code: "load_failed" });
  await expect(load({ model: { ...fakeModel, variants: [] } })).rejects.toMatchObject({
    code: "load_failed",
  });
});
