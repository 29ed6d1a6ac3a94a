/** The WebGPU path, on a GPU emulated in software: right, slow, without 16-bit floats. */
import { expect } from "@playwright/test";
import { type PairReference, hubHost, readFixture, skincare, test } from "./engine-page.ts";

test("the embedded model gives the same order on WebGPU and WASM, within 0.01", async ({ engine }) => {
  const run = (device: "webgpu" | "wasm") =>
    engine.evaluate(
      async ({ device, skincare }) => {
        const { createReranker } = window.tabrank;
        const reranker = await createReranker({ device, dtype: "w8a32", modelBaseUrl: "/models/" });
        const { query } = skincare;
        // Half of them: the emulated GPU needs a minute for all.
        const documents = skincare.documents.slice(0, 5);
        const { results } = await reranker.rerank({ query, documents, max_tokens_per_document: 32 });
        const { status } = reranker;
        reranker.dispose();
        return { status, results };
      },
      { device, skincare },
    );
  const gpu = await run("webgpu");
  const wasm = await run("wasm");
  expect(gpu.status).toMatchObject({
    device: "webgpu",
    dtype: "w8a32",
    workers: 1,
    selfTest: { passed: true },
  });
  expect(gpu.results.map(({ index }) => index)).toEqual(wasm.results.map(({ index }) => index));
  expect(
    gpu.results
      .slice(0, 3)
      .map(({ index }) => index)
      .toSorted(),
  ).toEqual([0, 2, 4]);
  for (const [position, { relevance_score }] of gpu.results.entries()) {
    expect(Math.abs(relevance_score - (wasm.results[position]?.relevance_score ?? 0))).toBeLessThan(0.01);
  }
});

test("auto leaves an emulated GPU alone and says why", async ({ engine }) => {
  const status = await engine.evaluate(async () => {
    const reranker = await window.tabrank.createReranker({ modelBaseUrl: "/models/" });
    return reranker.status;
  });
  expect(status).toMatchObject({ device: "wasm", dtype: "w8a8", notes: [{ reason: "software-adapter" }] });
});

test("weights that fail the self-test on WebGPU are not used there: WASM takes over, with the figures", async ({
  engine,
}) => {
  const { pairs } = readFixture<PairReference>("tiny-bert-cross-encoder");
  const result = await engine.evaluate(
    async ({ pairs, hubHost }) => {
      const { createReranker, inspectRepository } = window.tabrank;
      const repository = "tabrank/tiny-bert-cross-encoder";
      const entry = await inspectRepository(repository, { hubHost, fetch: (...args) => fetch(...args) });
      const fp32 = entry.variants.find(({ dtype }) => dtype === "fp32");
      const q8 = entry.variants.find(({ dtype }) => dtype === "q8");
      if (!fp32 || !q8) throw new Error("The fixture has other variants.");
      // int8 weights under the name of fp32: what a wrong kernel would look like.
      const variants = [
        { ...q8, dtype: "fp32", devices: ["webgpu"] },
        { ...fp32, devices: ["wasm"] },
      ] as const;
      const golden = {
        source: "PyTorch",
        uncertainty: 0,
        pairs: pairs
          .filter(
            ({ truncate, usedTokens, documentTokens }) => truncate === "end" && usedTokens === documentTokens,
          )
          .map(({ query, document, logit: score }) => ({ query, document, score })),
      };
      const reranker = await createReranker({
        model: { ...entry, variants, golden },
        device: "webgpu",
        hubHost,
      });
      await reranker.rerank({ query: "q", documents: ["a"] });
      return reranker.status;
    },
    { pairs, hubHost },
  );
  expect(result).toMatchObject({ device: "wasm", dtype: "fp32", selfTest: { passed: true } });
  expect(result?.notes).toEqual([
    {
      reason: "self-test-failed",
      message: expect.stringMatching(/^WebGPU with fp32 weights failed .* off by \d/),
    },
  ]);
});

test("fp16 weights need 16-bit floats: without them fp32 runs, and the reason is given", async ({
  engine,
}) => {
  const status = await engine.evaluate(async (hubHost) => {
    const { createReranker, inspectRepository } = window.tabrank;
    const repository = "tabrank/tiny-bert-cross-encoder";
    const model = await inspectRepository(repository, { hubHost, fetch: (...args) => fetch(...args) });
    const reranker = await createReranker({ model, device: "webgpu", hubHost });
    return reranker.status;
  }, hubHost);
  expect(status).toMatchObject({ device: "webgpu", dtype: "fp32", notes: [{ reason: "no-f16" }] });
});
