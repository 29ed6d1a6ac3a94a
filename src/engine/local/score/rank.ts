/** From scores to the contract's results. Pure. */
import type { RerankResult, ValidRerankRequest } from "../../../contract/rerank.ts";
import type { ScoreKind } from "../../../models/model.ts";

/** What a document without any token gets: the lowest score of its kind, which no text reaches. */
const lowestScore: Record<ScoreKind, number> = { probability: 0, cosine: -1, maxsim: 0 };

/** A family's score as `relevance_score`: a logit becomes its sigmoid, a cosine stays. */
export function relevanceScore(score: number | undefined, kind: ScoreKind): number {
  if (score === undefined) return lowestScore[kind];
  return kind === "probability" ? 1 / (1 + Math.exp(-score)) : score;
}

/**
 * Best first; documents without tokens (`score: undefined`) last; ties in the order of the request. Logits are
 * compared as they are: sigmoids of large ones are equal in floating point.
 *
 * @param scores one for each of `request.documents`, as the family returned it
 */
export function rankResults(
  request: Pick<ValidRerankRequest, "documents" | "top_n" | "return_documents">,
  scores: readonly (number | undefined)[],
  kind: ScoreKind,
): RerankResult[] {
  const order = scores.map((_, index) => index);
  order.sort((a, b) => compareScores(scores[b], scores[a]) || a - b);
  return order.slice(0, request.top_n ?? order.length).map((index) => {
    const document = request.documents[index];
    return {
      index,
      relevance_score: relevanceScore(scores[index], kind),
      ...(request.return_documents && document !== undefined && { document }),
    };
  });
}

function compareScores(a: number | undefined, b: number | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return a - b;
}
