/** A GPU is trusted with an order only if it gave known pairs their scores in the same run. */
import { expect, test } from "vitest";
import type { RerankProgress } from "../../../../src/contract/reranker.ts";
import { LocalReranker } from "../../../../src/engine/local/local-reranker.ts";
import type { ScoringInput, WorkerApi } from "../../../../src/engine/worker/protocol.ts";
import type { Golden, ModelEntry } from "../../../../src/models/model.ts";
import { fakeEnvironment, fakeModel, locations, variant } from "./fake-environment.ts";

type Score = (text: string) => number;

/** As the fake worker scores: by length. */
const right: Score = ({ length }) => length / 100;
const golden: Golden = {
  source: "a reference",
  uncertainty: 0,
  pairs: [
    { query: "q", document: "abc", score: 0.03 },
    { query: "q", document: "a".repeat(40), score: 0.4 },
    { query: "q", document: "a".repeat(20), score: 0.2 },
  ],
};
const gpuModel: ModelEntry = { ...fakeModel, variants: [variant("fp32", ["webgpu", "wasm"])] };
const request = { query: "q", documents: ["a", "ccc", "bb"] };
const rightOrder = [1, 2, 0];

/** A machine with a GPU, on which `gpu.score` decides; on WASM the scores are right. */
function machine(model: ModelEntry) {
  const gpu: { score: Score | (() => never); calls: ScoringInput[] } = { score: right, calls: [] };
  let onGpu = false;
  const score: WorkerApi["score"] = async (chunk) => {
    if (onGpu) gpu.calls.push(chunk);
    try {
      const documents = chunk.documents.map((text) => ({
        score: (onGpu ? gpu.score : right)(text),
        documentTokens: 1,
        usedTokens: 1,
        promptTokens: 1,
      }));
      return { ok: true, value: { documents, query: { tokens: 1, usedTokens: 1 }, queryPromptTokens: 0 } };
    } catch (error) {
      return { ok: false, error: error as { code: "internal_error"; message: string } };
    }
  };
  const limits = { bufferBytes: 1e9, bindingBytes: 1e9 };
  const environment = fakeEnvironment({
    api: {
      probe: async () => ({
        ok: true,
        value: { available: true, f16: true, software: false, adapter: "a GPU", limits },
      }),
      load: async ({ device }) => {
        onGpu = device === "webgpu";
        return { ok: true, value: undefined };
      },
      score,
    },
  });
  return { gpu, environment, reranker: new LocalReranker({ model, device: "auto", locations, environment }) };
}

async function orderOf(reranker: LocalReranker, onProgress: (progress: RerankProgress) => void = () => {}) {
  const { results } = await reranker.rerank(request, { onProgress });
  return results.map(({ index }) => index);
}

const withGolden: ModelEntry = { ...gpuModel, golden };

test("a GPU that stays right stays in use, at the cost of two pairs a run", async () => {
  const { gpu, reranker } = machine(withGolden);
  await reranker.load();
  gpu.calls.length = 0;
  expect(await orderOf(reranker)).toEqual(rightOrder);
  expect(reranker.status).toMatchObject({ device: "webgpu", notes: [] });
  // The pairs whose scores are the farthest apart, and between them the documents.
  expect(gpu.calls.map(({ documents }) => documents)).toEqual(
    [["a".repeat(40)], ["ccc", "bb", "a"].toSorted(), ["abc"]].map((documents) =>
      expect.arrayContaining(documents),
    ),
  );
});

const faults: [string, Score | (() => never), string, RegExp][] = [
  [
    "the same number for every text",
    () => 0.4,
    "check-failed",
    /WebGPU with fp32 weights .* off by 0\.370 .* allowed 0\.001/,
  ],
  ["wrong numbers", (text) => 0.9 - right(text), "check-failed", /off by 0\.100/],
  ["NaN", () => NaN, "check-failed", /no finite score/],
  [
    "an error about NaN",
    () => {
      throw { code: "internal_error", message: "documents[0]: cannot be scored: the model returned NaN" };
    },
    "run-failed",
    /WebGPU with fp32 weights failed while scoring: .*NaN\.$/,
  ],
  [
    "an error of its shaders",
    () => {
      throw { code: "internal_error", message: '[WebGPU] Kernel "MatMul" failed. Invalid ShaderModule' };
    },
    "run-failed",
    /Invalid ShaderModule/,
  ],
  [
    "no memory",
    () => {
      throw { code: "out_of_memory", message: "Out of memory" };
    },
    "out-of-memory",
    /ran out of memory/,
  ],
];

for (const [fault, score, reason, message] of faults) {
  test(`a GPU that gives ${fault} after the self-test is left: the run is done again on WASM`, async () => {
    const { gpu, reranker } = machine(withGolden);
    await reranker.load();
    expect(reranker.status?.device).toBe("webgpu");
    gpu.score = score;
    expect(await orderOf(reranker)).toEqual(rightOrder);
    expect(reranker.status).toMatchObject({
      device: "wasm",
      notes: [{ reason, message: expect.stringMatching(message) }],
    });
    // It stays left.
    gpu.score = right;
    expect(await orderOf(reranker)).toEqual(rightOrder);
    expect(reranker.status?.device).toBe("wasm");
  });
}

