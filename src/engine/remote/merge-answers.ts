import type {
  RerankRequest,
  RerankResponse,
  RerankUsage,
  ValidRerankRequest,
} from "../../contract/rerank.ts";
import { returnedResults } from "../../contract/returned-results.ts";
import type { WireResponse } from "../../wire/format.ts";

/** The answer to one part of a request. */
export interface PartAnswer {
  answer: WireResponse;
  /** Position of the part's first document in the whole request. */
  offset: number;
}

/**
 * Merges the answers to the parts of a request: sorted by score, limited to what it returns, usage added up.
 * @param request as the caller passed it: results return its documents, not the server's copies
 * @param model the requested one, for servers that do not name theirs
 */
export function mergeAnswers(
  answers: readonly PartAnswer[],
  request: RerankRequest,
  valid: ValidRerankRequest,
  model: string,
): RerankResponse {
  const ranked = answers.flatMap(({ answer, offset }) =>
    answer.results.map(({ index, score, ...rest }) => ({
      ...rest,
      index: index + offset,
      relevance_score: score,
    })),
  );
  // The sort is stable, so ties keep the server's order.
  ranked.sort((a, b) => b.relevance_score - a.relevance_score);
  const unread = answers.flatMap(({ answer, offset }) =>
    (answer.unread ?? []).map((index) => index + offset),
  );
  const first = answers[0]?.answer;
  return {
    id: first?.id ?? `rerank-${Math.random().toString(36).slice(2)}`,
    object: "list",
    model: first?.model ?? model,
    ...returnedResults(ranked, valid, request.documents, unread.length),
    ...(unread.length > 0 && { unread_documents: unread }),
    usage: totalUsage(answers.flatMap(({ answer }) => answer.usage ?? [])),
  };
}

function totalUsage(usages: readonly RerankUsage[]): RerankUsage {
  const sum = (key: "prompt_tokens" | "completion_tokens" | "total_tokens"): number =>
    usages.reduce((total, usage) => total + usage[key], 0);
  return {
    prompt_tokens: sum("prompt_tokens"),
    completion_tokens: sum("completion_tokens"),
    total_tokens: sum("total_tokens"),
  };
}
