/** How much an answer depends on the order in which the documents are given. Pure. */
import { kendallTau } from "../../../../metrics/agreement.ts";
import type { ScoredDocument } from "../../../../contract/reranker.ts";

/** All documents of a request, best first; `index` is the position in the request as the person gave it. */
export type ScoredOrder = readonly Pick<ScoredDocument, "index" | "relevance_score">[];

/** The scores and ranks of one document over all orders. */
export interface OrderRow {
  index: number;
  /** Its score in the given order. */
  given: number;
  lowest: number;
  highest: number;
  mean: number;
  /** From 1. */
  bestRank: number;
  worstRank: number;
}

export interface OrderFigures {
  /** In the ranking of the given order. */
  rows: OrderRow[];
  orders: number;
  /** Kendall's τ, mean over all pairs of rankings. */
  tau: number;
  /** The number of orders whose best document is that of the given order. */
  sameFirst: number;
}

/**
 * @param given the answer itself
 * @param others rankings of the same documents, from other orders
 */
export function orderFigures(given: ScoredOrder, others: readonly ScoredOrder[]): OrderFigures {
  const all = [given, ...others];
  const placed = all.map(
    (order) =>
      new Map(order.map(({ index, relevance_score: score }, place) => [index, { score, rank: place + 1 }])),
  );
  const rows = given.map(({ index, relevance_score }): OrderRow => {
    const found = placed.flatMap((order) => order.get(index) ?? []);
    const scores = found.map(({ score }) => score);
    const ranks = found.map(({ rank }) => rank);
    return {
      index,
      given: relevance_score,
      lowest: Math.min(...scores),
      highest: Math.max(...scores),
      mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
      bestRank: Math.min(...ranks),
      worstRank: Math.max(...ranks),
    };
  });
  const rankings = all.map((order) => order.map(({ index }) => index));
  const taus = rankings.flatMap((a, at) => rankings.slice(at + 1).map((b) => kendallTau(a, b)));
  return {
    rows,
    orders: all.length,
    tau: taus.length === 0 ? 1 : taus.reduce((sum, tau) => sum + tau, 0) / taus.length,
    sameFirst: all.filter(([first]) => first?.index === given[0]?.index).length,
  };
}
