/**
 * Writes `tests/fixtures/recorded/all-MiniLM-L6-v2.json`: what the real worker answers for the texts of the page tests,
 * on the same WASM in Node. Run it after a change of `texts.mjs`, of an example of the page or of the weights:
 *   node tests/e2e/stand-in/record.mjs
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createServer } from "vite";
import { ensureServeBuilt } from "../../../scripts/build.mjs";
import { asked, queriesOver } from "./texts.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
ensureServeBuilt();

// Modules that import others late need a server that stays.
const vite = await createServer({ root, logLevel: "error", server: { middlewareMode: true, ws: false } });
/** @template T @param {string} path @returns {Promise<T>} */
const load = async (path) => /** @type {T} */ (await vite.ssrLoadModule(path));
/** @type {typeof import("../../../src/contract/rerank.ts")} */
const { inputText } = await load("/src/contract/rerank.ts");
/** @type {typeof import("../../../src/engine/local/load-engine.ts")} */
const { loadEngine } = await load("/src/engine/local/load-engine.ts");
/** @type {typeof import("../../../src/engine/node/node-environment.ts")} */
const { nodeEnvironment } = await load("/src/engine/node/node-environment.ts");
/** @type {typeof import("../../../src/models/embedded-model.ts")} */
const { embeddedModel } = await load("/src/models/embedded-model.ts");
/** @type {typeof import("../../../src/models/hashes.ts")} */
const { withHashes } = await load("/src/models/hashes.ts");
/** @type {typeof import("../../../src/models/golden.ts")} */
const { goldenScores } = await load("/src/models/golden.ts");
/** @type {typeof import("../../../src/ui/examples/examples.ts")} */
const { examples } = await load("/src/ui/examples/examples.ts");

const own = await Promise.all(
  examples.map(async ({ id, load }) => {
    const { query, documents } = await load();
    const queries = [query, ...(queriesOver[id] ?? [])];
    return { queries, documents: documents.map((document) => inputText(document) ?? "") };
  }),
);
const golden = (goldenScores(embeddedModel.id)?.pairs ?? []).map(({ query, document }) => ({
  queries: [query],
  documents: [document],
}));

const groups = [...own, ...golden, ...asked].map(({ queries, documents }) => ({
  documents,
  /** @type {number[]} */ documentTokens: [],
  /** @type {number[]} */ usedTokens: [],
  /** @type {number[]} */ promptTokens: [],
  queries: queries.map((query) => ({
    query,
    queryTokens: 0,
    queryPromptTokens: 0,
    /** @type {Record<string, (number | null)[]>} */ scores: {},
  })),
}));
const truncation = { truncate: /** @type {const} */ ("end") };
const weights = [];
for (const { dtype, files } of withHashes(embeddedModel).variants) {
  const sha256 = files[0].sha256 ?? "";
  weights.push(sha256);
  const { pool } = await loadEngine({
    model: embeddedModel,
    device: "wasm",
    dtype,
    workers: 1,
    locations: {
      embeddedBaseUrl: pathToFileURL(`${root}public/models/`).href,
      hubHost: "https://hub.invalid",
    },
    environment: nodeEnvironment({
      threadUrl: pathToFileURL(`${root}.cache/serve/worker-thread.js`),
      scriptUrl: pathToFileURL(`${root}.cache/serve/rerank.worker.js`),
      cacheFolder: `${root}.cache/node-models`,
    }),
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  for (const group of groups) {
    for (const recorded of group.queries) {
      const { query } = recorded;
      const { documents } = group;
      const run = async (
        /** @type {import("../../../src/engine/local/workers/worker-handle.ts").WorkerHandle} */ worker,
      ) => {
        const [scored, measured] = [
          await worker.score({ query, documents, truncation }),
          await worker.measure({ query, documents, truncation }),
        ];
        if (!scored.ok || !measured.ok) throw new Error(`The worker refuses “${query}”.`);
        recorded.queryTokens = measured.value.queryTokens;
        recorded.queryPromptTokens = scored.value.queryPromptTokens;
        recorded.scores[sha256] = scored.value.documents.map(({ score }) => score ?? null);
        for (const name of /** @type {const} */ (["documentTokens", "usedTokens", "promptTokens"]))
          group[name] = scored.value.documents.map((document) => document[name]);
      };
      await pool.run([{ run }], undefined, () => {});
    }
  }
  pool.dispose();
}

const source = "the real worker on WASM in Node, by tests/e2e/stand-in/record.mjs";
writeFileSync(
  `${root}tests/fixtures/recorded/all-MiniLM-L6-v2.json`,
  `${JSON.stringify({ source, weights, groups }, null, 1)}\n`,
);
await vite.close();
