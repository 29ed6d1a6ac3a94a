import { RerankError } from "../../../../contract/errors.ts";
import { textOf } from "../../../../contract/rerank.ts";
import { requestOf } from "../../stores/draft.ts";
import type { TokenMatches } from "../../stores/engines.ts";
import type { PlaygroundState } from "../../stores/playground-store.ts";
import type { Answer } from "../../stores/run.ts";

export type Look =
  | { status: "looking" }
  | { status: "found"; matches: TokenMatches }
  /** The engine that gave the answer has made room for another, which would match in its own way. */
  | { status: "gone" }
  | { status: "failed"; error: RerankError };

interface LookAt {
  engineOf: PlaygroundState["engineOf"];
  answer: Answer;
  /** Of the document. */
  index: number;
  signal: AbortSignal;
}

/** Takes the score of one document apart, on the engine that gave it and as it was asked. */
export async function lookAt({ engineOf, answer, index, signal }: LookAt): Promise<Look> {
  const engine = engineOf(answer);
  if (!engine) return { status: "gone" };
  const {
    query,
    truncate,
    max_tokens_per_document: maxTokensPerDocument,
  } = requestOf(answer.draft, undefined);
  try {
    const matches = await engine.match(textOf(query) ?? "", textOf(answer.documents[index] ?? "") ?? "", {
      signal,
      ...(truncate !== undefined && { truncate }),
      ...(maxTokensPerDocument !== undefined && { maxTokensPerDocument }),
    });
    // It may have been loaded anew in between.
    return engineOf(answer) === engine ? { status: "found", matches } : { status: "gone" };
  } catch (cause) {
    const error = RerankError.from(cause);
    return error.code === "disposed" ? { status: "gone" } : { status: "failed", error };
  }
}