test("nothing that a broken GPU scored is reported", async () => {
  const { gpu, reranker } = machine(withGolden);
  await reranker.load();
  gpu.score = () => 0.5;
  const reported: number[] = [];
  await orderOf(reranker, (progress) => {
    if (progress.phase === "score")
      reported.push(...progress.documents.map(({ relevance_score }) => relevance_score));
  });
  expect(reported.toSorted()).toEqual([0.01, 0.02, 0.03]);
});

test("a GPU that breaks in the middle of a run is found at its end", async () => {
  const { gpu, reranker } = machine(withGolden);
  await reranker.load();
  gpu.score = (text) => {
    if (request.documents.includes(text)) gpu.score = () => 0.4;
    return right(text);
  };
  expect(await orderOf(reranker)).toEqual(rightOrder);
  expect(reranker.status).toMatchObject({ device: "wasm", notes: [{ reason: "check-failed" }] });
});

test("runs at the same time are all done again on the next device", async () => {
  const { gpu, reranker } = machine(withGolden);
  await reranker.load();
  gpu.score = () => 0.4;
  expect(await Promise.all([orderOf(reranker), orderOf(reranker), orderOf(reranker)])).toEqual([
    rightOrder,
    rightOrder,
    rightOrder,
  ]);
});

test("a model without golden pairs must go on to score as it did after loading", async () => {
  const { gpu, reranker } = machine(gpuModel);
  expect(await orderOf(reranker)).toEqual(rightOrder);
  expect(reranker.status).toMatchObject({ device: "webgpu", selfTest: undefined });
  gpu.score = (text) => 0.9 - right(text);
  expect(await orderOf(reranker)).toEqual(rightOrder);
  expect(reranker.status).toMatchObject({ device: "wasm", notes: [{ reason: "check-failed" }] });
});

test("without golden pairs, a GPU that gives different texts the same score is not used at all", async () => {
  const { gpu, reranker } = machine(gpuModel);
  gpu.score = () => 0.4;
  expect(await reranker.load()).toMatchObject({ device: "wasm", notes: [{ reason: "self-test-failed" }] });
});

test("an error about the request is no fault of the GPU", async () => {
  const { gpu, reranker } = machine(withGolden);
  await reranker.load();
  gpu.score = (text) => {
    if (!request.documents.includes(text)) return right(text);
    throw { code: "query_too_long", message: "query: too long" };
  };
  await expect(orderOf(reranker)).rejects.toMatchObject({ code: "query_too_long" });
  expect(reranker.status).toMatchObject({ device: "webgpu", notes: [] });
});

test("weights that run out of memory give way to smaller ones", async () => {
  const large = {
    ...variant("fp32"),
    files: [
      { path: "onnx/fp32.onnx", bytes: 4 },
      { path: "onnx/more.onnx", bytes: 4 },
    ],
  } as const;
  const model: ModelEntry = { ...fakeModel, variants: [large, variant("q8")] };
  let small = false;
  const environment = fakeEnvironment({
    api: {
      load: async ({ dtype }) => {
        small = dtype === "q8";
        return { ok: true, value: undefined };
      },
      score: async ({ documents }) =>
        small
          ? {
              ok: true,
              value: {
                documents: documents.map((text) => ({
                  score: right(text),
                  documentTokens: 1,
                  usedTokens: 1,
                  promptTokens: 1,
                })),
                query: { tokens: 1, usedTokens: 1 },
                queryPromptTokens: 0,
              },
            }
          : { ok: false, error: { code: "out_of_memory", message: "std::bad_alloc" } },
    },
  });
  const reranker = new LocalReranker({ model, device: "wasm", locations, environment });
  expect(await orderOf(reranker)).toEqual(rightOrder);
  expect(reranker.status).toMatchObject({ dtype: "q8" });
  expect(reranker.status?.notes.at(-1)).toMatchObject({
    reason: "out-of-memory",
    message: "WASM with fp32 weights ran out of memory while scoring.",
  });
});

test("where there are no smaller weights, the error says what to do", async () => {
  const environment = fakeEnvironment({
    api: { score: async () => ({ ok: false, error: { code: "out_of_memory", message: "std::bad_alloc" } }) },
  });
  const reranker = new LocalReranker({ model: fakeModel, device: "wasm", locations, environment });
  await expect(orderOf(reranker)).rejects.toMatchObject({
    code: "out_of_memory",
    message: expect.stringMatching(/^A model ran out of memory\. .* choose a smaller model\.$/),
  });
});

test("what a GPU had cached does not bind the next device's texts to one worker", async () => {
  const { gpu, reranker } = machine(withGolden);
  const documents = Array.from({ length: 80 }, (_, at) => `document ${at}`);
  await reranker.rerank({ query: "q", documents });
  gpu.score = (text) => 0.9 - right(text);
  const chunks: number[] = [];
  await reranker.rerank(
    { query: "q", documents },
    {
      onProgress: (progress) => {
        if (progress.phase === "score") chunks.push(progress.documents.length);
      },
    },
  );
  expect(reranker.status?.device).toBe("wasm");
  // As for texts that no worker has read.
  expect(Math.max(...chunks)).toBe(32);
});

test("a GPU that was left is not asked again what it can do: its driver may hang", async () => {
  const { gpu, environment, reranker } = machine(withGolden);
  await reranker.load();
  const before = environment.workers.length;
  gpu.score = () => 0.4;
  expect(await orderOf(reranker)).toEqual(rightOrder);
  expect(environment.workers.length - before).toBe(reranker.status?.workers);
});
