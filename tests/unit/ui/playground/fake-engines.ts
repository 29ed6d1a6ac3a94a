import { type RerankRequest, parseRequest, inputText } from "../../../../src/contract/rerank.ts";
import type { RerankOptions } from "../../../../src/contract/reranker.ts";
import type { EngineStatus } from "../../../../src/engine/local/engine-status.ts";
import { createRankedRun } from "../../../../src/engine/local/ranked-run.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { type ModelEntry, type Recipe, modelInputs } from "../../../../src/models/model.ts";
import {
  type CreateEngine,
  type Engine,
  createEngines,
} from "../../../../src/ui/playground/stores/engines.ts";

export const fakeStatus: EngineStatus = {
  model: "",
  device: "wasm",
  dtype: "w8a8",
  workers: 2,
  loadMs: 1,
  selfTest: undefined,
  notes: [],
};

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
  const create: CreateEngine = ({ model, device }): Engine => {
    const entry = { disposed: false, model: model.id, device };
    made.push(entry);
    const status = { ...fakeStatus, model: model.id };
    return {
      status,
      load: async () => status,
      dispose: () => (entry.disposed = true),
      measureDevices: async () => [],
      match: async () => ({ query: [], document: [], similarities: new Float32Array() }),
      rank: async (input, options) => {
        requests.push(input);
        const request = parseRequest(input, modelInputs(model.recipe));
        await hook(options ?? {});
        options?.signal?.throwIfAborted();
        const scores = request.documents.map((document, position) => {
          const score = (inputText(document) ?? "").length / 1000;
          // A listwise model reads a document after those before it.
          return model.recipe.family === "listwise" ? score / (position + 1) : score;
        });
        const lengths = { documentTokens: 1, usedTokens: 1 };
        const documents = scores.map((relevance_score, index) => ({
          index,
          relevance_score,
          ...lengths,
          cached: false,
        }));
        options?.onProgress?.({ phase: "score", scored: scores.length, total: scores.length, documents });
        return createRankedRun(
          { ...model, scoreKind: "cosine" },
          request,
          {
            documents: scores.map((score) => ({ score, ...lengths, promptTokens: 1 })),
            query: { tokens: 1, usedTokens: 1 },
            promptTokens: 1,
          },
          { status, elapsedMs: 1 },
        );
      },
    };
  };
  return { engines: createEngines(create), create, made, requests, setWork: (next: Work) => (hook = next) };
}
