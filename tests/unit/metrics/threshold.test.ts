import fc from "fast-check";
import { expect, test } from "vitest";
import { bestCut, judgedCuts, largestGaps } from "../../../src/metrics/threshold.ts";

test("the largest gaps, as minimum scores with few digits that keep what is above", () => {
  expect(largestGaps([0.9, 0.85, 0.5, 0.5, 0.1], 2)).toEqual([
    { threshold: 0.3, keeps: 4, gap: 0.4 },
    { threshold: 0.7, keeps: 2, gap: expect.closeTo(0.35, 12) as number },
  ]);
  expect(largestGaps([0.5, 0.5, 0.5], 3)).toEqual([]);
  expect(largestGaps([1], 3)).toEqual([]);
});

// By hand: relevant are the 1st, 3rd and 4th of five.
test("precision, recall and F1 at each cut; the best is the highest of equals", () => {
  const judged = judgedCuts([0.9, 0.8, 0.6, 0.4, 0.1], [true, false, true, true, false]);
  expect(judged.map(({ keeps, precision, recall }) => [keeps, precision, recall])).toEqual([
    [1, 1, 1 / 3],
    [2, 1 / 2, 1 / 3],
    [3, 2 / 3, 2 / 3],
    [4, 3 / 4, 1],
    [5, 3 / 5, 1],
  ]);
  expect(bestCut(judged)).toMatchObject({ keeps: 4, f1: expect.closeTo(6 / 7, 12) as number });
  expect(judgedCuts([0.9, 0.1], [false, false])).toEqual([]);
  expect(bestCut([])).toBeUndefined();
  // All relevant, and one score: everything stays.
  expect(bestCut(judgedCuts([0.5, 0.5], [true, true]))).toMatchObject({ threshold: 0.5, keeps: 2, f1: 1 });
});

test("every cut keeps as many documents as it says, whatever the scores", () => {
  const score = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(score, fc.boolean()), { maxLength: 30 }), (documents) => {
      const sorted = documents.toSorted(([a], [b]) => b - a);
      const scores = sorted.map(([value]) => value);
      const relevant = sorted.map(([, judged]) => judged);
      for (const { threshold, keeps } of [...largestGaps(scores, 30), ...judgedCuts(scores, relevant)])
        expect(scores.filter((value) => value >= threshold).length).toBe(keeps);
    }),
  );
});
