/** Who is compared with the page's own answer: a server, and further models in this tab. */
import type { RerankError } from "../../../../contract/errors.ts";
import type { RerankProgress } from "../../../../contract/reranker.ts";
import type { Settings } from "../../../draft/shared-draft.ts";
import type { Draft } from "../draft.ts";
import type { Ranking } from "../ranking.ts";

/** The server's id. */
export const remoteId = "remote";

/** A further model in this tab. */
export interface LocalCandidate {
  /** `local-1`. */
  id: string;
  modelId: string;
  device: Settings["device"];
  dtype: Settings["dtype"];
}

export type CandidateRun =
  | { status: "idle" }
  | { status: "waiting" }
  /** `at`: when the progress arrived, in milliseconds on the clock of `now`. */
  | { status: "running"; progress: RerankProgress | undefined; at: number }
  | { status: "failed"; error: RerankError; at: number; draft: Draft }
  | { status: "cancelled" };

export interface Candidate {
  run: CandidateRun;
  /** The last good one. */
  ranking: Ranking | undefined;
}
