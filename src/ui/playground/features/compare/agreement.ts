/** What two rankings have in common, and how good each is where documents are judged. Pure. */
import { kendallTau, overlapAt, rankBiasedOverlap, spearmanRho } from "../../../../metrics/agreement.ts";
import { ndcgAt, recallAt, reciprocalRank } from "../../../../metrics/judged.ts";
import type { Ranking } from "../../stores/ranking.ts";

/** Over the results that each returned: the first `k`. */
export interface Agreement {
  k: number;
  /** Documents that both returned. */
  shared: number;
  /** Among the shared ones; `undefined` where there are fewer than two. */
  tau: number | undefined;
  rho: number | undefined;
  /** Share of the first `depth` that both have; `undefined` where one of them is empty. */
  overlap: number | undefined;
  /** The first k; where both returned all documents the first ten, since all of them overlap. */
  depth: number;
  /** p = 0.9 */
  rbo: number | undefined;
}

export function rankingAgreement(a: Ranking, b: Ranking): Agreement {
  const x = a.order.slice(0, a.returned);
  const y = b.order.slice(0, b.returned);
  const k = Math.max(x.length, y.length);
  const inX = new Set(x);
  const shared = y.filter((index) => inX.has(index)).length;
  const some = shared >= 2;
  const empty = x.length === 0 || y.length === 0;
  const depth = shared === a.documents.length ? Math.min(10, k) : k;
  return {
    k,
    shared,
    tau: some ? kendallTau(x, y) : undefined,
    rho: some ? spearmanRho(x, y) : undefined,
    overlap: empty ? undefined : overlapAt(depth, x, y),
    depth,
    rbo: empty ? undefined : rankBiasedOverlap(x, y),
  };
}

export interface Quality {
  ndcg10: number;
  /** Reciprocal rank of the first relevant document. */
  mrr: number;
  /** At `top_n`. */
  recall: number;
  k: number;
}

/** Of the results that were returned. */
export function rankingQuality({ order, returned }: Ranking, grades: readonly number[]): Quality {
  const results = order.slice(0, returned);
  return {
    ndcg10: ndcgAt(10, results, grades),
    mrr: reciprocalRank(results, grades),
    recall: recallAt(returned, results, grades),
    k: returned,
  };
}
