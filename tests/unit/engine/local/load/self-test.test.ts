import { expect, test } from "vitest";
import { judgeSelfTest } from "../../../../../src/engine/local/load/self-test.ts";

const golden = {
  source: "here",
  uncertainty: 0,
  pairs: [
    { query: "q", document: "a", score: 0.8 },
    { query: "q", document: "b", score: 0.1 },
  ],
};

test("scores within tolerance pass, and the report has the figures", () => {
  const report = judgeSelfTest(golden, [0.805, 0.1], "w8a32", "cosine");
  expect(report).toMatchObject({ passed: true, pairs: 2, tolerance: 0.01 });
  expect(report.largestError).toBeCloseTo(0.005, 6);
});

test("one pair out of tolerance fails", () => {
  expect(judgeSelfTest(golden, [0.8, 0.12], "w8a32", "cosine").passed).toBe(false);
});

test("the same score for every document fails: a symptom of a broken GPU", () => {
  expect(judgeSelfTest(golden, [0.8, 0.8], "fp16", "cosine").passed).toBe(false);
});

test.each([[undefined], [Number.NaN]])("a score of %s fails", (score) => {
  const report = judgeSelfTest(golden, [0.8, score], "q8", "cosine");
  expect(report.passed).toBe(false);
  expect(report.largestError).toBe(Infinity);
});

test("the reference's own uncertainty widens the tolerance", () => {
  expect(judgeSelfTest({ ...golden, uncertainty: 0.03 }, [0.81, 0.13], "w8a32", "cosine").passed).toBe(true);
});
