import fc from "fast-check";
import { expect, test } from "vitest";
import { type RerankResult, anyInput, parseRequest } from "../../../../../src/contract/rerank.ts";
import { createRankedRun } from "../../../../../src/engine/local/ranked-run.ts";
import { relevanceScore } from "../../../../../src/engine/local/score/rank.ts";
import { embeddedModel } from "../../../../../src/models/embedded-model.ts";
import type { ScoreKind } from "../../../../../src/models/model.ts";

const score = fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined });
const scores = fc.array(score, { minLength: 1, maxLength: 30 });

function requestFor(count: number, top_n?: number) {
  const documents = Array.from({ length: count }, (_, index) => `document ${index}`);
  return { documents, return_documents: true, ...(top_n !== undefined && { top_n }) };
}

type Request = ReturnType<typeof requestFor>;

/** The results of a response over such scores. */
function rankResults(
  request: Request,
  values: readonly (number | undefined)[],
  scoreKind: ScoreKind,
): RerankResult[] {
  const documents = values.map((score) => ({ score, documentTokens: 1, usedTokens: 1, promptTokens: 1 }));
  const valid = parseRequest({ query: "q", ...request }, anyInput);
  const status = { model: "m" } as never;
  const { response } = createRankedRun(
    { ...embeddedModel, scoreKind },
    valid,
    { documents, query: { tokens: 1, usedTokens: 1 }, promptTokens: 0 },
    { status, elapsedMs: 0 },
  );
  return response.results;
}

test("results refer to each document of the request once, and carry it", () => {
  fc.assert(
    fc.property(scores, (values) => {
      const request = requestFor(values.length);
      const results = rankResults(request, values, "cosine");
      expect(results.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(
        values.map((_, index) => index),
      );
      for (const { index, document } of results) expect(document).toBe(request.documents[index]);
    }),
  );
});

test("best first, documents without tokens last, ties in the order of the request", () => {
  fc.assert(
    fc.property(scores, (values) => {
      const order = rankResults(requestFor(values.length), values, "cosine").map(({ index }) => index);
      for (const [position, index] of order.entries()) {
        const next = order[position + 1];
        if (next === undefined) break;
        const [a, b] = [values[index] ?? -Infinity, values[next] ?? -Infinity];
        expect(a > b || (a === b && index < next)).toBe(true);
      }
    }),
  );
});

test("top_n limits the results; above the number of documents it has no effect", () => {
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 50 }), (values, top_n) => {
      const all = rankResults(requestFor(values.length), values, "probability");
      const cut = rankResults(requestFor(values.length, top_n), values, "probability");
      expect(cut).toEqual(all.slice(0, top_n));
    }),
  );
});

test("large logits are ordered even if their sigmoids are equal", () => {
  const results = rankResults(requestFor(2), [50, 60], "probability");
  expect(results.map(({ index }) => index)).toEqual([1, 0]);
  expect(results.map(({ relevance_score }) => relevance_score)).toEqual([1, 1]);
});

test("a document with the lowest possible score ranks before one without tokens", () => {
  expect(rankResults(requestFor(2), [undefined, -1], "cosine").map(({ index }) => index)).toEqual([1, 0]);
});

test("a logit becomes its sigmoid, a cosine is unchanged, a missing score becomes the lowest of its kind", () => {
  expect(relevanceScore(0, "probability")).toBe(0.5);
  expect(relevanceScore(-0.25, "cosine")).toBe(-0.25);
  expect(relevanceScore(undefined, "probability")).toBe(0);
  expect(relevanceScore(undefined, "cosine")).toBe(-1);
});

test("documents are left out on request", () => {
  const results = rankResults({ ...requestFor(1), return_documents: false }, [0.5], "cosine");
  expect(results).toEqual([{ index: 0, relevance_score: 0.5 }]);
});
