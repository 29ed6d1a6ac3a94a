/** Remote servers: whatever one answers becomes a valid ranking or an error of the contract, and no address is left. */
import fc from "fast-check";
import { RerankResponse } from "../../src/contract/response.ts";
import * as v from "valibot";
import { isExposedInTransit, requestUrl } from "../../src/engine/remote/address.ts";
import { dialects } from "../../src/engine/remote/dialects/dialects.ts";
import { readRecordings, writeRecordings } from "../../src/engine/remote/recordings.ts";
import { RemoteReranker } from "../../src/engine/remote/remote-reranker.ts";
import type { RerankErrorCode } from "../../src/contract/errors.ts";
import { inputFaults, must, resultOrFault } from "./expectations.ts";
import {
  damagedJson,
  damagedJsonText,
  depths,
  hostileNumber,
  hostileText,
  hostileValue,
  nestedText,
} from "./hostile.ts";
import { fuzz } from "./targets.ts";

const serverFaults: ReadonlySet<RerankErrorCode> = new Set([
  ...inputFaults,
  "bad_request",
  "unauthorized",
  "forbidden",
  "rate_limited",
  "server_error",
  "timeout",
  "unreachable",
]);

const apiKey = "sk-secret-0123456789";
const documents = ["the oven", "a river", "flour"];
const rightAnswer = {
  id: "a",
  model: "m",
  results: [2, 0, 1].map((index) => ({ index, relevance_score: 1 / (index + 1) })),
  usage: { total_tokens: 3 },
};
const errorBodies = [
  { detail: [{ loc: ["body", "documents", 3], msg: "too long", type: "value_error" }] },
  { error: { message: "no", param: "body.documents.3", code: 429 } },
  { errors: [{ field: "top_n", message: "must be 1 or more" }], detail: "no" },
  { success: false, error: { error: { message: "busy" } }, results: [] },
];
const body = fc.oneof(
  { weight: 4, arbitrary: damagedJsonText(rightAnswer) },
  { weight: 4, arbitrary: fc.oneof(...errorBodies.map(damagedJsonText)) },
  fc.string().map((text) => `<html>${text}`),
  fc.constantFrom(`{"detail": "the key ${apiKey} is wrong"}`, `{"results": [], "model": "${apiKey}"}`),
  depths.map(([depth]) => '{"error":'.repeat(depth) + "1" + "}".repeat(depth)),
  depths.map(([depth, kind]) => `{"results": ${nestedText(depth, kind)}}`),
);
const status = fc.oneof(
  fc.constant(200),
  fc.constantFrom(201, 400, 401, 404, 413, 422, 429, 500, 503),
  fc.integer({ min: 200, max: 599 }),
);
const retryAfter = fc.option(
  fc.oneof(hostileNumber.map(String), fc.constantFrom("-5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT")),
);

fuzz(
  "remote: any answer of a server",
  fc.tuple(fc.nat(dialects.length - 1), status, body, retryAfter),
  async ([which, answered, text, after]) => {
    const reranker = new RemoteReranker({
      dialect: dialects[which] ?? dialects[0],
      baseUrl: "https://server.example",
      model: "org/name",
      apiKey,
      attempts: 2,
      fetch: async () =>
        new Response([204, 205, 304].includes(answered) ? null : text, {
          status: answered,
          headers: after === null ? {} : { "retry-after": after },
        }),
      now: () => 0,
      wait: async (ms) => must(ms >= 0 && ms <= 30_000, `a pause is short, and not ${ms} ms`),
    });
    try {
      const response = await resultOrFault(
        () => reranker.rerank({ query: "bread", documents }),
        serverFaults,
      );
      if (response) mustBeRanking(response);
    } catch (error) {
      must(!String(error).includes(apiKey), "the key is in no error");
      throw error;
    }
  },
);

function mustBeRanking(response: RerankResponse): void {
  v.parse(RerankResponse, response);
  const indices = response.results.map(({ index }) => index);
  must(new Set(indices).size === indices.length, "each document is returned once");
  must(
    indices.every((index) => index < documents.length),
    "a result is one of the documents",
  );
  const scores = response.results.map(({ relevance_score: score }) => score);
  must(
    scores.every((score, at) => at === 0 || score <= (scores[at - 1] ?? NaN)),
    "the best is first",
  );
  must(!JSON.stringify(response).includes(apiKey), "the key is in no answer");
}

fuzz(
  "remote: any address",
  fc.tuple(
    fc.oneof(
      hostileText,
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      hostileText.map((text) => `https://server.example/${text}`),
      fc.constantFrom(
        "javascript:alert(1)",
        "file:///etc",
        "https://user:pw@host",
        "http://[::1]:8787",
        "//host",
      ),
    ),
    fc.oneof(fc.constant("/models/{model}/rerank"), hostileText),
    hostileText,
  ),
  async ([baseUrl, path, model]) => {
    isExposedInTransit(baseUrl);
    const url = await resultOrFault(() => requestUrl(baseUrl, path, model));
    if (url === undefined) return;
    const { protocol, origin, username, password, search, hash } = new URL(url);
    must(protocol === "https:" || protocol === "http:", "a request goes over HTTP");
    must(origin === new URL(baseUrl.trim()).origin, "a request goes to the host that was named");
    must(username + password + search + hash === "", "an address carries no secret");
  },
);

const recording = {
  at: "2026-01-01T00:00:00Z",
  server: "server.example",
  dialect: "Jina",
  scores: "0 to 1",
  request: { query: "bread", documents, top_n: 2 },
  response: {
    id: "a",
    object: "list",
    model: "m",
    results: [{ index: 1, relevance_score: 0.5 }],
    usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 },
  },
  elapsedMs: 5,
};

fuzz(
  "remote: a file of recordings",
  damagedJsonText({ kind: "tabrank-recordings", v: 1, recordings: [recording, recording] }),
  async (text) => {
    const read = await resultOrFault(() => readRecordings(text));
    if (!read) return;
    for (const { response, request } of read)
      for (const { index } of response.results)
        must(index < request.documents.length, "a result is a document");
    const again = readRecordings(writeRecordings(read));
    must(JSON.stringify(again) === JSON.stringify(read), "what is written is read");
  },
);

fuzz(
  "remote: a damaged answer, as a value",
  fc.oneof(damagedJson(rightAnswer), hostileValue),
  async (value) => {
    let text: string;
    try {
      text = JSON.stringify(value) ?? "";
    } catch {
      return;
    }
    const reranker = new RemoteReranker({
      dialect: dialects[0],
      baseUrl: "https://server.example",
      fetch: async () => new Response(text),
      now: () => 0,
      wait: async () => {},
    });
    const response = await resultOrFault(() => reranker.rerank({ query: "q", documents }), serverFaults);
    if (response) mustBeRanking(response);
  },
);
