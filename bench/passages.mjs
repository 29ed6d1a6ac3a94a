/**
 * What passages give: every document is hidden among others that no query is judged on, four times as long as the model
 * reads, and is then ranked cut and in passages of several sizes. The embedded model, on WASM, in a real browser.
 */
import { AutoTokenizer } from "@huggingface/transformers";
import { loadMiniLm, withEngine } from "./browser.mjs";
import { readJudged } from "./judged.mjs";
import { bm25, ndcgAt10 } from "./ranking.mjs";

/** What the embedded model reads of a document, without special tokens. */
const readTokens = 254;
const times = 4;
const depth = 20;
const queryCount = 40;

const passages = {
  cut: "none",
  "best passage": "best",
  "128 tokens": { size: 128 },
  "64 tokens": { size: 64 },
  "64 tokens, 24 of them repeated": { size: 64, overlap: 24 },
  "32 tokens": { size: 32 },
};

/** @param {string} data */
export async function benchPassages(data) {
  const { corpus, queries, judged } = readJudged(data);
  const graded = new Set([...judged.values()].flatMap((grades) => [...grades.keys()]));
  const others = corpus.filter(({ _id }) => !graded.has(_id));
  const tokenizer = await AutoTokenizer.from_pretrained("public/models/Xenova/all-MiniLM-L6-v2", {
    local_files_only: true,
  });
  /** @param {string} text */
  const count = (text) => tokenizer.encode(text).length - 2;
  const lengths = others.map(({ text }) => count(text));

  /** The document at a place of its own among others. @param {number} position */
  const hidden = (position) => {
    const own = corpus[position]?.text ?? "";
    const parts = [];
    for (let tokens = count(own), at = position * 7; tokens < times * readTokens; at += 1) {
      const other = at % others.length;
      parts.push(others[other]?.text ?? "");
      tokens += lengths[other] ?? 0;
    }
    parts.splice(position % (parts.length + 1), 0, own);
    return parts.join("\n\n");
  };

  const search = bm25(corpus.map(({ text }) => text));
  const runs = queries
    .filter(({ _id }) => judged.has(_id))
    .slice(0, queryCount)
    .map(({ _id, text }) => ({ id: _id, query: text, candidates: search(text, depth) }));
  /** @type {Map<number, string>} */
  const texts = new Map();
  for (const { candidates } of runs) for (const at of candidates) texts.set(at, texts.get(at) ?? hidden(at));

  await withEngine(async (page) => {
    await loadMiniLm(page, { dtype: "w8a8" });
    /** @param {string} name @param {(position: number) => string} textAt @param {unknown} asked */
    const measure = async (name, textAt, asked) => {
      const startedAt = performance.now();
      let sum = 0;
      for (const { id, query, candidates } of runs) {
        const documents = candidates.map(textAt);
        const order = await page.evaluate(
          async ({ query, documents, passages }) => {
            const request = { query, documents, passages, return_documents: false };
            const response = await window.reranker?.rerank(
              /** @type {import("../src/contract/rerank.ts").RerankRequest} */ (request),
            );
            return response?.results.map(({ index }) => index) ?? [];
          },
          { query, documents, passages: asked },
        );
        const ids = order.map((index) => corpus[candidates[index] ?? -1]?._id ?? "");
        sum += ndcgAt10(ids, judged.get(id) ?? new Map());
      }
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
      const row = { documents: name, "nDCG@10": (sum / runs.length).toFixed(4), seconds };
      console.log(JSON.stringify(row));
      return row;
    };
    const table = [await measure("alone, not hidden", (at) => corpus[at]?.text ?? "", "none")];
    for (const [name, asked] of Object.entries(passages))
      table.push(await measure(`hidden, ${name}`, (at) => texts.get(at) ?? "", asked));
    console.log(`\n${runs.length} queries, the best ${depth} of BM25, ${texts.size} distinct documents\n`);
    console.table(table);
  });
}
