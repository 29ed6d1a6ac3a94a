/** The engine around the model: any request, any scores, any lengths. */
import fc from "fast-check";
import * as v from "valibot";
import type { RerankErrorCode } from "../../src/contract/errors.ts";
import type { RerankRequest } from "../../src/contract/rerank.ts";
import { RerankResponse } from "../../src/contract/response.ts";
import { LocalReranker } from "../../src/engine/local/local-reranker.ts";
import { planBlocks } from "../../src/engine/local/score/blocks.ts";
import { estimateTokens, planChunks } from "../../src/engine/local/score/chunks.ts";
import { rankPositions, relevanceScore } from "../../src/engine/local/score/rank.ts";
import { fakeEnvironment, fakeModel, locations } from "../unit/engine/local/fake-environment.ts";
import { inputFaults, must, resultOrFault } from "./expectations.ts";
import { damagedJson, hostileNumber, hostileText } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const reranker = new LocalReranker({
  model: fakeModel,
  device: "wasm",
  environment: fakeEnvironment(),
  locations,
});
const right = {
  query: "bread",
  documents: ["the oven", { text: "a river", id: 7, metadata: {} }, "flour"],
  top_n: 2,
  min_score: 0.01,
  truncate: "end",
};
const codes: ReadonlySet<RerankErrorCode> = inputFaults;

fuzz(
  "engine: any request",
  fc.oneof(
    damagedJson(right),
    fc.record({
      query: hostileText,
      documents: fc.array(hostileText, { minLength: 1, maxLength: 6 }),
      top_n: fc.nat(8),
    }),
  ),
  async (request) => {
    const documents: unknown = Object(request).documents;
    const response = await resultOrFault(() => reranker.rerank(request as RerankRequest), codes);
    if (!response) return;
    v.parse(
      v.object({
        ...RerankResponse.entries,
        results: v.array(
          v.object({ index: v.number(), relevance_score: v.pipe(v.number(), v.finite()), document: v.any() }),
        ),
      }),
      response,
    );
    const given: unknown[] = Array.isArray(documents) ? documents : [];
    const indices = response.results.map(({ index }) => index);
    must(
      new Set(indices).size === indices.length && indices.every((index) => index in given),
      "a result is a document, once",
    );
    must(
      response.results.every(({ index, document }) => document === undefined || document === given[index]),
      "a document is as it was given",
    );
    const scores = response.results.map(({ relevance_score: score }) => score);
    must(
      scores.every((score, at) => at === 0 || score <= (scores[at - 1] ?? NaN)),
      "the best is first",
    );
  },
);

fuzz(
  "engine: any scores",
  fc.tuple(
    fc.array(fc.option(hostileNumber.filter(Number.isFinite), { nil: undefined }), { maxLength: 40 }),
    fc.constantFrom("probability", "cosine", "dot", "maxsim"),
  ),
  ([scores, kind]) => {
    const order = rankPositions(scores);
    must(
      order.length === scores.length && new Set(order).size === scores.length,
      "each document has one place",
    );
    const shown = order.map((index) => relevanceScore(scores[index], kind));
    must(shown.every(Number.isFinite), "a score is finite");
  },
);

const lengths = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 60 });
const limit = fc.integer({ min: 1, max: 20_000 });

fuzz(
  "engine: any lengths in blocks",
  fc.tuple(lengths, limit, limit, limit, fc.nat(30_000), hostileText),
  ([sizes, a, b, c, query, text]) => {
    const everyOnce = (groups: number[][]): boolean =>
      groups.every((group) => group.length > 0) &&
      groups
        .flat()
        .toSorted((x, y) => x - y)
        .every((position, at) => position === at) &&
      groups.flat().length === sizes.length;
    must(everyOnce(planChunks(sizes, { tokens: a, documents: b })), "each document is in one chunk");
    must(
      everyOnce(planBlocks(sizes, query, { maxTokens: a, maxDocumentTokens: b, maxBlockDocuments: c })),
      "each document is in one block",
    );
    const estimate = estimateTokens(text, a);
    must(Number.isInteger(estimate) && estimate >= 0 && estimate <= a, "an estimate is a number of tokens");
  },
);
