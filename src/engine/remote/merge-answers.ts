import type {
  RerankRequest,
  RerankResponse,
  RerankUsage,
  ValidRerankRequest,
} from "../../contract/rerank.ts";
import type { WireResponse } from "./dialects/dialect.ts";

/** The answer to one part of a request. */
export interface PartAnswer {
  answer: WireResponse;
  /** Position of the part's first document in the whole request. */
  offset: number;
}

/**
 * Merges the answers to the parts of a request: sorted by score, cut to `top_n`, usage added up.
 * @param request as the caller passed it: results return its documents, not the server's copies
 * @param model the requested one, for servers that do not name theirs
 */
export function mergeAnswers(
  answers: readonly PartAnswer[],
  request: RerankRequest,
  { top_n: topN, return_documents: returned }: ValidRerankRequest,
  model: string,
): RerankResponse {
  const results = answers.flatMap(({ answer, offset }) =>
    answer.results.map(({ index, score }) => ({ index: index + offset, score })),
  );
  // The sort is stable, so ties keep the server's order.
  results.sort((a, b) => b.score - a.score);
  const first = answers[0]?.answer;
  return {
    id: first?.id ?? `rerank-${Math.random().toString(36).slice(2)}`,
    object: "list",
    model: first?.model ?? model,
    results: results.slice(0, topN ?? results.length).map(({ index, score }) => {
      const document = request.documents[index];
      return { index, relevance_score: score, ...(returned && document !== undefined && { document }) };
    }),
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
