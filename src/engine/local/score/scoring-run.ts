import type { RerankProgress } from "../../../contract/reranker.ts";
import type { Golden, ModelEntry } from "../../../models/model.ts";
import type { DocumentScore, ScoringInput, TextLength } from "../../worker/protocol.ts";
import type { EngineStatus } from "../engine-status.ts";
import type { Budget } from "./budget.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";

/** One request on its way through the workers. */
export interface ScoringRun {
  model: ModelEntry;
  pool: WorkerPool;
  /** The device and weights that the pool runs. */
  status: EngineStatus;
  /** Pairs that show whether the device can still be trusted; `undefined` on WASM. */
  known: Golden | undefined;
  input: ScoringInput;
  /** `undefined`: every document is read, however long that takes. */
  budget: Budget | undefined;
  signal: AbortSignal | undefined;
  onProgress: (progress: RerankProgress) => void;
}

/** What the workers made of a request. */
export interface RequestScores {
  /** One for each document, in the order of the request; `undefined` if it was not read in time. */
  documents: (DocumentScore | undefined)[];
  query: TextLength;
  /** Tokens of all model inputs, the query's included. */
  promptTokens: number;
  /** Number of prompts in which a listwise model read the documents. */
  blocks?: number;
}
