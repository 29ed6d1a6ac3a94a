import fc from "fast-check";
import { expect, test } from "vitest";
import { bm25Scores, descendingOrder } from "../../../src/metrics/bm25.ts";

test("a document without query terms scores 0; more and rarer terms score higher", () => {
  const documents = ["the river runs", "the mill by the river", "a town", "the the the"];
  const scores = bm25Scores("river mill", documents);
  expect(scores[2]).toBe(0);
  expect(scores[3]).toBe(0);
  expect(descendingOrder(scores).slice(0, 2)).toEqual([1, 0]);
});

test("the score agrees with a calculation by hand", () => {
  // Two documents of two words: idf(x) = ln(1 + (2 − 1 + 0.5) / 1.5) = ln 2, length at the average.
  expect(bm25Scores("x", ["x y", "y z"])[0]).toBeCloseTo((Math.log(2) * 2.2) / 2.2, 10);
});

test("terms are found in scripts without spaces", () => {
  const scores = bm25Scores("敏感肌", ["专为敏感肌打造", "彩妆潮流"]);
  expect(scores[0]).toBeGreaterThan(scores[1] ?? 0);
});

test("scores are finite and not negative, and the descending order is a permutation", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string(), { maxLength: 10 }), (query, documents) => {
      const scores = bm25Scores(query, documents);
      expect(scores.every((score) => Number.isFinite(score) && score >= 0)).toBe(true);
      expect(descendingOrder(scores).toSorted((a, b) => a - b)).toEqual(documents.map((_, index) => index));
    }),
  );
});
