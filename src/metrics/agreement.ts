/** How far two orders of the same documents agree. Pure; orders are lists of document indices, best first. */

/**
 * Kendall's τ-b without ties: (concordant − discordant) / pairs, over the documents that both orders hold.
 * @returns −1 to 1; 1 where fewer than two are shared
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

/** Spearman's ρ of the ranks among the shared documents: −1 to 1. */
export function spearmanRho(a: readonly number[], b: readonly number[]): number {
  const [x, y] = sharedRanks(a, b);
  const n = x.length;
  if (n < 2) return 1;
  const squares = x.reduce((sum, rank, at) => sum + (rank - (y[at] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

/** Share of the first k that both have in common: 0 to 1. */
export function overlapAt(k: number, a: readonly number[], b: readonly number[]): number {
  const depth = Math.min(k, Math.max(a.length, b.length));
  if (depth === 0) return 1;
  const first = new Set(a.slice(0, depth));
  return b.slice(0, depth).filter((index) => first.has(index)).length / depth;
}

/**
 * Rank-biased overlap, extrapolated (RBO_EXT of Webber, Moffat and Zobel 2010, equation 32): agreement at every depth,
 * the first places weighing most. The orders may differ in length.
 * @param p how much the next place still counts, 0 to 1; at 0.9 the first ten places carry 86% of the weight
 * @returns 0 to 1; 1 for two empty orders, 0 where one of them is empty
 */
export function rankBiasedOverlap(a: readonly number[], b: readonly number[], p = 0.9): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return long.length === 0 ? 1 : 0;
  const [seenShort, seenLong] = [new Set<number>(), new Set<number>()];
  let shared = 0;
  /** Shared at the depth where the shorter order ends. */
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
    // Beyond its end the shorter one is taken to go on agreeing as it did.
    const beyond = (sharedAtEnd * Math.max(0, depth - short.length)) / (short.length * depth);
    sum += (shared / depth + beyond) * p ** depth;
  }
  const last = (shared - sharedAtEnd) / long.length + sharedAtEnd / short.length;
  return last * p ** long.length + ((1 - p) / p) * sum;
}

/** Ranks of the documents that both orders hold, counted among those alone. */
function sharedRanks(a: readonly number[], b: readonly number[]): [number[], number[]] {
  const inA = new Set(a);
  const inB = new Set(b);
  const rankInB = new Map(b.filter((index) => inA.has(index)).map((index, rank) => [index, rank]));
  const shared = a.filter((index) => inB.has(index));
  return [shared.map((_, rank) => rank), shared.map((index) => rankInB.get(index) ?? 0)];
}
