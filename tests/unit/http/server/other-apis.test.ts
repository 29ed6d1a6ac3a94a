/** What other APIs' clients need of the server: their paths, fields, names and answers. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WordReranker } from "../word-reranker.ts";
import { type TestServer, post, startServer } from "./test-server.ts";

const request = { query: "oven bread", documents: ["the river", "an oven", "the oven bakes bread"] };
const texts = { query: request.query, texts: request.documents };

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const ask = async (path: string, body: unknown) => {
  const response = await post(server.url + path, body);
  return { status: response.status, headers: response.headers, body: (await response.json()) as object };
};

const best = { index: 2, relevance_score: 1 };

test.each([
  [
    "/v1/rerank",
    request,
    { object: "list", results: [best, {}, {}], meta: { api_version: { version: "1" } } },
  ],
  ["/v2/rerank/", request, { results: [best, {}, {}], meta: { api_version: { version: "2" } } }],
  [
    "/rerank",
    request,
    { object: "rerank", results: [{ ...best, document: "the oven bakes bread" }, {}, {}] },
  ],
  ["/vllm/rerank", request, { results: [{ ...best, document: { text: "the oven bakes bread" } }, {}, {}] }],
  [
    "/v1/rerank",
    { ...request, top_k: 1, return_documents: true },
    { data: [{ ...best, document: "the oven bakes bread" }] },
  ],
  ["/voyage/v1/rerank", request, { object: "list", data: [best, {}, {}], usage: { total_tokens: 3 } }],
  ["/rerank", texts, [{ index: 2, score: 1 }, { score: 0.5 }, { score: 0 }]],
  [
    "/v1/rerank",
    { ...texts, return_text: true },
    [{ index: 2, score: 1, text: "the oven bakes bread" }, {}, {}],
  ],
  ["/", { inputs: texts }, [{ index: 2, score: 1 }, {}, {}]],
  ["/models/words/second/pipeline/text-ranking", { inputs: texts }, [{ index: 2, score: 1 }, {}, {}]],
  ["/hf-inference/models/words%2Fsecond", { inputs: texts }, [{ index: 2, score: 1 }, {}, {}]],
  [
    "/v1/reranking",
    { query: request.query, input: request.documents, top_k: 1, return_input: true },
    {
      object: "list",
      data: [{ index: 2, score: 1, input: "the oven bakes bread" }],
      top_k: 1,
      return_input: true,
    },
  ],
])("%s %j", async (path, sent, answer) => {
  const { status, body } = await ask(path, sent);
  expect(status).toBe(200);
  expect(body).toMatchObject(answer);
});

test("documents come back only where the API's default or the request says so", async () => {
  for (const [path, sent] of [
    ["/v1/rerank", { ...request, top_k: 3 }],
    ["/rerank", texts],
    ["/v1/reranking", { query: request.query, input: request.documents }],
    ["/v1/rerank", { ...request, return_documents: false }],
  ] as const)
    expect(JSON.stringify((await ask(path, sent)).body)).not.toContain("the river");
});

test("objects come back as they were sent, with every digit", async () => {
  const document =
    '{"text": "an oven", "id": 12345678901234567890, "price": 0.12345678901234567891, "rate": 1e400, "metadata": {"n": [-9007199254740993]}}';
  const body = `{"query": "oven", "documents": [${document}, "b"], "unused": 98765432109876543210}`;
  const response = await post(`${server.url}/v1/rerank`, body);
  const answer = await response.text();
  expect(answer).toContain(document.replaceAll(" ", "").replace('"anoven"', '"an oven"'));
  expect(Number(response.headers.get("content-length"))).toBe(answer.length);
});

describe("null", () => {
  test("is absent in every optional field", async () => {
    const names = [
      "model",
      "top_n",
      "top_k",
      "return_documents",
      "truncate",
      "truncation",
      "texts",
      "input",
      "inputs",
      "rank_fields",
      "user",
    ];
    const nothing = Object.fromEntries(
      [...names, "max_chunks_per_doc", "instruction"].map((name) => [name, null]),
    );
    const { status, body, headers } = await ask("/v2/rerank", { ...request, ...nothing });
    expect(status).toBe(200);
    // Voyage's Python client sends `top_k` even if it is null.
    expect(body).toMatchObject({ model: "words/first", data: [best, {}, {}] });
    expect(headers.get("x-ignored-fields")).toBeNull();
  });

  test("in a document, too; it comes back", async () => {
    const documents = [{ text: "oven", title: null, id: null, image: null }];
    const { body } = await ask("/v1/rerank", { ...request, documents });
    expect(body).toMatchObject({ results: [{ document: documents[0] }] });
  });
});

test("fields that have no effect are named in the answer", async () => {
  const { body, headers } = await ask("/v1/rerank", {
    ...request,
    max_chunks_per_doc: 4,
    "größe\n": 1,
    rank_fields: ["title"],
  });
  expect(headers.get("x-ignored-fields")).toBe("max_chunks_per_doc, gr??e?, rank_fields");
  expect(body).toMatchObject({
    meta: {
      warnings: [
        "max_chunks_per_doc is not supported by this server and had no effect.",
        expect.stringContaining("größe"),
        "rank_fields is not supported by this server and had no effect.",
      ],
    },
  });
  const list = await ask("/rerank", { ...texts, priority: 1 });
  expect(list.headers.get("x-ignored-fields")).toBe("priority");
  expect(list.headers.get("access-control-expose-headers")).toContain("X-Ignored-Fields");
});

test("rank_fields decides what is ranked, and the object comes back as it was", async () => {
  const documents = [
    { title: "the river", text: "oven bread" },
    { title: "an oven with bread", text: "nothing" },
  ];
  const { body } = await ask("/v1/rerank", { ...request, documents, rank_fields: ["title"] });
  expect(body).toMatchObject({
    results: [{ index: 1, relevance_score: 1, document: documents[1] }, { relevance_score: 0 }],
  });
  const others = [{ title: 1984 }, { title: ["an oven", "bread"] }];
  const typed = await ask("/v1/rerank", { ...request, documents: others, rank_fields: ["title"] });
  expect(typed).toMatchObject({ status: 200, body: { results: [{ document: {} }, { document: {} }] } });
  const bare = await ask("/v1/rerank", { ...request, documents: [{ body: "oven" }], rank_fields: ["body"] });
  expect(bare.body).toMatchObject({ results: [{ document: { body: "oven" } }] });
  expect(JSON.stringify(bare.body)).not.toContain("text");
});

test.each([
  ["/rerank", { query: "q", texts: ["a", 5] }, "texts[1]: must be a string or an object with a text"],
  ["/v1/reranking", { query: "q", input: [] }, "input: must contain at least one document"],
  ["/v1/reranking", { query: "q", input: ["a"], top_k: 0 }, "top_k: must be 1 or more"],
  ["/v1/rerank", { ...request, query: ["q"] }, "query: must be one text: send one request for each query"],
  ["/v1/rerank", { ...request, query: 7 }, "query: must be a string or an object with a text"],
  ["/", { inputs: { ...texts, raw_scores: true } }, "inputs.raw_scores: must be false"],
  [
    "/",
    { inputs: { query: ["q"], texts: ["a"] } },
    "inputs.query: must be one text: send one request for each query",
  ],
  ["/", { inputs: { query: "q", sentences: ["a"] } }, "inputs.texts: is required"],
  ["/", { inputs: { texts: ["a"] } }, "inputs.query: is required"],
  ["/", { inputs: { texts: ["a"], query: null } }, "inputs.query: is required"],
  ["/", { inputs: { texts: ["a"] }, query: 7 }, "query: must be a string"],
  ["/", { inputs: { query: "q", texts: [{}] } }, "inputs.texts[0].text: needs a text"],
  [
    "/v1/rerank",
    { ...request, documents: [1, 2] },
    "documents[0]: must be a string or an object with a text",
  ],
  [
    "/v1/rerank",
    { ...request, documents: [{}, "a"], rank_fields: ["t"] },
    "documents[0]: has none of the fields",
  ],
  ["/rerank", { ...texts, raw_scores: true }, "raw_scores: must be false"],
])("%s %j: 422 in the client's own words", async (path, sent, message) => {
  const { status, body } = await ask(path, sent);
  expect(status).toBe(422);
  expect(body).toMatchObject({
    detail: expect.stringContaining(message) as string,
    // Cohere's clients read one, Together's and OpenAI's the other.
    message: expect.stringContaining(message) as string,
    error: { message: expect.stringContaining(message) as string },
  });
});

test.each([
  "/models/words/third",
  "/models/%E0%A4%A",
  "/hf-inference/models/words/third/pipeline/text-ranking",
])("%s names a model that is not there", async (path) => {
  expect(await ask(path, { inputs: texts })).toMatchObject({
    status: 404,
    body: { code: "MODEL_NOT_FOUND" },
  });
});

test("too many documents are counted under any name", async () => {
  const { status, body } = await ask("/rerank", { query: "q", texts: Array(51).fill("a") });
  expect(status).toBe(413);
  expect(body).toMatchObject({ errors: [{ field: "texts" }] });
});

test("one model or all of them, as OpenAI's and Xinference's clients ask", async () => {
  const get = async (path: string) => {
    const response = await fetch(server.url + path);
    return [response.status, await response.json()];
  };
  const second = { id: "words/second", object: "model", owned_by: "words", model_type: "rerank" };
  for (const path of ["/v1/models/words/second", "/models/words%2Fsecond/", "/v1/models/words/second/"])
    expect(await get(path)).toEqual([200, second]);
  for (const unknown of ["words/third", "%E0%A4%A", "words%252Fsecond"])
    expect(await get(`/v1/models/${unknown}`)).toMatchObject([404, { code: "MODEL_NOT_FOUND" }]);
  for (const path of ["/v1/models", "/models", "/v1/models/", "/models//"])
    expect(await get(path)).toMatchObject([200, { object: "list", data: [{ id: "words/first" }, second] }]);
});

test("with anyModel, an unknown model is answered by the first", async () => {
  const open = await startServer({ anyModel: true });
  const answer = async (model: string) => (await post(`${open.url}/v2/rerank`, { ...request, model })).json();
  expect(await answer("rerank-v3.5")).toMatchObject({ model: "words/first", results: [best, {}, {}] });
  expect(await answer("words/second")).toMatchObject({ model: "words/second" });
  open.close();
});

test("the key may be in x-api-key", async () => {
  const locked = await startServer({ apiKey: "the-right-key" });
  const status = async (headers: Record<string, string>) =>
    (await post(`${locked.url}/v1/rerank`, request, headers)).status;
  expect(await status({ "x-api-key": "the-right-key" })).toBe(200);
  expect(await status({ "x-api-key": "the-wrong-key" })).toBe(401);
  expect(await status({ "x-api-key": "" })).toBe(401);
  locked.close();
});

test("what a reranker is asked has the contract's names", async () => {
  const words = new WordReranker("words/first");
  const own = await startServer({ rerankers: new Map([["words/first", words]]) });
  await post(`${own.url}/v1/rerank`, { ...request, top_k: 1, max_tokens_per_doc: 8, truncation: false });
  expect(words.requests).toEqual([
    { ...request, top_n: 1, max_tokens_per_document: 8, truncate: "none", return_documents: false },
  ]);
  own.close();
});
