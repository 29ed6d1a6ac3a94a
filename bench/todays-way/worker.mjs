/** A pipeline, all texts in one padded batch, cosines: what an application without an engine of its own does. */
import { env, pipeline } from "@huggingface/transformers";
import mjs from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasm from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";

/** @type {import("@huggingface/transformers").FeatureExtractionPipeline | undefined} */
let extractor;

/** @param {string} hubHost */
async function load(hubHost) {
  env.allowLocalModels = false;
  env.remoteHost = `${hubHost}/`;
  const { wasm: backend } = env.backends.onnx;
  if (backend) Object.assign(backend, { numThreads: 1, wasmPaths: { mjs, wasm } });
  extractor = await pipeline("feature-extraction", "Xenova/all-MiniLM-L6-v2", {
    dtype: "q8",
    device: "wasm",
  });
  return [];
}

/**
 * @param {string} query
 * @param {string[]} documents
 * @returns positions, best first
 */
async function rank(query, documents) {
  const output = await extractor?.([query, ...documents], { pooling: "mean", normalize: true });
  /** @type {number[][]} */
  const [asked = [], ...vectors] = output?.tolist() ?? [];
  const scores = vectors.map((vector) =>
    vector.reduce((sum, value, at) => sum + value * (asked[at] ?? 0), 0),
  );
  return scores.map((_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

self.addEventListener("message", ({ data }) => {
  const answer = "hubHost" in data ? load(data.hubHost) : rank(data.query, data.documents);
  void answer.then((positions) => self.postMessage(positions));
});
