import { describe, expect, test } from "vitest";
import { dialects } from "../../../../src/engine/remote/dialects/dialects.ts";
import { apiKey, json, ranking, useRemoteServer } from "./remote-server.ts";

const { server, ask, remote } = useRemoteServer();

/** As the gateways send them. */
describe("an error with status 200 shows the server's message", () => {
  test.each([
    [
      "OpenRouter",
      { error: { code: 402, message: "Insufficient credits" } },
      "forbidden",
      "Insufficient credits",
    ],
    [
      "OpenAI style",
      { error: { message: "No such model", type: "invalid_request_error", code: null } },
      "bad_request",
      "No such model",
    ],
    [
      "New API",
      { success: false, message: "no channel is available" },
      "bad_request",
      "no channel is available",
    ],
    [
      "SiliconFlow",
      { code: 20012, message: "Model does not exist.", data: null },
      "bad_request",
      "Model does not exist",
    ],
    [
      "New API, with an empty list",
      { success: false, message: "no channel is available", data: [] },
      "bad_request",
      "no channel is available",
    ],
    [
      "a gateway, beside no results",
      { error: { code: 402, message: "Insufficient credits" }, results: [] },
      "forbidden",
      "Insufficient credits",
    ],
    ["FastAPI", { detail: "Unauthorized", status: 401 }, "unauthorized", "Unauthorized"],
  ])("%s", async (_, body, code, words) => {
    server.answers = [json(200, body)];
    await expect(ask()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`The server answered 200, but with an error: ${words}.`) as string,
    });
    expect(server.received.length).toBe(1);
  });

  test("without the key that it repeats, and cut to a readable length", async () => {
    server.answers = [json(200, { error: `the key ${apiKey} is unknown ${"x".repeat(1000)}` })];
    const error = (await ask().catch((thrown: unknown) => thrown)) as Error;
    expect(error.message).toContain("the key [API key] is unknown");
    expect(error.message).not.toContain(apiKey);
    expect(error.message.length).toBeLessThan(600);
  });

  test("and is retried where its status says so", async () => {
    server.answers = [json(200, { error: { code: 429, message: "slow down" } }), ranking];
    const { reranker, waits } = remote();
    const { results } = await reranker.rerank({ query: "q", documents: ["1", "2"] });
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(waits.length).toBe(1);
  });
});

test.each(dialects)(
  "$name: a bare list is understood, with ids as numbers and scores as text",
  async ({ name }) => {
    const list = [
      { index: 1, score: "0.25" },
      { index: "0", relevance_score: 0.5 },
    ];
    for (const body of [list, { id: 17, model: "served", results: list }, { data: list }]) {
      server.answers = [json(200, body)];
      const { results, id } = await remote({}, name).reranker.rerank({
        query: "q",
        documents: ["a", "b"],
        model: "m",
      });
      expect(results.map(({ index, relevance_score }) => [index, relevance_score])).toEqual([
        [0, 0.5],
        [1, 0.25],
      ]);
      if ("id" in body) expect(id).toBe("17");
    }
  },
);

test("an address that contains the model needs one", async () => {
  const run = remote({}, "huggingface").reranker.rerank({ query: "q", documents: ["a"] });
  await expect(run).rejects.toMatchObject({ code: "invalid_request", errors: [{ field: "model" }] });
  expect(server.received).toEqual([]);
});

test("Hugging Face's address names the model of the request", async () => {
  server.answers = [json(200, [{ index: 0, score: 0.5 }])];
  const { reranker } = remote({ model: "owner/default" }, "huggingface");
  expect(reranker.url).toContain("/hf-inference/models/owner/default/pipeline/text-ranking");
  await reranker.rerank({ query: "q", documents: ["a"] });
  const { model } = await reranker.rerank({ query: "q", documents: ["a"], model: "owner/other" });
  expect(model).toBe("owner/other");
  expect(server.received.map(({ path, body }) => [path, body])).toEqual([
    ["/hf-inference/models/owner/default/pipeline/text-ranking", { inputs: { query: "q", texts: ["a"] } }],
    ["/hf-inference/models/owner/other/pipeline/text-ranking", { inputs: { query: "q", texts: ["a"] } }],
  ]);
});

test.each([
  ["HTML with status 200", "<!doctype html><p>hello", /web page/],
  ["broken JSON", '{"results": [', /not valid JSON/],
  ["an unknown format", { answer: 42 }, /not valid for “Any \/v1\/rerank”: it has neither results nor data/],
  ["an index out of range", { results: [{ index: 3, relevance_score: 1 }] }, /index 3.* only 3 documents/],
  [
    "a repeated index",
    {
      results: [
        { index: 0, relevance_score: 1 },
        { index: 0, relevance_score: 1 },
      ],
    },
    /index 0 twice/,
  ],
  ["an infinite score", '{"results": [{"index": 0, "relevance_score": 1e999}]}', /not valid for/],
])("%s is an invalid answer", async (_, body, message) => {
  server.answers = [json(200, body)];
  await expect(ask()).rejects.toMatchObject({
    code: "invalid_response",
    message: expect.stringMatching(message),
  });
});
