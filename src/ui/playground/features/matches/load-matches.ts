import { RerankError } from "../../../../contract/errors.ts";
import { requestTruncation } from "../../../../engine/local/score/scoring-input.ts";
import { inputText } from "../../../../contract/rerank.ts";
import { draftRequest } from "../../stores/draft.ts";
import type { TokenMatches } from "../../stores/engines.ts";
import type { PlaygroundState } from "../../stores/playground-store.ts";
import type { Answer } from "../../stores/run.ts";

export type MatchesState =
  | { status: "loading" }
  | { status: "found"; matches: TokenMatches }
  /** Another engine has replaced the one of the answer, and would match differently. */
  | { status: "gone" }
  | { status: "failed"; error: RerankError };

interface MatchesRequest {
  engineFor: PlaygroundState["engineFor"];
  answer: Answer;
  /** The document's place in the request, from 0. */
  index: number;
  signal: AbortSignal;
}

/** Loads the token matches behind one score of an answer, from the same engine and with the same settings. */
export async function loadMatches({
  engineFor,
  answer,
  index,
  signal,
}: MatchesRequest): Promise<MatchesState> {
  const engine = engineFor(answer);
  if (!engine) return { status: "gone" };
  const request = draftRequest(answer.draft, undefined);
  try {
    const matches = await engine.match(
      inputText(request.query) ?? "",
      inputText(answer.documents[index] ?? "") ?? "",
      {
        signal,
        ...requestTruncation(request),
      },
    );
    // The engine may have been replaced in the meantime.
    return engineFor(answer) === engine ? { status: "found", matches } : { status: "gone" };
  } catch (cause) {
    const error = RerankError.from(cause);
    return error.code === "disposed" ? { status: "gone" } : { status: "failed", error };
  }
}
