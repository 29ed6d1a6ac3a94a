/**
 * Agreement between two orders of the same documents. Pure. An order is a list of distinct document indices, best
 * first. No function throws.
 */

/**
 * Kendall's τ (Kendall 1938): (concordant pairs − discordant pairs) / all pairs, for the documents in both orders.
 * Orders have no ties, so τ-a and τ-b are equal.
 * @returns −1 (reversed) to 1 (same order); 1 for fewer than two shared documents
 */
export function kendallTau(a: readonly number[], b: readonly number[]): number {
  const [x, y] = sharedRanks(a, b);
  if (x.length < 2) return 1;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      sum += Math.sign(((x[i] ?? 0) - (x[j] ?? 0)) * ((y[i] ?? 0) - (y[j] ?? 0)));
    }
  }
  return sum / ((x.length * (x.length - 1)) / 2);
}

/**
 * Spearman's ρ without ties (Spearman 1904): 1 − 6 Σ d² / (n (n² − 1)), where d is the difference between the ranks of
 * a document among the n documents in both orders.
 * @returns −1 (reversed) to 1 (same order); 1 for fewer than two shared documents
 */
export function spearmanRho(a: readonly number[], b: readonly number[]): number {
  const [x, y] = sharedRanks(a, b);
  const n = x.length;
  if (n < 2) return 1;
  const squares = x.reduce((sum, rank, at) => sum + (rank - (y[at] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

/**
 * Overlap@k: the share of the first k documents that both orders have in common. For orders shorter than k, k is the
 * length of the longer one.
 * @returns 0 to 1; 1 for two empty orders
 */
export function overlapAt(k: number, a: readonly number[], b: readonly number[]): number {
  const depth = Math.min(k, Math.max(a.length, b.length));
  if (depth === 0) return 1;
  const first = new Set(a.slice(0, depth));
  return b.slice(0, depth).filter((index) => first.has(index)).length / depth;
}

/**
 * Extrapolated rank-biased overlap: RBO_EXT, equation 32 of Webber, Moffat and Zobel, "A similarity measure for
 * indefinite rankings", ACM TOIS 28(4), 2010. It averages the agreement at every depth, with the most weight on the
 * first ranks. The orders may differ in length.
 * @param p persistence, between 0 and 1 (exclusive); at 0.9, the first ten ranks have 86% of the weight
 * @returns 0 to 1; 1 for two empty orders, 0 if only one is empty
 */
export function rankBiasedOverlap(a: readonly number[], b: readonly number[], p = 0.9): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return long.length === 0 ? 1 : 0;
  const [seenShort, seenLong] = [new Set<number>(), new Set<number>()];
  let shared = 0;
  /** Value of `shared` where the shorter order ends. */
  let sharedAtEnd = 0;
  let sum = 0;
  for (let depth = 1; depth <= long.length; depth++) {
    const x = short[depth - 1];
    const y = long[depth - 1];
    if (x !== undefined) {
      seenShort.add(x);
      if (seenLong.has(x)) shared += 1;
    }
    if (y !== undefined) {
      seenLong.add(y);
      if (seenShort.has(y)) shared += 1;
    }
    if (depth <= short.length) sharedAtEnd = shared;
    // Beyond its end, the shorter order is assumed to agree at the same rate.
    const beyond = (sharedAtEnd * Math.max(0, depth - short.length)) / (short.length * depth);
    sum += (shared / depth + beyond) * p ** depth;
  }
  const last = (shared - sharedAtEnd) / long.length + sharedAtEnd / short.length;
  return last * p ** long.length + ((1 - p) / p) * sum;
}

/** Ranks, from 0, of the documents in both orders, counted among these documents only. */
function sharedRanks(a: readonly number[], b: readonly number[]): [number[], number[]] {
  const inA = new Set(a);
  const inB = new Set(b);
  const rankInB = new Map(b.filter((index) => inA.has(index)).map((index, rank) => [index, rank]));
  const shared = a.filter((index) => inB.has(index));
  return [shared.map((_, rank) => rank), shared.map((index) => rankInB.get(index) ?? 0)];
}
