import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { kendallTau, overlapAt, rankBiasedOverlap, spearmanRho } from "../../../src/metrics/agreement.ts";

/** Values of SciPy and `rbo` for 1,000 random permutations, from `tools/agreement/make_reference.py`. */
const reference = JSON.parse(readFileSync("tests/fixtures/reference/agreement.json", "utf8")) as {
  a: number[];
  b: number[];
  tau: number;
  rho: number;
  rbo: number;
  short: number;
  rbo_short: number;
}[];

const pair = fc.integer({ min: 1, max: 15 }).chain((n) => {
  const items = Array.from({ length: n }, (_, index) => index);
  const order = fc.shuffledSubarray(items, { minLength: n, maxLength: n });
  return fc.tuple(order, order);
});

test("τ, ρ and rank-biased overlap agree with SciPy and rbo on 1,000 random permutations", () => {
  expect(reference.length).toBe(1000);
  for (const { a, b, tau, rho, rbo, short, rbo_short } of reference) {
    expect(kendallTau(a, b)).toBeCloseTo(tau, 9);
    expect(spearmanRho(a, b)).toBeCloseTo(rho, 9);
    expect(rankBiasedOverlap(a, b)).toBeCloseTo(rbo, 9);
    expect(rankBiasedOverlap(a, b.slice(0, short))).toBeCloseTo(rbo_short, 9);
  }
});

describe.each([
  ["τ", kendallTau],
  ["ρ", spearmanRho],
])("%s", (_, correlation) => {
  test("is 1 for equal orders, −1 for reversed orders, and symmetric", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(correlation(a, a)).toBe(1);
        if (a.length > 1) expect(correlation(a, a.toReversed())).toBeCloseTo(-1, 12);
        expect(correlation(a, b)).toBeCloseTo(correlation(b, a), 12);
      }),
    );
  });

  test("ignores documents that only one order contains", () => {
    expect(correlation([9, 1, 2, 3], [1, 8, 2, 3])).toBe(1);
    expect(correlation([1], [2])).toBe(1);
  });
});

describe("rank-biased overlap", () => {
  test("is 1 for equal orders, between 0 and 1, symmetric, and 0 for disjoint orders", () => {
    fc.assert(
      fc.property(pair, fc.double({ min: 0.1, max: 0.99, noNaN: true }), ([a, b], p) => {
        expect(rankBiasedOverlap(a, a, p)).toBeCloseTo(1, 9);
        const overlap = rankBiasedOverlap(a, b, p);
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1 + 1e-9);
        expect(overlap).toBeCloseTo(rankBiasedOverlap(b, a, p), 12);
      }),
    );
    expect(rankBiasedOverlap([1, 2], [3, 4])).toBe(0);
    expect([rankBiasedOverlap([], []), rankBiasedOverlap([1, 2], [])]).toEqual([1, 0]);
  });

  test("agrees with a calculation by hand: agreement 0, 1 at p = 0.5", () => {
    // X_1 = 0, X_2 = 2: 1 · 0.25 + (0.5 / 0.5) · (0 + 1 · 0.25)
    expect(rankBiasedOverlap([1, 2], [2, 1], 0.5)).toBeCloseTo(0.5, 12);
  });

  test("a swap of the first ranks lowers it more than a swap of the last ranks", () => {
    const order = [0, 1, 2, 3, 4, 5];
    expect(rankBiasedOverlap(order, [1, 0, 2, 3, 4, 5])).toBeLessThan(
      rankBiasedOverlap(order, [0, 1, 2, 3, 5, 4]),
    );
  });
});

test("Overlap@k is the share of the first k that both orders contain", () => {
  expect(overlapAt(3, [1, 2, 3, 4], [3, 9, 1, 2])).toBeCloseTo(2 / 3, 12);
  expect(overlapAt(10, [1, 2], [2, 1])).toBe(1);
  expect(overlapAt(1, [1, 2], [2, 1])).toBe(0);
  expect(overlapAt(3, [], [])).toBe(1);
});
