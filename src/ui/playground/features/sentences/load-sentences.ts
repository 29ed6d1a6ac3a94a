import { RerankError } from "../../../../contract/errors.ts";
import type { RerankOptions } from "../../../../contract/reranker.ts";
import type { RerankRequest, RerankResponse } from "../../../../contract/rerank.ts";
import { type ScoredSentence, highlight } from "../../../../engine/highlight.ts";
import { draftRequest } from "../../stores/draft.ts";
import type { PlaygroundState } from "../../stores/playground-store.ts";
import type { Answer } from "../../stores/run.ts";

/** A sentence, its score, and the tokens that it costs in a prompt. */
export interface ShownSentence extends ScoredSentence {
  tokens: number;
}

export type SentencesState =
  | { status: "loading" }
  | { status: "found"; sentences: readonly ShownSentence[] }
  /** Another engine has replaced the one of the answer, and would score differently. */
  | { status: "gone" }
  | { status: "failed"; error: RerankError };

interface SentencesRequest {
  engineFor: PlaygroundState["engineFor"];
  answer: Answer;
  text: string;
  signal: AbortSignal;
}

/** Scores the sentences of a document with the engine and the query of an answer. */
export async function loadSentences({
  engineFor,
  answer,
  text,
  signal,
}: SentencesRequest): Promise<SentencesState> {
  const engine = engineFor(answer);
  const { device } = answer.engine;
  if (!engine) return { status: "gone" };
  const { query, instruction } = draftRequest(answer.draft, undefined);
  const tokens: number[] = [];
  const reranker = {
    rerank: async (request: RerankRequest, options?: RerankOptions): Promise<RerankResponse> => {
      const { response, ranked } = await engine.rank(request, { ...options, device });
      for (const { index, documentTokens } of ranked) tokens[index] = documentTokens;
      return response;
    },
  };
  try {
    const sentences = await highlight(reranker, query, text, { instruction, signal });
    if (engineFor(answer) !== engine) return { status: "gone" };
    return {
      status: "found",
      sentences: sentences.map((sentence, at) => ({ ...sentence, tokens: tokens[at] ?? 0 })),
    };
  } catch (cause) {
    const error = RerankError.from(cause);
    return error.code === "disposed" ? { status: "gone" } : { status: "failed", error };
  }
}
