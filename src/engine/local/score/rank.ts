/** From scores to the contract's results. Pure. */
import type { ScoredDocument } from "../../../contract/reranker.ts";
import type { ScoreKind } from "../../../models/model.ts";
import type { DocumentScore } from "../../worker/protocol.ts";

/** Score of a document without tokens: the lowest of its kind, which no text reaches. */
const lowestScore: Record<ScoreKind, number> = {
  probability: 0,
  cosine: -1,
  // The lowest float32.
  dot: -3.4028234663852886e38,
  maxsim: 0,
};

/** A family's score as `relevance_score`: the sigmoid of a logit; other scores unchanged. */
export function relevanceScore(score: number | undefined, kind: ScoreKind): number {
  if (score === undefined) return lowestScore[kind];
  return kind === "probability" ? 1 / (1 + Math.exp(-score)) : score;
}

/**
 * Positions of the documents, best first; documents without tokens (`undefined`) last; ties in the order of the
 * request. Logits are compared as they are: the sigmoids of large logits are equal in floating point.
 *
 * @param scores one for each document, as the family returned it
 */
export function rankPositions(scores: readonly (number | undefined)[]): number[] {
  const order = scores.map((_, index) => index);
  return order.sort((a, b) => compareScores(scores[b], scores[a]) || a - b);
}

/**
 * A worker's scores as progress reports and rankings have them.
 * @param positions each document's position in the request
 */
export function scoredDocuments(
  positions: readonly number[],
  scores: readonly DocumentScore[],
  kind: ScoreKind,
): ScoredDocument[] {
  return scores.map(({ score, documentTokens, usedTokens, cached = false, passage, passageScores }, row) => ({
    index: positions[row] ?? 0,
    relevance_score: relevanceScore(score, kind),
    documentTokens,
    usedTokens,
    cached,
    ...(passage && { passage }),
    ...(passageScores && { passageScores }),
  }));
}

/** The documents of a request that were read, in its order. */
export function readDocuments(
  documents: readonly (DocumentScore | undefined)[],
  kind: ScoreKind,
): ScoredDocument[] {
  return documents.flatMap((document, position) =>
    document ? scoredDocuments([position], [document], kind) : [],
  );
}

function compareScores(a: number | undefined, b: number | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return a - b;
}
