/** What two rankings have in common, and how good each is where documents are judged. Pure. */
import { kendallTau, overlapAt, rankBiasedOverlap, spearmanRho } from "../../../compare/agreement.ts";
import { ndcgAt, recallAt, reciprocalRank } from "../../../compare/judged.ts";
import type { Ranking } from "../../stores/ranking.ts";

/** Over the results that each returned: the first `k`. */
export interface Agreement {
  k: number;
  /** Documents that both returned. */
  shared: number;
  /** Among the shared ones; `undefined` where there are fewer than two. */
  tau: number | undefined;
  rho: number | undefined;
  /** Share of the first k that both have. */
  overlap: number;
  /** p = 0.9 */
  rbo: number;
}

export function agreementOf(a: Ranking, b: Ranking): Agreement {
  const x = a.order.slice(0, a.returned);
  const y = b.order.slice(0, b.returned);
  const k = Math.max(x.length, y.length);
  const inX = new Set(x);
  const shared = y.filter((index) => inX.has(index)).length;
  const some = shared >= 2;
  return {
    k,
    shared,
    tau: some ? kendallTau(x, y) : undefined,
    rho: some ? spearmanRho(x, y) : undefined,
    overlap: overlapAt(k, x, y),
    rbo: rankBiasedOverlap(x, y),
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
export function qualityOf({ order, returned }: Ranking, grades: readonly number[]): Quality {
  const results = order.slice(0, returned);
  return {
    ndcg10: ndcgAt(10, results, grades),
    mrr: reciprocalRank(results, grades),
    recall: recallAt(returned, results, grades),
    k: returned,
  };
}
