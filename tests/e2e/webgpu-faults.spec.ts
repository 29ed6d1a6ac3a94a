/** GPUs that fail after they have passed the self-test: in a real browser, with the real runtime. */
import { expect } from "@playwright/test";
import { type PairReference, hubHost, readFixture, test } from "./engine-page.ts";

/** Runs in the worker before the runtime: what is read back from the GPU is changed when `self.fault` says so. */
const sabotage = `
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (...options) {
  return (self.gpuDevice = await requestDevice.apply(this, options));
};
const { getMappedRange } = GPUBuffer.prototype;
GPUBuffer.prototype.getMappedRange = function (...range) {
  const bytes = getMappedRange.apply(this, range);
  if ((this.usage & GPUBufferUsage.MAP_READ) === 0 || !self.fault) return bytes;
  if (self.fault === "destroy") self.gpuDevice.destroy();
  else new Float32Array(bytes).fill(self.fault === "zeros" ? 0 : NaN);
  return bytes;
};
`;

const reference = readFixture<PairReference>("tiny-bert-cross-encoder");
/** A few: the GPU is emulated. */
const pairs = reference.pairs
  .filter(({ truncate, usedTokens, documentTokens }) => truncate === "end" && usedTokens === documentTokens)
  .toSorted((a, b) => a.documentTokens - b.documentTokens)
  .slice(0, 4);

for (const [fault, reason, message] of [
  ["zeros", "check-failed", /WebGPU with fp32 weights passed the self-test, .* off by \d.* on a known pair/],
  ["NaN", "run-failed", /WebGPU with fp32 weights failed while scoring: .*NaN/],
  ["destroy", "device-lost", /The graphics device was lost \(destroyed: /],
] as const) {
  test(`a GPU that fails between two runs (${fault}) is left, and the run is done again on WASM @fault`, async ({
    engine,
  }) => {
    await engine.route("**/rerank.worker*.js", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: sabotage + (await response.text()) });
    });
    await engine.evaluate(
      async ({ pairs, hubHost }) => {
        const { createReranker, inspectRepository } = window.tabrank;
        const repository = "tabrank/tiny-bert-cross-encoder";
        const entry = await inspectRepository(repository, { hubHost, fetch: (...args) => fetch(...args) });
        const variants = entry.variants.flatMap((variant) =>
          variant.dtype === "fp32" ? [{ ...variant, devices: ["webgpu", "wasm"] as const }] : [],
        );
        const golden = {
          source: "PyTorch",
          uncertainty: 0,
          pairs: pairs.map(({ query, document, logit: score }) => ({ query, document, score })),
        };
        const model = { ...entry, variants: variants as unknown as typeof entry.variants, golden };
        const reranker = await createReranker({ model, device: "webgpu", hubHost });
        const run = async () => {
          const startedAt = performance.now();
          const { results } = await reranker.rerank({
            query: pairs[0]?.query ?? "",
            documents: pairs.map(({ document }) => document),
          });
          const { device, notes } = reranker.status ?? {};
          return { device, notes, results, ms: performance.now() - startedAt };
        };
        Object.assign(window, { run });
      },
      { pairs, hubHost },
    );
    type Run = {
      device: string;
      notes: unknown[];
      results: { index: number; relevance_score: number }[];
      ms: number;
    };
    const healthy = await engine.evaluate<Run>("run()");
    expect(healthy).toMatchObject({ device: "webgpu", notes: [] });
    await engine.workers()[0]?.evaluate((fault) => Object.assign(self, { fault }), fault);
    const recovered = await engine.evaluate<Run>("run()");
    expect(recovered).toMatchObject({
      device: "wasm",
      notes: [{ reason, message: expect.stringMatching(message) }],
    });
    expect(recovered.results.map(({ index }) => index)).toEqual(healthy.results.map(({ index }) => index));
    for (const [position, { relevance_score: score }] of recovered.results.entries())
      expect(score).toBeCloseTo(healthy.results[position]?.relevance_score ?? NaN, 3);
    // In seconds, with the load of the model on WASM.
    const description = (recovered.ms / 1000).toFixed(1);
    test.info().annotations.push({ type: "recovery", description });
  });
}
