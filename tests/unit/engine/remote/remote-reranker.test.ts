import { describe, expect, test } from "vitest";
import { findDialect } from "../../../../src/engine/remote/dialects/find-dialect.ts";
import type { RemoteReranker } from "../../../../src/engine/remote/remote-reranker.ts";
import { documents, json, ranking, useRemoteServer } from "./remote-server.ts";

const { server, remote, ask } = useRemoteServer();

test("sends the request to base URL and path with the key, and returns the caller's documents", async () => {
  server.answers = [ranking];
  const { reranker } = remote({ baseUrl: `${server.baseUrl}/`, model: "m" });
  const given = [{ text: "3", id: 1 }, "1", "2"];
  const response = await reranker.rerank({ query: "q", documents: given, top_n: 2 });
  expect(server.received[0]).toMatchObject({
    path: "/v1/rerank",
    authorization: "Bearer a-key-that-must-not-be-seen",
    body: { model: "m", top_n: 2 },
  });
  expect(response).toMatchObject({ id: "x", object: "list", model: "served", usage: { total_tokens: 3 } });
  expect(response.results.map(({ index }) => index)).toEqual([0, 2]);
  for (const { index, document } of response.results) expect(document).toBe(given[index]);
});

test("does not send an invalid request", async () => {
  await expect(ask({}, { query: "" })).rejects.toMatchObject({ code: "invalid_request" });
  expect(server.received).toEqual([]);
});

test("reports the fields that the server does not support", () => {
  const { reranker } = remote({}, "llama.cpp");
  const request = { query: "q", documents, user: "u", truncate: "start" } as const;
  expect(reranker.unsupportedFields(request)).toEqual(["truncate", "user"]);
});

describe("with the generic dialect, the server's error selects the dialect", () => {
  const textsMissing =
    "Failed to deserialize the JSON body into the target type: missing field `texts` at line 1";

  test("Text Embeddings Inference", async () => {
    server.answers = [
      (_, response) => response.writeHead(422, { "content-type": "text/plain" }).end(textsMissing),
      json(200, [
        { index: 1, score: 0.9 },
        { index: 0, score: 0.1 },
      ]),
    ];
    const { reranker } = remote({ path: "/rerank" });
    const { results } = await reranker.rerank({ query: "q", documents: ["a", "b"] });
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(reranker.dialect.name).toBe("tei");
    expect(server.received.map(({ body }) => Object.keys(body).includes("texts"))).toEqual([false, true]);
  });

  test("Voyage AI", async () => {
    server.answers = [
      json(400, { detail: "Argument 'top_n' is not supported by our API." }),
      json(200, { object: "list", data: [{ index: 0, relevance_score: 0.5 }], usage: { total_tokens: 3 } }),
    ];
    const { reranker } = remote();
    await reranker.rerank({ query: "q", documents: ["a"], top_n: 1 });
    expect(reranker.dialect.name).toBe("voyage");
    expect(server.received[1]?.body).toMatchObject({ top_k: 1 });
  });

  test("once, and never if the caller chose another dialect", async () => {
    server.answers = [(_, response) => response.writeHead(422).end(textsMissing)];
    // The server's message is shown although it is not JSON.
    await expect(ask()).rejects.toThrow("missing field `texts`");
    expect(server.received.length).toBe(2);
    await expect(remote({}, "jina").reranker.rerank({ query: "q", documents })).rejects.toThrow("422");
    expect(server.received.length).toBe(3);
  });

  test("and its limit of documents: 32 for Text Embeddings Inference", async () => {
    server.answers = [
      ({ documents: sent }, response, request) => {
        if (sent !== undefined)
          return json(422, "missing field `texts`")({ documents: sent }, response, request);
        const texts = (server.received.at(-1)?.body["texts"] ?? []) as string[];
        const results = texts.map((text, index) => ({ index, score: Number(text) / 1000 }));
        json(200, results)({ documents: [] }, response, request);
      },
    ];
    const { reranker } = remote({ path: "/rerank" });
    const all = Array.from({ length: 70 }, (_, index) => String(index));
    const { results } = await reranker.rerank({ query: "q", documents: all, top_n: 2 });
    expect(results.map(({ index }) => index)).toEqual([69, 68]);
    const lengths = server.received.map(({ body }) => (body["texts"] as string[] | undefined)?.length);
    expect(lengths).toEqual([undefined, 32, 32, 6]);
  });
});

describe("with the generic dialect, a 404 at /v1/rerank", () => {
  test("leads to /rerank, which later requests use directly", async () => {
    server.answers = [
      (body, response, request) =>
        request.url === "/rerank" ? ranking(body, response, request) : json(404, {})(body, response, request),
    ];
    const { reranker } = remote();
    await reranker.rerank({ query: "q", documents });
    await reranker.rerank({ query: "q", documents });
    expect(server.received.map(({ path }) => path)).toEqual(["/v1/rerank", "/rerank", "/rerank"]);
  });

  test("is reported if /rerank answers 404 too", async () => {
    server.answers = [json(404, { detail: "first" }), json(404, { detail: "second" })];
    await expect(ask()).rejects.toMatchObject({
      code: "model_not_found",
      message: expect.stringContaining("first") as string,
    });
    expect(server.received.length).toBe(2);
  });
});

describe("more documents than the server accepts in one request", () => {
  test("are sent in parts, and the answers are merged by score", async () => {
    server.answers = [ranking];
    const dialect = { ...findDialect("generic"), maxDocuments: 40 };
    const many = Array.from({ length: 100 }, (_, index) => String((index * 37) % 100));
    const { results, usage } = await remote({ dialect }).reranker.rerank({
      query: "q",
      documents: many,
      top_n: 5,
    });
    expect(server.received.map(({ body }) => (body["documents"] as unknown[]).length)).toEqual([40, 40, 20]);
    expect(results.map(({ document }) => document)).toEqual(["99", "98", "97", "96", "95"]);
    expect(results.every(({ index, document }) => many[index] === document)).toBe(true);
    expect(usage.total_tokens).toBe(100);
  });

  test("are sent with a top_n that does not exceed the part", async () => {
    server.answers = [ranking];
    const dialect = { ...findDialect("generic"), maxDocuments: 2 };
    const all = ["3", "1", "2", "5", "4"];
    const { results } = await remote({ dialect }).reranker.rerank({ query: "q", documents: all, top_n: 2 });
    expect(results.map(({ index }) => index)).toEqual([3, 4]);
    expect(server.received.map(({ body }) => body["top_n"])).toEqual([2, 2, 1]);
  });
});

test("sorts by score whatever the server's order, and returns no documents if none are requested", async () => {
  server.answers = [
    json(200, {
      results: [
        { index: 1, relevance_score: 0.1 },
        { index: 0, relevance_score: 0.9 },
      ],
    }),
  ];
  const { results } = await ask({}, { return_documents: false });
  expect(results).toEqual([
    { index: 0, relevance_score: 0.9 },
    { index: 1, relevance_score: 0.1 },
  ]);
});

test("`await using` disposes at the end of the block", async () => {
  let kept: RemoteReranker;
  {
    await using reranker = remote().reranker;
    kept = reranker;
  }
  await expect(kept.rerank({ query: "q", documents })).rejects.toMatchObject({ code: "disposed" });
});
