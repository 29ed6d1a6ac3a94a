import { expect, test } from "vitest";
import { parseRequest } from "../../../../../src/contract/rerank.ts";
import { estimateRunTokens } from "../../../../../src/engine/local/devices/run-tokens.ts";
import { WorkerAffinity } from "../../../../../src/engine/local/score/worker-affinity.ts";
import { embeddingKey } from "../../../../../src/engine/worker/protocol.ts";
import { type ModelEntry, modelInputs } from "../../../../../src/models/model.ts";
import { fakeModel } from "../fake-environment.ts";

const crossEncoder: ModelEntry = { ...fakeModel, recipe: { family: "cross-encoder" } };
/** Three and a half letters are about a token. */
const letters = (tokens: number): string => "a".repeat(tokens * 3.5);

function tokens(model: ModelEntry, request: object, affinity = new WorkerAffinity()): number {
  return estimateRunTokens(model, parseRequest(request, modelInputs(model.recipe)), affinity);
}

test("a cross-encoder reads the query with each document, an embedding model reads it once", () => {
  const request = { query: letters(10), documents: [letters(20), { text: letters(40) }] };
  expect(tokens(crossEncoder, request)).toBe(80);
  expect(tokens(fakeModel, request)).toBe(70);
});

test("no document counts beyond what is read of it", () => {
  const request = { query: letters(10), documents: [letters(1000)] };
  expect(tokens(crossEncoder, request)).toBe(256);
  expect(tokens(crossEncoder, { ...request, max_tokens_per_document: 100 })).toBe(110);
  expect(tokens(crossEncoder, { ...request, max_tokens_per_document: 100, max_tokens_per_query: 4 })).toBe(
    104,
  );
  expect(tokens(crossEncoder, { ...request, passages: "best" })).toBe(1010);
});

test("documents that a worker has cached count nothing, if they are cut the same way", () => {
  const affinity = new WorkerAffinity();
  const request = { query: letters(10), documents: [letters(20), letters(40)] };
  affinity.record(embeddingKey(letters(40), { truncate: "end" }), 0);
  expect(tokens(fakeModel, request, affinity)).toBe(30);
  expect(tokens(fakeModel, { ...request, truncate: "start" }, affinity)).toBe(70);
  expect(tokens(crossEncoder, request, affinity)).toBe(80);
});
