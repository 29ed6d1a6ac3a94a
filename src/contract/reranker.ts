/// <reference lib="esnext.disposable" preserve="true" />
/** The one interface that local and remote rerankers implement, and the data they report while working. */
import type { RerankRequest, RerankResponse, RerankResult } from "./rerank.ts";

export interface Reranker {
  /**
   * Ranks the documents of one request.
   * @throws {RerankError} with a code that maps to the API's status and body
   * @throws {DOMException} `AbortError` when `options.signal` is aborted
   */
  rerank(request: RerankRequest, options?: RerankOptions): Promise<RerankResponse>;
  /** Frees workers and memory; later calls fail with `disposed`. */
  dispose(): void;
}

export interface RerankOptions {
  signal?: AbortSignal;
  onProgress?: (progress: RerankProgress) => void;
}

/** One document's score, as it arrives: before the order is final. */
export interface ScoredDocument {
  /** Position in `request.documents`. */
  index: number;
  relevance_score: number;
  /** Tokens of the document, without special tokens; if it has more than a million characters, at least so many. */
  documentTokens: number;
  /** How many of them the model read. */
  usedTokens: number;
  /** Answered from an embedding of an earlier run: the document was not read again. */
  cached: boolean;
  /** With `passages`: the one that gave the score. */
  passage?: RerankResult["passage"];
  /** With `passages`: each one that was read, in the document's order. */
  passageScores?: readonly { start: number; end: number; relevance_score: number }[] | undefined;
}

export type RerankProgress =
  /** For each set of weights that is fetched: `loadedBytes` never falls and never passes `totalBytes`. */
  | { phase: "download"; loadedBytes: number; totalBytes: number }
  /** Waits for the same download, which runs elsewhere. */
  | { phase: "wait"; reason: string }
  /** Sessions being made: `ready` of `workers`. */
  | { phase: "load"; ready: number; workers: number }
  | { phase: "self-test" }
  /** A remote server is asked: `answered` of `requests`, where the documents go in several. */
  | { phase: "request"; answered: number; requests: number }
  /** It was refused for now (429, 5xx) and is asked again after a pause. Also of a file that is downloaded. */
  | { phase: "retry"; attempt: number; waitMs: number; reason: string }
  /**
   * `documents` are those scored since the last report. `blocks`: of a listwise model, in how many prompts all of
   * them are read, once that is known.
   */
  | { phase: "score"; scored: number; total: number; documents: readonly ScoredDocument[]; blocks?: number };
