import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyInput, parseRequest } from "../../../src/contract/rerank.ts";
import { returnedResults } from "../../../src/contract/returned-results.ts";

/** Half steps, so that scores often equal the minimum. */
const score = fc.integer({ min: -4, max: 4 }).map((step) => step / 2);
const topN = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });

function rank(scores: readonly number[]) {
  const ranked = scores.map((relevance_score, index) => ({ index, relevance_score }));
  return ranked.toSorted((a, b) => b.relevance_score - a.relevance_score || a.index - b.index);
}

function limited(
  scores: readonly number[],
  settings: { top_n?: number | undefined; min_score?: number },
  returnedByServer = scores.length,
) {
  const documents = scores.map((_, index) => `document ${index}`);
  const request = parseRequest({ query: "q", documents, ...settings }, anyInput);
  return returnedResults(rank(scores).slice(0, returnedByServer), request, documents);
}

const scoresOf = ({ results }: ReturnType<typeof returnedResults>) =>
  results.map(({ relevance_score }) => relevance_score);

test("without limits every document comes back with its text", () => {
  expect(limited([0.1, 0.9], {})).toEqual({
    results: [
      { index: 1, relevance_score: 0.9, document: "document 1" },
      { index: 0, relevance_score: 0.1, document: "document 0" },
    ],
  });
});

describe("min_score", () => {
  test("leaves out what scores below it, before top_n, and counts all of it", () => {
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 1, maxLength: 20 }),
        score,
        topN,
        (scores, min_score, top_n) => {
          const response = limited(scores, { min_score, top_n });
          const reaching = scores.filter((value) => value >= min_score).toSorted((a, b) => b - a);
          expect(scoresOf(response)).toEqual(reaching.slice(0, top_n));
          expect(response.below_min_score).toBe(scores.filter((value) => value < min_score).length);
        },
      ),
    );
  });

  test("a score that equals it stays, and no result is an answer, too", () => {
    expect(limited([0.5], { min_score: 0.5 })).toMatchObject({ results: [{ index: 0 }], below_min_score: 0 });
    expect(limited([0.5], { min_score: 0.6 })).toEqual({ results: [], below_min_score: 1 });
  });

  test("over a server's best results the count is right, or absent where the server returned too few", () => {
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 1, maxLength: 20 }),
        score,
        fc.integer({ min: 1, max: 12 }),
        (scores, min_score, top_n) => {
          // The server knows top_n, but not min_score.
          const response = limited(scores, { min_score, top_n }, top_n);
          const all = limited(scores, { min_score, top_n });
          expect(response.results).toEqual(all.results);
          expect([undefined, all.below_min_score]).toContain(response.below_min_score);
          if (all.results.length < top_n) expect(response.below_min_score).toBe(all.below_min_score);
        },
      ),
    );
  });
});
