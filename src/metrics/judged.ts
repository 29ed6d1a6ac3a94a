/** How good an order is, where people have graded the documents. Pure; grades are by document index, 0 is "not relevant". */

/**
 * nDCG@k with linear gain, as trec_eval has it: Σ grade / log2(rank + 1), over that of the best possible order.
 * @returns 0 to 1; 0 where no document is relevant
 */
export function ndcgAt(k: number, order: readonly number[], grades: readonly number[]): number {
  const best = dcg(grades.toSorted((a, b) => b - a).slice(0, k));
  return best === 0 ? 0 : dcg(order.slice(0, k).map((index) => grades[index] ?? 0)) / best;
}

/** 1 over the rank of the first relevant document; 0 where the order has none. Its mean over queries is the MRR. */
export function reciprocalRank(order: readonly number[], grades: readonly number[]): number {
  const first = order.findIndex((index) => (grades[index] ?? 0) > 0);
  return first === -1 ? 0 : 1 / (first + 1);
}

/** Share of the relevant documents that are among the first k; 0 where none is relevant. */
export function recallAt(k: number, order: readonly number[], grades: readonly number[]): number {
  const relevant = grades.filter((grade) => grade > 0).length;
  if (relevant === 0) return 0;
  return order.slice(0, k).filter((index) => (grades[index] ?? 0) > 0).length / relevant;
}

function dcg(gains: readonly number[]): number {
  return gains.reduce((sum, gain, position) => sum + Math.max(0, gain) / Math.log2(position + 2), 0);
}
