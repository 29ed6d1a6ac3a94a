import { expect, test } from "vitest";
import { parseRequest, textOnly } from "../../../../src/contract/rerank.ts";
import { createRankedRun } from "../../../../src/engine/local/ranked-run.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";

const details = {
  status: {
    model: embeddedModel.id,
    device: "wasm",
    dtype: "w8a8",
    workers: 1,
    loadMs: 1,
    selfTest: undefined,
    notes: [],
  },
  elapsedMs: 5,
} as const;

/** A document of two tokens, both read. */
const scoreOf = (score: number | undefined) => ({
  score,
  documentTokens: 2,
  usedTokens: 2,
  promptTokens: 4,
});

test("top_n cuts the response, not the ranking", () => {
  const request = parseRequest({ query: "q", documents: ["a", "b", "", "c"], top_n: 2 }, textOnly);
  const documents = [0.1, 0.7, undefined, 0.4].map(scoreOf);
  const run = createRankedRun(
    embeddedModel,
    request,
    { documents, query: { tokens: 1, usedTokens: 1 }, promptTokens: 19 },
    details,
  );
  expect(run.response.results).toEqual([
    { index: 1, relevance_score: 0.7, document: "b" },
    { index: 3, relevance_score: 0.4, document: "c" },
  ]);
  expect(run.response.usage).toEqual({ prompt_tokens: 19, completion_tokens: 0, total_tokens: 19 });
  expect(run.ranked.map(({ index, relevance_score }) => [index, relevance_score])).toEqual([
    [1, 0.7],
    [3, 0.4],
    [0, 0.1],
    [2, -1],
  ]);
  expect(run).toMatchObject({ elapsedMs: 5, status: { device: "wasm" } });
});

test("documents below top_n, too, are ordered by their logits when their probabilities are equal", () => {
  const request = parseRequest({ query: "q", documents: ["a", "b", "c"], top_n: 1 }, textOnly);
  const model = { ...embeddedModel, scoreKind: "probability" } as const;
  const documents = [50, 60, 70].map(scoreOf);
  const { ranked } = createRankedRun(
    model,
    request,
    { documents, query: { tokens: 1, usedTokens: 1 }, promptTokens: 12 },
    details,
  );
  expect(ranked.map(({ index }) => index)).toEqual([2, 1, 0]);
});

test("a response tells that max_tokens_per_query cut the query, and only then", () => {
  const documents = [0.5].map(scoreOf);
  const responseTo = (max_tokens_per_query: number | undefined, usedTokens: number) => {
    const request = parseRequest({ query: "q", documents: ["a"], max_tokens_per_query }, textOnly);
    const query = { tokens: 5, usedTokens };
    return createRankedRun(embeddedModel, request, { documents, query, promptTokens: 1 }, details).response;
  };
  expect(responseTo(3, 3).truncated_query).toEqual({ tokens: 5, used_tokens: 3 });
  expect(responseTo(8, 5)).not.toHaveProperty("truncated_query");
  expect(responseTo(undefined, 5)).not.toHaveProperty("truncated_query");
});
