import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ndcgAt, recallAt, reciprocalRank } from "../../../src/metrics/judged.ts";

/** Values of trec_eval for 500 random orders and grades, from `tools/agreement/make_reference.py`. */
const reference = JSON.parse(readFileSync("tests/fixtures/reference/judged.json", "utf8")) as {
  order: number[];
  grades: number[];
  ndcg_cut_3: number;
  ndcg_cut_10: number;
  recip_rank: number;
  recall_3: number;
  recall_10: number;
}[];

test("nDCG, reciprocal rank and recall agree with trec_eval on 500 random orders", () => {
  expect(reference.length).toBe(500);
  for (const { order, grades, ...expected } of reference) {
    expect(ndcgAt(3, order, grades)).toBeCloseTo(expected.ndcg_cut_3, 9);
    expect(ndcgAt(10, order, grades)).toBeCloseTo(expected.ndcg_cut_10, 9);
    expect(reciprocalRank(order, grades)).toBeCloseTo(expected.recip_rank, 9);
    expect(recallAt(3, order, grades)).toBeCloseTo(expected.recall_3, 9);
    expect(recallAt(10, order, grades)).toBeCloseTo(expected.recall_10, 9);
  }
});

test("the order by descending grades has nDCG 1, and no other order has more", () => {
  const judged = fc
    .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 15 })
    .chain((grades) =>
      fc.tuple(
        fc.constant(grades),
        fc.shuffledSubarray([...grades.keys()], { minLength: grades.length, maxLength: grades.length }),
      ),
    );
  fc.assert(
    fc.property(judged, ([grades, order]) => {
      const best = [...grades.keys()].toSorted((a, b) => (grades[b] ?? 0) - (grades[a] ?? 0));
      const relevant = grades.some((grade) => grade > 0);
      expect(ndcgAt(10, best, grades)).toBeCloseTo(relevant ? 1 : 0, 12);
      expect(ndcgAt(10, order, grades)).toBeLessThanOrEqual(ndcgAt(10, best, grades) + 1e-12);
      expect(recallAt(order.length, order, grades)).toBe(relevant ? 1 : 0);
    }),
  );
});

test("without relevant documents every figure is 0", () => {
  expect([ndcgAt(10, [0, 1], [0, 0]), reciprocalRank([0, 1], [0, 0]), recallAt(3, [0, 1], [0, 0])]).toEqual([
    0, 0, 0,
  ]);
  expect(ndcgAt(10, [], [])).toBe(0);
});
