import { type RerankRequest, parseRequest, textOf } from "../../../../src/contract/rerank.ts";
import type { RerankOptions } from "../../../../src/contract/reranker.ts";
import { rankResults } from "../../../../src/engine/local/score/rank.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { type ModelEntry, type Recipe, modelInputs } from "../../../../src/models/model.ts";
import { type Engine, createEngines } from "../../../../src/ui/playground/stores/engines.ts";

export type Work = (options: RerankOptions) => Promise<void>;

/** The embedded model's entry as that of another family. */
export function modelOf(recipe: Recipe, id = `tabrank/tiny-${recipe.family}`): ModelEntry {
  return { ...embeddedModel, id, title: id, source: { kind: "hub", revision: "main" }, recipe };
}

/** Engines that score a document by its length, each model by its own measure; `work` runs before the answer. */
export function fakeEngines(work: Work = async () => {}) {
  const made: { disposed: boolean; model: string; device: string }[] = [];
  /** What they were asked. */
  const requests: RerankRequest[] = [];
  let hook = work;
  const engines = createEngines(({ model, device }): Engine => {
    const entry = { disposed: false, model: model.id, device };
    made.push(entry);
    return {
      status: {
        model: model.id,
        device: "wasm",
        dtype: "w8a8",
        workers: 2,
        loadMs: 1,
        selfTest: undefined,
        notes: [],
      },
      dispose: () => (entry.disposed = true),
      match: async () => ({ query: [], document: [], similarities: new Float32Array() }),
      rerank: async (input, options) => {
        requests.push(input);
        const request = parseRequest(input, modelInputs(model.recipe));
        await hook(options ?? {});
        options?.signal?.throwIfAborted();
        const scores = request.documents.map((document, position) => {
          const score = (textOf(document) ?? "").length / 1000;
          // A listwise model reads a document after those before it.
          return model.recipe.family === "listwise" ? score / (position + 1) : score;
        });
        const documents = scores.map((relevance_score, index) => ({
          index,
          relevance_score,
          documentTokens: 1,
          usedTokens: 1,
          cached: false,
        }));
        options?.onProgress?.({ phase: "score", scored: scores.length, total: scores.length, documents });
        return {
          id: "x",
          object: "list",
          model: model.id,
          results: rankResults(request, scores, "cosine"),
          usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 },
        };
      },
    };
  });
  return { engines, made, requests, setWork: (next: Work) => (hook = next) };
}
