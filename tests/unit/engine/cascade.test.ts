/** A fast model says in which order a better one reads; the answer is the better one's. */
import { expect, test } from "vitest";
import { RerankError, fieldError } from "../../../src/contract/errors.ts";
import { type RerankRequest, type RerankResponse, inputText } from "../../../src/contract/rerank.ts";
import type { RerankOptions, RerankProgress } from "../../../src/contract/reranker.ts";
import { createCascade } from "../../../src/engine/cascade.ts";
import { LocalReranker } from "../../../src/engine/local/local-reranker.ts";
import { fakeEnvironment, fakeModel, locations } from "./local/fake-environment.ts";

/** Scores by length. */
const byLength = (msFor?: (tokens: number) => number): LocalReranker =>
  new LocalReranker({
    model: fakeModel,
    device: "wasm",
    locations,
    environment: fakeEnvironment({
      ...(msFor && { gpu: { adapter: "none", msFor: (_, tokens) => msFor(tokens) } }),
    }),
    workers: 1,
  });

/** Puts the shortest first, and remembers what it was asked. */
function shortestFirst() {
  const asked: RerankRequest[] = [];
  const rerank = async (
    request: RerankRequest,
    { onProgress }: RerankOptions = {},
  ): Promise<RerankResponse> => {
    asked.push(request);
    onProgress?.({
      phase: "score",
      scored: 1,
      total: 1,
      documents: [{ index: 0, relevance_score: 9, documentTokens: 1, usedTokens: 1, cached: false }],
    });
    const results = request.documents
      .map((document, index) => ({ index, relevance_score: -(inputText(document) ?? "").length }))
      .toSorted((a, b) => b.relevance_score - a.relevance_score);
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    return { id: "first", object: "list", model: "first", results, usage };
  };
  return { rerank, asked };
}

const query = "q";
const documents = ["four", "a", "three", "bb", "ccc"];

test("if the second model reads all documents, the answer is its own", async () => {
  const second = byLength();
  const request = { query, documents, top_n: 3, min_score: 0.02, return_documents: true };
  const { id: _, usage: own, ...whole } = await second.rerank(request);
  const {
    id: __,
    usage,
    ...answer
  } = await createCascade({ first: shortestFirst(), second }).rerank(request);
  expect(answer).toEqual(whole);
  expect(usage.total_tokens).toBe(own.total_tokens + 3);
});

test("what is beyond the depth is unread, in the first model's order", async () => {
  const first = shortestFirst();
  const answer = await createCascade({ first, second: byLength(), depth: 3 }).rerank({
    query,
    documents,
    top_n: 2,
  });
  // By length, of "a", "bb" and "ccc".
  expect(answer.results).toEqual([
    { index: 4, relevance_score: 0.03, document: "ccc" },
    { index: 3, relevance_score: 0.02, document: "bb" },
  ]);
  expect(answer.unread_documents).toEqual([0, 2]);
  // The first one is asked for everything, whatever comes back in the end.
  expect(first.asked).toEqual([{ query, documents, return_documents: false }]);
});

test("what the first one did not return is read last; a depth below 1 is refused", async () => {
  const first = shortestFirst();
  const few = {
    rerank: async (request: RerankRequest) => {
      const answer = await first.rerank(request);
      return { ...answer, results: answer.results.slice(0, 1) };
    },
  };
  const answer = await createCascade({ first: few, second: byLength(), depth: 2 }).rerank({
    query,
    documents,
  });
  expect(answer.results.map(({ index }) => index)).toEqual([0, 1]);
  expect(answer.unread_documents).toEqual([2, 3, 4]);
  for (const depth of [0, -1, Number.NaN])
    expect(() => createCascade({ first, second: byLength(), depth })).toThrow(RerankError);
});

test("the time limit counts for both, and the second reads the best ones within it", async () => {
  const long = Array.from({ length: 20 }, (_, index) => "x".repeat(700 - index));
  const answer = await createCascade({ first: shortestFirst(), second: byLength((tokens) => tokens) }).rerank(
    {
      query,
      documents: long,
      budget_ms: 500,
    },
  );
  const unread = answer.unread_documents ?? [];
  expect(unread.length).toBeGreaterThan(0);
  // The last document is the shortest.
  expect(unread).toEqual(Array.from({ length: unread.length }, (_, index) => unread.length - 1 - index));
  expect(answer.results.length + unread.length).toBe(20);
});

test("scores that are reported are the second model's, at the positions of the request", async () => {
  const reports: RerankProgress[] = [];
  await createCascade({ first: shortestFirst(), second: byLength(), depth: 2 }).rerank(
    { query, documents },
    { onProgress: (report) => void reports.push(report) },
  );
  const scored = reports.flatMap((report) => (report.phase === "score" ? report.documents : []));
  expect(scored.map(({ index, relevance_score: score }) => [index, score])).toEqual([
    [1, 0.01],
    [3, 0.02],
  ]);
});

test("an error of the second model names the document of the request", async () => {
  const second = {
    rerank: async () => {
      throw fieldError("document_too_long", [
        { field: "documents[0]", message: "is too long", type: "value_error" },
      ]);
    },
  };
  const error: unknown = await createCascade({ first: shortestFirst(), second })
    .rerank({ query, documents })
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RerankError);
  expect(error).toMatchObject({ errors: [{ field: "documents[1]" }], message: "documents[1]: is too long" });
});
