import { RerankError } from "../../../../src/contract/errors.ts";
import type { WorkerHandle } from "../../../../src/engine/local/workers/worker-handle.ts";
import type { LoadRequest, ScoringInput } from "../../../../src/engine/worker/protocol.ts";

export interface FakeWorker extends WorkerHandle {
  chunks: ScoringInput[];
  terminated: boolean;
  /** As a worker does that the browser stops: its calls are rejected, and no event comes. */
  kill: (error?: RerankError) => void;
}

/**
 * Stands in for a worker where the pool itself is tested: scores a document by its length, one call at a time.
 * @param hold calls are answered when it resolves
 */
export function fakeWorker(hold: () => Promise<void> = async () => {}): FakeWorker {
  let die: (error: RerankError) => void;
  let reject: (error: RerankError) => void;
  const died = new Promise<RerankError>((resolve) => {
    die = resolve;
  });
  const rejected = new Promise<never>((_, fail) => {
    reject = fail;
  });
  rejected.catch(() => undefined);
  const answer = <T>(value: T) => Promise.race([hold().then(() => ({ ok: true as const, value })), rejected]);
  const worker: FakeWorker = {
    chunks: [],
    terminated: false,
    died,
    ping: () => Promise.race([Promise.resolve(), rejected]),
    probe: () => answer({ available: false as const, reason: "no-api" as const }),
    prepare: async () => undefined,
    load: () => answer(undefined),
    score: (chunk) => {
      worker.chunks.push(chunk);
      const documents = chunk.documents.map(({ length }) => ({
        score: length / 100,
        documentTokens: length,
        usedTokens: length,
        promptTokens: length,
      }));
      return answer({ documents, query: { tokens: 1, usedTokens: 1 }, queryPromptTokens: 0 });
    },
    compute: (chunk) => worker.score(chunk),
    measure: (chunk) =>
      answer({
        queryTokens: chunk.query.length,
        documents: chunk.documents.map(({ length }) => ({ documentTokens: length, usedTokens: length })),
      }),
    match: () => answer({ query: [], document: [], similarities: new Float32Array() }),
    terminate() {
      worker.terminated = true;
      reject(new RerankError("disposed", "The reranker was disposed."));
    },
    kill(error = new RerankError("worker_crashed", "The worker was stopped by the browser.")) {
      reject(error);
      die(error);
    },
  };
  return worker;
}

const noFile = { name: "", blob: new Blob() };

export const noModel: LoadRequest = {
  recipe: { family: "bi-encoder", pooling: "mean", queryPrefix: "" },
  device: "wasm",
  dtype: "fp32",
  maxTokens: 256,
  tokenizerJson: noFile,
  tokenizerConfig: noFile,
  weights: noFile,
  externalData: [],
  head: [],
  cacheBytes: 0,
};
