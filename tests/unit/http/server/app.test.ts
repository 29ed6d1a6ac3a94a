/** The routes over real sockets, with rerankers that need no model. */
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RerankResponse } from "../../../../src/contract/response.ts";
import { createRemoteReranker } from "../../../../src/engine/create-remote-reranker.ts";
import { type TestServer, post, startServer } from "./test-server.ts";
import { WordReranker } from "../word-reranker.ts";

const request = { query: "oven bread", documents: ["the river", "an oven", "the oven bakes bread"] };

let server: TestServer;
let rerankUrl = "";
beforeAll(async () => {
  server = await startServer();
  rerankUrl = `${server.url}/v1/rerank`;
});
afterAll(() => server.close());

interface ErrorAnswer {
  status: number;
  code: string;
  detail: string;
  errors?: { field: string; message: string; type: string; input?: unknown }[];
  request_id: string;
}

async function errorAnswer(response: Response): Promise<ErrorAnswer> {
  return { ...((await response.json()) as Omit<ErrorAnswer, "status">), status: response.status };
}

describe("a valid request", () => {
  test.each(["/v1/rerank", "/v2/rerank", "/v1/rerank/", "/v1/rerank?x=1"])(
    "is answered at %s",
    async (path) => {
      const response = await post(server.url + path, request);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(response.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
      expect(response.headers.get("server-timing")).toMatch(/^rerank;dur=\d+\.\d$/);
      const body = v.parse(RerankResponse, await response.json());
      expect(body).toMatchObject({ object: "list", model: "words/first", usage: { total_tokens: 3 } });
      expect(body.results).toEqual([
        { index: 2, relevance_score: 1, document: { text: "the oven bakes bread" } },
        { index: 1, relevance_score: 0.5, document: { text: "an oven" } },
        { index: 0, relevance_score: 0, document: { text: "the river" } },
      ]);
    },
  );

  test("is answered by the model that it requests", async () => {
    const body = (await (await post(rerankUrl, { ...request, model: "words/second" })).json()) as object;
    expect(body).toMatchObject({ model: "words/second" });
  });

  test("gets its documents back unchanged, or not at all", async () => {
    const documents = [{ text: "oven", price: 3, metadata: { x: [1] } }];
    const results = async (change: object) => {
      const response = await post(rerankUrl, { ...request, documents, ...change });
      return ((await response.json()) as RerankResponse).results;
    };
    expect((await results({}))[0]?.document).toEqual(documents[0]);
    expect((await results({ return_documents: false }))[0]).toEqual({ index: 0, relevance_score: 0.5 });
  });

  test.each([
    [null, 3],
    [1, 1],
    [99, 3],
  ])("with top_n %j gets %i results", async (topN, count) => {
    const body = (await (await post(rerankUrl, { ...request, top_n: topN })).json()) as RerankResponse;
    expect(body.results.length).toBe(count);
  });

  test("may come from our own remote reranker", async () => {
    const reranker = createRemoteReranker({ baseUrl: server.url, model: "words/second" });
    const { results, model } = await reranker.rerank(request);
    expect({ model, order: results.map(({ index }) => index) }).toEqual({
      model: "words/second",
      order: [2, 1, 0],
    });
    await expect(reranker.rerank({ ...request, model: "none" })).rejects.toMatchObject({
      code: "model_not_found",
    });
  });

  test("keeps its instruction", async () => {
    const words = new WordReranker("words/first");
    const own = await startServer({ rerankers: new Map([["words/first", words]]) });
    await createRemoteReranker({ baseUrl: own.url }).rerank({ ...request, instruction: "Only bread." });
    expect(words.requests).toMatchObject([{ query: request.query, instruction: "Only bread." }]);
    own.close();
  });
});

describe("an invalid request", () => {
  test.each([
    ["no query", { documents: ["a"] }, ["query"]],
    ["top_n 0", { ...request, top_n: 0 }, ["top_n"]],
    ["top_n as a string", { ...request, top_n: "3" }, ["top_n"]],
    ["no documents", { query: "q", documents: [] }, ["documents"]],
    ["wrong documents", { query: "q", documents: ["a", 5, {}] }, ["documents[1]"]],
    ["a document without a text", { query: "q", documents: ["a", {}] }, ["documents[1].text"]],
    ["an image", { query: "q", documents: [{ image: "https://x.invalid/a.png" }] }, ["documents[0].image"]],
    ["a list", [request], ["query", "documents"]],
    ["null", null, ["body"]],
  ])("%s: 422, naming the field", async (_, body, fields) => {
    const error = await errorAnswer(await post(rerankUrl, body));
    expect(error.status).toBe(422);
    expect(error.code).toMatch(/^(INVALID_REQUEST|UNSUPPORTED_INPUT)$/);
    const named = [...new Set(error.errors?.map(({ field }) => field))];
    expect(named).toEqual(fields);
    expect(error.detail).toContain(fields[0]);
    expect(error.errors?.every(({ message, type }) => message !== "" && type !== "")).toBe(true);
  });

  test.each([
    ["broken JSON", '{"query":', 400, "BAD_REQUEST"],
    ["nothing", "", 400, "BAD_REQUEST"],
    ["bytes that are not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), 400, "BAD_REQUEST"],
    [
      "endlessly nested JSON",
      `{"query":"q","documents":["a"],"metadata":{"a":${"[".repeat(9000)}${"]".repeat(9000)}}}`,
      400,
      "BAD_REQUEST",
    ],
    ["an unknown model", { ...request, model: "words/third" }, 404, "MODEL_NOT_FOUND"],
    ["too many documents", { query: "q", documents: Array(51).fill("a") }, 413, "TOO_LARGE"],
    ["a body that is too long", { query: "q".repeat(20_000), documents: ["a"] }, 413, "TOO_LARGE"],
  ])("%s", async (_, body, status, code) => {
    const response = await post(rerankUrl, body);
    const id = response.headers.get("x-request-id");
    const error = await errorAnswer(response);
    expect(error).toMatchObject({ status, code, request_id: id });
    expect(error.detail.length).toBeGreaterThan(10);
    expect(server.faults).toEqual([]);
  });

  test.each([
    ["text/plain", {}],
    ["application/jsonp", {}],
    ["application/json", { "content-encoding": "gzip" }],
  ])("as %s, %j: 415", async (type, more) => {
    const error = await errorAnswer(await post(rerankUrl, request, { "content-type": type, ...more }));
    expect(error).toMatchObject({ status: 415, code: "UNSUPPORTED_MEDIA_TYPE" });
  });

  test("the type may have a charset", async () => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    expect((await post(rerankUrl, request, headers)).status).toBe(200);
  });

  test("an unknown path is 404, a known one with another method 405", async () => {
    const unknown = await errorAnswer(await post(`${server.url}/v3/rerank`, request));
    expect(unknown).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect((await fetch(`${server.url}/constructor`)).status).toBe(404);
    const response = await fetch(rerankUrl);
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
    expect(await errorAnswer(response)).toMatchObject({ status: 405, code: "METHOD_NOT_ALLOWED" });
    const models = await post(`${server.url}/v1/models`, {});
    expect([models.status, models.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });
});

test("an error quotes the start of a long text, not all of it", async () => {
  const long = "x".repeat(10_000);
  const { detail } = await errorAnswer(await fetch(`${server.url}/${long}`));
  expect(detail).toMatch(/^\/x+ \[…\] does not exist/);
  const answers = [
    await fetch(`${server.url}/${long}`),
    await fetch(`${server.url}/v1/models/${long}`),
    await fetch(`${server.url}/models/${long}/pipeline/text-ranking`),
    await post(`${server.url}/v1/models/${long}`, {}),
    await post(rerankUrl, { ...request, model: long }),
    await post(rerankUrl, request, { "content-type": long }),
    await post(rerankUrl, request, { "content-encoding": long }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBeGreaterThanOrEqual(404);
    // `errors[].input` has the value once, as it was sent.
    const { detail, errors } = await errorAnswer(answer);
    expect(detail.length).toBeLessThan(1000);
    for (const { message } of errors ?? []) expect(message.length).toBeLessThan(1000);
  }
});

test("an error of the server is reported to the client and to the terminal", async () => {
  const broken = await startServer();
  const error = await errorAnswer(await post(`${broken.url}/v1/rerank`, { ...request, query: "break down" }));
  expect(error).toMatchObject({ status: 500, code: "INTERNAL_ERROR", detail: "It broke down." });
  const crashed = await errorAnswer(await post(`${broken.url}/v1/rerank`, { ...request, query: "crash" }));
  expect(crashed).toMatchObject({ status: 500, code: "WORKER_CRASHED" });
  expect(broken.faults.length).toBe(2);
  broken.close();
});

test("lists the models, and says whether they are loaded", async () => {
  let ready = false;
  const slow = await startServer({ isReady: () => ready });
  const health = async () => {
    const response = await fetch(`${slow.url}/health`);
    return [response.status, await response.json()];
  };
  expect(await health()).toEqual([503, { status: "loading" }]);
  ready = true;
  expect(await health()).toEqual([200, { status: "ok" }]);
  expect(await (await fetch(`${slow.url}/v1/models`)).json()).toEqual({
    object: "list",
    data: [
      { id: "words/first", object: "model", owned_by: "words", model_type: "rerank" },
      { id: "words/second", object: "model", owned_by: "words", model_type: "rerank" },
    ],
  });
  const head = await fetch(`${slow.url}/v1/models`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  slow.close();
});

describe("an API key", () => {
  let locked: TestServer;
  beforeAll(async () => {
    locked = await startServer({ apiKey: "the-right-key" });
  });
  afterAll(() => locked.close());

  test.each([
    [undefined, "AUTH_MISSING_API_KEY"],
    ["the-right-key", "AUTH_MISSING_API_KEY"],
    ["Basic dGhlLXJpZ2h0LWtleQ==", "AUTH_MISSING_API_KEY"],
    ["Bearer the-wrong-key", "AUTH_INVALID_API_KEY"],
    ["Bearer the-right-key-", "AUTH_INVALID_API_KEY"],
    ["Bearer the-right-ke", "AUTH_INVALID_API_KEY"],
  ])("%j: 401", async (authorization, code) => {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await post(`${locked.url}/v1/rerank`, request, headers);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    const text = await response.clone().text();
    expect(await errorAnswer(response)).toMatchObject({ status: 401, code });
    expect(text).not.toContain("right-key");
    expect((await fetch(`${locked.url}/v1/models`, { headers })).status).toBe(401);
  });

  test("that is right is accepted; health checks and preflights need none", async () => {
    const headers = { authorization: "bearer the-right-key" };
    expect((await post(`${locked.url}/v1/rerank`, request, headers)).status).toBe(200);
    expect((await fetch(`${locked.url}/health`)).status).toBe(200);
    expect((await fetch(`${locked.url}/v1/rerank`, { method: "OPTIONS" })).status).toBe(204);
  });
});
