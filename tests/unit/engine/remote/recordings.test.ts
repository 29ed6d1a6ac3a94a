import fc from "fast-check";
import { expect, test } from "vitest";
import type { RerankRequest, RerankResponse } from "../../../../src/contract/rerank.ts";
import {
  RecordedReranker,
  readRecordings,
  createRecording,
  writeRecordings,
} from "../../../../src/engine/remote/recordings.ts";

const details = {
  at: "2030-01-01T00:00:00.000Z",
  server: "host",
  dialect: "Jina AI",
  scores: "logit",
  elapsedMs: 12,
};

const answer = ({ documents, top_n: topN }: RerankRequest): RerankResponse => ({
  id: "x",
  object: "list",
  model: "m",
  results: documents
    .map((document, index) => ({ index, relevance_score: 1 - index, document }))
    .slice(0, topN ?? undefined),
  usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 },
});

const requests = fc.record({
  query: fc.string({ minLength: 1 }).filter((query) => query.trim() !== ""),
  documents: fc.array(fc.oneof(fc.string(), fc.record({ text: fc.string(), id: fc.integer() })), {
    minLength: 1,
    maxLength: 8,
  }),
  truncate: fc.constantFrom("none" as const, "start" as const, "end" as const),
  instruction: fc.option(fc.string(), { nil: undefined }),
});

test("a recorded answer, written and read again, answers the same request", async () => {
  await fc.assert(
    fc.asyncProperty(requests, fc.integer({ min: 1, max: 9 }), async (request, topN) => {
      const asked = { ...request, top_n: topN };
      const file = writeRecordings([createRecording(request, answer(request), details)]);
      const reranker = new RecordedReranker(readRecordings(file));
      // All results were recorded, so any top_n can be answered.
      expect(await reranker.rerank(asked)).toEqual(answer(asked));
    }),
  );
});

test("a request that differs in any field, or wants more results than were recorded, is rejected", async () => {
  const request: RerankRequest = { query: "q", documents: ["a", "b", "c"], top_n: 2 };
  const reranker = new RecordedReranker([createRecording(request, answer(request), details)]);
  await expect(reranker.rerank({ ...request, top_n: 1 })).resolves.toMatchObject({ results: [{ index: 0 }] });
  const others: RerankRequest[] = [
    { ...request, query: "other" },
    { ...request, query: { image: "aGVsbG8=" } },
    { ...request, documents: ["a", "c", "b"] },
    { ...request, truncate: "start" },
    { ...request, max_tokens_per_document: 7 },
    { ...request, instruction: "Only recipes." },
    { ...request, top_n: 3 },
    { query: "q", documents: ["a", "b", "c"] },
  ];
  for (const other of others) {
    await expect(reranker.rerank(other)).rejects.toMatchObject({ code: "bad_request" });
  }
});

test("an image query is distinguished from other images and from text", async () => {
  const request: RerankRequest = { query: { image: "b25l" }, documents: ["a", "b"] };
  const file = writeRecordings([createRecording(request, answer(request), details)]);
  const reranker = new RecordedReranker(readRecordings(file));
  await expect(reranker.rerank(request)).resolves.toMatchObject({ results: [{ index: 0 }, { index: 1 }] });
  for (const query of [{ image: "dHdv" }, "b25l"])
    await expect(reranker.rerank({ ...request, query })).rejects.toMatchObject({ code: "bad_request" });
});

test.for([
  ["no JSON", "not JSON"],
  ["{}", "kind"],
  ['{"kind":"tabrank-recordings","v":2,"recordings":[]}', "v:"],
  ['{"kind":"tabrank-recordings","v":1,"recordings":[]}', "contains no recording"],
  ['{"kind":"tabrank-recordings","v":1,"recordings":[{}]}', "recordings.0"],
])("an invalid file is rejected with the position of the problem: %s", ([text = "", place = ""]) => {
  expect(() => readRecordings(text)).toThrow(
    expect.objectContaining({
      code: "invalid_request",
      message: expect.stringContaining(place === "not JSON" ? "file" : place) as string,
    }),
  );
});

test("a recording with an index out of range, or a repeated one, is rejected", () => {
  const request: RerankRequest = { query: "q", documents: ["a"] };
  const response = { ...answer(request), results: [{ index: 1, relevance_score: 1 }] };
  const file = writeRecordings([createRecording(request, response, details)]);
  expect(() => readRecordings(file)).toThrow("ranks a document that it does not contain");
  const [first] = answer(request).results;
  const twice = { ...answer(request), results: first ? [first, first] : [] };
  expect(() => readRecordings(writeRecordings([createRecording(request, twice, details)]))).toThrow("twice");
});

test("a recording with more than the page takes is refused by its place", () => {
  const levels = "[".repeat(200) + "]".repeat(200);
  const request = { query: "q", documents: ["a", { text: "b", metadata: { deep: JSON.parse(levels) } }] };
  const file = JSON.stringify({
    kind: "tabrank-recordings",
    v: 1,
    recordings: [{ ...details, request, response: answer({ model: "m", ...request }) }],
  });
  expect(() => readRecordings(file)).toThrow(
    "recordings.0.request.documents[1] must not have more than 100 levels of lists and objects",
  );
});
