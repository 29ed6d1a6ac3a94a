/** Requests with `passages`: a document has the score of its best one, and the answer says which. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RerankRequest } from "../../../../src/contract/rerank.ts";
import { LocalReranker } from "../../../../src/engine/local/local-reranker.ts";
import { measureDocument } from "../../../../src/engine/worker/measure-document.ts";
import type { WorkerApi } from "../../../../src/engine/worker/protocol.ts";
import { fakeEnvironment, fakeModel, locations } from "./fake-environment.ts";

/** A word is a token; the model reads four, and the score is the share of `x` among them. */
const words = (text: string): string[] => text.match(/\S+/g) ?? [];
const tokenizer = { encode: (text: string) => words(text).map(() => 1) };
const api: Partial<WorkerApi> = {
  measure: async ({ documents, ...input }) => ({
    ok: true,
    value: { queryTokens: 1, documents: documents.map((text) => measureDocument(text, input, 4, tokenizer)) },
  }),
  score: async ({ documents }) => ({
    ok: true,
    value: {
      query: { tokens: 1, usedTokens: 1 },
      queryPromptTokens: 0,
      documents: documents.map((text) => {
        const { length: usedTokens } = words(text).slice(0, 4);
        const found = words(text)
          .slice(0, 4)
          .filter((word) => word.startsWith("x")).length;
        const score = found / Math.max(1, usedTokens);
        return { score, documentTokens: words(text).length, usedTokens, promptTokens: usedTokens + 2 };
      }),
    },
  }),
};
const reranker = () =>
  new LocalReranker({ model: fakeModel, device: "auto", locations, environment: fakeEnvironment({ api }) });
const query = "q";
const documents = ["a b c. x a b. x x x. a b.", "x b", "", "a. b. c. d. e. x."];

test("each document has the score of its best passage, scored as a document of its own", async () => {
  const engine = reranker();
  const { response, ranked } = await engine.rank({ query, documents, passages: {} });
  for (const { index, relevance_score, passage } of response.results) {
    const text = (documents[index] ?? "").slice(passage?.start, passage?.end);
    const { results } = await engine.rerank({ query, documents: [text] });
    expect(relevance_score).toBe(results[0]?.relevance_score);
  }
  expect(response.results[0]).toMatchObject({
    index: 0,
    relevance_score: 1,
    passage: { start: 14, end: 21, read: 4 },
  });
  expect(ranked[0]).toMatchObject({ documentTokens: 11, usedTokens: 11 });
  // Eleven, two, none and six tokens, and two for each of the eight passages.
  expect(response.usage.prompt_tokens).toBe(19 + 2 * 8);
});

test("a document that fits has the very same score with and without passages", async () => {
  const engine = reranker();
  const fitting = fc.array(fc.constantFrom("x", "a", "b."), { maxLength: 4 }).map((list) => list.join(" "));
  await fc.assert(
    fc.asyncProperty(fc.array(fitting, { minLength: 1, maxLength: 5 }), async (texts) => {
      const scores = async (passages?: { overlap: number }) =>
        (await engine.rerank({ query, documents: texts, ...(passages && { passages }) })).results.map(
          ({ index, relevance_score }) => [index, relevance_score],
        );
      expect(await scores({ overlap: 1 })).toEqual(await scores());
    }),
    { numRuns: 30 },
  );
});

test("max leaves passages out, which the answer says, and top_n counts documents", async () => {
  const request = { query, documents, passages: { max: 1 } };
  const { results } = await reranker().rerank({ ...request, top_n: 1 });
  expect(results).toMatchObject([{ index: 1, passage: { start: 0, end: 3, read: 1, unread: 0 } }]);
  const first = await reranker().rerank({ ...request, documents: documents.slice(0, 1) });
  expect(first.results).toMatchObject([{ relevance_score: 0, passage: { read: 1, unread: 3 } }]);
  const none = reranker().rerank({ ...request, truncate: "none" });
  await expect(none).rejects.toMatchObject({ code: "document_too_long" });
});

test("no passage is longer than the model reads, whatever size is asked for", async () => {
  const ranked = async (passages: RerankRequest["passages"]) =>
    (await reranker().rerank({ query, documents, passages })).results;
  expect(await ranked({ size: 100 })).toEqual(await ranked("best"));
});

test("a document counts as scored with its last passage", async () => {
  const counts: number[] = [];
  const long = "a b c d. ".repeat(600);
  await reranker().rerank(
    { query, documents: [long], passages: { max: 600 } },
    { onProgress: (report) => void (report.phase === "score" && counts.push(report.scored)) },
  );
  expect(counts.length).toBeGreaterThan(3);
  expect(counts.slice(0, -2).every((scored) => scored === 0)).toBe(true);
  expect(counts.at(-1)).toBe(1);
});

test("progress counts documents, and wrong options are named", async () => {
  const counts: number[][] = [];
  await reranker().rerank(
    { query, documents, passages: {} },
    { onProgress: (report) => void (report.phase === "score" && counts.push([report.scored, report.total])) },
  );
  expect(counts.at(-1)).toEqual([4, 4]);
  expect(counts.filter(([scored = 0, total]) => scored > 4 || total !== 4)).toEqual([]);
  const refused = reranker().rerank({ query, documents, passages: { size: 4, overlap: 4 } });
  await expect(refused).rejects.toMatchObject({ errors: [{ field: "passages" }] });
});
