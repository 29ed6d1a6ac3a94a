/**
 * `npm run bench:quality -- DATA`: ranking quality and score errors on judged queries, in a real browser.
 * DATA is a folder in the BEIR layout (corpus.jsonl, queries.jsonl, test.tsv), for example of Cranfield. Each variant
 * of all-MiniLM-L6-v2 reranks BM25's top 50 of each query. The reference is the fp32 model in native ONNX Runtime,
 * with an implementation of its own in this file. With `--passages`: what passages give (`passages.mjs`).
 */
import { PreTrainedTokenizer } from "@huggingface/transformers";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ort from "onnxruntime-node";
import { fetchWeights } from "../scripts/fetch-weights.mjs";
import { loadMiniLm, withEngine } from "./browser.mjs";
import { readJudged } from "./judged.mjs";
import { benchPassages } from "./passages.mjs";
import { bm25, ndcgAt10 } from "./ranking.mjs";

const [data, ...chosen] = process.argv.slice(2);
if (data === undefined)
  throw new Error("usage: npm run bench:quality -- DATA [--passages | fp32 | w8a32 | w8a8 | q8]…");
if (chosen.includes("--passages")) {
  await benchPassages(data);
  process.exit();
}
const variants = chosen.length > 0 ? chosen : ["fp32", "w8a32", "w8a8", "q8"];
/** The errors of the first documents of the corpus are also reported separately. */
const firstDocuments = 500;

const { corpus, queries, judged } = readJudged(data);

const weights = fetchWeights("minilm-fp32");
fetchWeights("minilm-q8");
const folder = dirname(dirname(weights));
/** @param {string} name */
const json = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const tokenizer = new PreTrainedTokenizer(json("tokenizer.json"), json("tokenizer_config.json"));
const session = await ort.InferenceSession.create(weights);
/** @type {Map<string, Float64Array>} */
const embeddings = new Map();

/** Native fp32: mean pooling, L2 normalisation, at most 256 tokens. @param {string} text */
async function embed(text) {
  const known = embeddings.get(text);
  if (known) return known;
  const all = tokenizer.encode(text);
  const ids = all.length > 256 ? [...all.slice(0, 255), all.at(-1) ?? 0] : all;
  /** @param {(id: number) => number} value */
  const tensor = (value) =>
    new ort.Tensor(
      "int64",
      BigInt64Array.from(ids, (id) => BigInt(value(id))),
      [1, ids.length],
    );
  const output = await session.run({
    input_ids: tensor((id) => id),
    attention_mask: tensor(() => 1),
    token_type_ids: tensor(() => 0),
  });
  const hidden = /** @type {Float32Array} */ (output["last_hidden_state"]?.data);
  const dim = hidden.length / ids.length;
  const sum = new Float64Array(dim);
  hidden.forEach((value, at) => (sum[at % dim] = (sum[at % dim] ?? 0) + value));
  const norm = Math.hypot(...sum);
  const vector = sum.map((value) => value / norm);
  embeddings.set(text, vector);
  return vector;
}

const search = bm25(corpus.map(({ text }) => text));
const runs = queries
  .filter(({ _id }) => judged.has(_id))
  .map(({ _id, text }) => ({ id: _id, query: text, candidates: search(text, 50) }));
/** @param {number} position */
const documentId = (position) => corpus[position]?._id ?? "";
/** @param {(run: (typeof runs)[number]) => number[]} rank returns positions, best first */
const meanNdcg = (rank) =>
  runs.reduce((sum, run) => sum + ndcgAt10(rank(run).map(documentId), judged.get(run.id) ?? new Map()), 0) /
  runs.length;

/** @type {Record<string, string>[]} */
const table = [
  {
    variant: "BM25 alone",
    ndcg: meanNdcg(({ candidates }) => candidates).toFixed(4),
    maxError: "",
    seconds: "",
  },
];

/** @type {Map<string, number[]>} */
const reference = new Map();
const nativeStart = performance.now();
for (const { id, query, candidates } of runs) {
  const q = await embed(query);
  const cosines = [];
  for (const position of candidates) {
    const document = await embed(corpus[position]?.text ?? "");
    cosines.push(q.reduce((sum, value, at) => sum + value * (document[at] ?? 0), 0));
  }
  reference.set(id, cosines);
}
const nativeSeconds = (performance.now() - nativeStart) / 1000;
const byReference = meanNdcg(({ id, candidates }) => {
  const cosines = reference.get(id) ?? [];
  const order = candidates.map((_, at) => at).sort((x, y) => (cosines[y] ?? 0) - (cosines[x] ?? 0));
  return order.map((at) => candidates[at] ?? 0);
});
table.push({
  variant: "fp32, native",
  ndcg: byReference.toFixed(4),
  maxError: "reference",
  seconds: nativeSeconds.toFixed(0),
});

await withEngine(async (page) => {
  for (const dtype of variants) {
    await loadMiniLm(page, { dtype });
    /** @type {Map<string, number[]>} */
    const ranked = new Map();
    let maxError = 0;
    let maxErrorOfFirst = 0;
    const startedAt = performance.now();
    for (const { id, query, candidates } of runs) {
      const documents = candidates.map((position) => corpus[position]?.text ?? "");
      const results = await page.evaluate(
        async ({ query, documents }) => {
          const response = await window.reranker?.rerank({ query, documents, return_documents: false });
          return response?.results ?? [];
        },
        { query, documents },
      );
      for (const { index, relevance_score } of results) {
        const error = Math.abs(relevance_score - (reference.get(id)?.[index] ?? Number.NaN));
        maxError = Math.max(maxError, error);
        if ((candidates[index] ?? 0) < firstDocuments) maxErrorOfFirst = Math.max(maxErrorOfFirst, error);
      }
      ranked.set(
        id,
        results.map(({ index }) => candidates[index] ?? 0),
      );
    }
    table.push({
      variant: `${dtype}, browser (WASM)`,
      ndcg: meanNdcg(({ id }) => ranked.get(id) ?? []).toFixed(4),
      maxError: maxError.toExponential(1),
      [`maxError of the first ${firstDocuments} documents`]: maxErrorOfFirst.toExponential(1),
      seconds: ((performance.now() - startedAt) / 1000).toFixed(0),
    });
    console.log(`${dtype} done`);
  }
});

const unique = new Set(runs.flatMap(({ candidates }) => candidates)).size;
console.log(`\n${runs.length} queries, ${runs.length * 50} pairs, ${unique} distinct documents\n`);
console.table(table);
