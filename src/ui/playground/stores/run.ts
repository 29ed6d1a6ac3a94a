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
