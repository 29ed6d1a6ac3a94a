/** The states of a run, and the answer it leaves. */
import type { RerankError } from "../../../contract/errors.ts";
import type { RerankDocument, RerankResponse } from "../../../contract/rerank.ts";
import type { RerankProgress, ScoredDocument } from "../../../contract/reranker.ts";
import type { EngineStatus } from "../../../engine/local/engine-status.ts";
import type { FamilyName, ScoreKind } from "../../../models/model.ts";
import type { Draft } from "./draft.ts";

export type Run =
  | { status: "idle" }
  | {
      status: "running";
      progress: RerankProgress | undefined;
      /** Of a download or the scoring, at its pace so far. */
      timeLeftMs: number | undefined;
      scores: readonly (ScoredDocument | undefined)[];
    }
  | { status: "failed"; error: RerankError; draft: Draft }
  | { status: "cancelled" };

/** The last good answer: it stays until a better one is there. */
export interface Answer {
  draft: Draft;
  documents: readonly RerankDocument[];
  response: RerankResponse;
  /** Every document of the request, best first; those below `top_n` too. */
  ranked: readonly ScoredDocument[];
  family: FamilyName;
  scoreKind: ScoreKind;
  elapsedMs: number;
  engine: EngineStatus;
  /** Of a listwise model: in how many prompts the documents were read. */
  blocks?: number | undefined;
}

/**
 * All documents, best first: the response's results as they stand, then the rest by score.
 * @param scores one for each document of the request
 */
export function rankAll(
  response: RerankResponse,
  scores: readonly (ScoredDocument | undefined)[],
): ScoredDocument[] {
  const returned = response.results.flatMap(({ index }) => scores[index] ?? []);
  const known = new Set(returned.map(({ index }) => index));
  const rest = scores.flatMap((score) => (score && !known.has(score.index) ? [score] : []));
  rest.sort((a, b) => b.relevance_score - a.relevance_score || a.index - b.index);
  return [...returned, ...rest];
}
