/** The states of a run, and its answer. */
import type { RerankError } from "../../../contract/errors.ts";
import type { RerankDocument, RerankResponse } from "../../../contract/rerank.ts";
import type { RerankProgress, ScoredDocument } from "../../../contract/reranker.ts";
import type { DeviceChoiceReport, EngineStatus } from "../../../engine/local/engine-status.ts";
import type { FamilyName, ScoreKind } from "../../../models/model.ts";
import type { Draft } from "./draft.ts";
import type { Rows } from "./rows.ts";
import type { PhaseTime } from "./phase-times.ts";

export type Run =
  | { status: "idle" }
  | {
      status: "running";
      progress: RerankProgress | undefined;
      /** Estimate for the download or the scoring. */
      timeLeftMs: number | undefined;
      /** What is ranked; the draft may have changed since. */
      rows: Rows;
      scores: readonly (ScoredDocument | undefined)[];
    }
  | { status: "failed"; error: RerankError; draft: Draft }
  | { status: "cancelled" };

/** The answer of a run; the last good one stays until a newer run succeeds. */
export interface Answer {
  draft: Draft;
  documents: readonly RerankDocument[];
  response: RerankResponse;
  /** All documents of the request, best first, including those below `top_n`. */
  ranked: readonly ScoredDocument[];
  family: FamilyName;
  scoreKind: ScoreKind;
  elapsedMs: number;
  /** All of the time from the press to the answer; `undefined` for candidates of a comparison. */
  phases?: readonly PhaseTime[];
  engine: EngineStatus;
  /** Why its device, where two have been measured. */
  choice?: DeviceChoiceReport | undefined;
  /** Number of prompts in which a listwise model read the documents. */
  blocks?: number | undefined;
}
