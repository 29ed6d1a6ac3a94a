/**
 * Quality of an order, given relevance grades by people. Pure. `order` is a list of document indices, best first;
 * `grades[i]` is the grade of document i: 0 is not relevant, more is better. No function throws. The figures agree
 * with trec_eval's.
 */

/**
 * nDCG@k with linear gain, trec_eval's `ndcg_cut` (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR
 * techniques", ACM TOIS 20(4), 2002): Σ grade / log2(rank + 1) over the first k ranks, divided by the sum for the best
 * possible order.
 * @returns 0 to 1; 0 if no document is relevant
 */
export function ndcgAt(k: number, order: readonly number[], grades: readonly number[]): number {
  const best = dcg(grades.toSorted((a, b) => b - a).slice(0, k));
  return best === 0 ? 0 : dcg(order.slice(0, k).map((index) => grades[index] ?? 0)) / best;
}

/**
 * Reciprocal rank, trec_eval's `recip_rank`: 1 / rank of the first relevant document. Its mean over queries is the MRR.
 * @returns 0 to 1; 0 if the order contains no relevant document
 */
export function reciprocalRank(order: readonly number[], grades: readonly number[]): number {
  const first = order.findIndex((index) => (grades[index] ?? 0) > 0);
  return first === -1 ? 0 : 1 / (first + 1);
}

/**
 * Recall@k, trec_eval's `recall`: the share of all relevant documents that are among the first k.
 * @returns 0 to 1; 0 if no document is relevant
 */
export function recallAt(k: number, order: readonly number[], grades: readonly number[]): number {
  const relevant = grades.filter((grade) => grade > 0).length;
  if (relevant === 0) return 0;
  return order.slice(0, k).filter((index) => (grades[index] ?? 0) > 0).length / relevant;
}

function dcg(gains: readonly number[]): number {
  return gains.reduce((sum, gain, position) => sum + Math.max(0, gain) / Math.log2(position + 2), 0);
}
