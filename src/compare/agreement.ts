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
 * Rank-biased overlap, extrapolated (RBO_EXT of Webber, Moffat and Zobel 2010, equation 32, for lists of one length):
 * agreement at every depth, the first places weighing most.
 * @param p how much the next place still counts, 0 to 1; at 0.9 the first ten places carry 86% of the weight
 */
export function rankBiasedOverlap(a: readonly number[], b: readonly number[], p = 0.9): number {
  const depth = Math.min(a.length, b.length);
  if (depth === 0) return 1;
  const [seenA, seenB] = [new Set<number>(), new Set<number>()];
  let shared = 0;
  let sum = 0;
  for (let d = 1; d <= depth; d++) {
    const [x, y] = [a[d - 1] ?? -1, b[d - 1] ?? -2];
    seenA.add(x);
    seenB.add(y);
    if (x === y) shared += 1;
    else shared += Number(seenB.has(x)) + Number(seenA.has(y));
    sum += (shared / d) * p ** d;
  }
  return (shared / depth) * p ** depth + ((1 - p) / p) * sum;
}

/** Ranks of the documents that both orders hold, counted among those alone. */
function sharedRanks(a: readonly number[], b: readonly number[]): [number[], number[]] {
  const inA = new Set(a);
  const inB = new Set(b);
  const rankInB = new Map(b.filter((index) => inA.has(index)).map((index, rank) => [index, rank]));
  const shared = a.filter((index) => inB.has(index));
  return [shared.map((_, rank) => rank), shared.map((index) => rankInB.get(index) ?? 0)];
}
