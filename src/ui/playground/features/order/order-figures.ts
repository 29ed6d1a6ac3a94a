/** How far an answer moves with the order in which the documents are given. Pure. */
import { kendallTau } from "../../../../metrics/agreement.ts";
import type { ScoredDocument } from "../../../../contract/reranker.ts";

/** Every document of a request, best first, by its position in the request as it was given. */
export type ScoredOrder = readonly Pick<ScoredDocument, "index" | "relevance_score">[];

/** One document over all orders. */
export interface OrderRow {
  index: number;
  /** Its score in the given order. */
  given: number;
  lowest: number;
  highest: number;
  mean: number;
  /** Places from 1. */
  bestRank: number;
  worstRank: number;
}

export interface OrderFigures {
  /** As the given order ranks them. */
  rows: OrderRow[];
  orders: number;
  /** Mean of Kendall's τ over all pairs of rankings. */
  tau: number;
  /** In how many orders the first of the given one is first. */
  sameFirst: number;
}

/** @param given the answer itself; `others` hold the same documents */
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
