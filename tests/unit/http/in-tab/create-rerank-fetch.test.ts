import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRemoteReranker } from "../../../../src/engine/create-remote-reranker.ts";
import { createRerankFetch } from "../../../../src/library/fetch.ts";
import { WordReranker } from "../word-reranker.ts";

const request = { query: "oven bread", documents: ["a river", "an oven bakes bread", "bread"], top_n: 2 };
const json = { "content-type": "application/json" };

function setup(options: Parameters<typeof createRerankFetch>[1] = {}) {
  const passed: string[] = [];
  const reranker = new WordReranker("words/first", () => new Promise((resolve) => setTimeout(resolve, 1)));
  const privateFetch = createRerankFetch(reranker, {
    fetch: async (input) => {
      passed.push(input instanceof Request ? input.url : String(input));
      return new Response("from the network", { status: 418 });
    },
    ...options,
  });
  return { privateFetch, passed, reranker };
}

const post = (body: unknown, init: RequestInit = {}): RequestInit => ({
  method: "POST",
  headers: json,
  body: typeof body === "string" ? body : JSON.stringify(body),
  ...init,
});

describe("a rerank request is answered here", () => {
  test.each([
    ["a string", "https://api.example/v1/rerank", post(request)],
    ["a URL", new URL("https://api.example/v2/rerank"), post(request)],
    ["a Request", new Request("https://api.example/v1/rerank/", post(request)), undefined],
    ["a Request with changes", new Request("https://api.example/v1/rerank"), post(request)],
    ["an address without a host", "/v1/rerank", post(request)],
    ["one with a query", "https://api.example/v1/rerank?trace=1", post(request)],
  ])("%s", async (_, input, init) => {
    const { privateFetch, passed } = setup();
    const response = await privateFetch(input, init);
    expect(response).toBeInstanceOf(Response);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.url).toContain("/rerank");
    expect(await response.json()).toMatchObject({
      object: "list",
      model: "words/first",
      results: [{ index: 1, relevance_score: 1 }, { index: 2 }],
      usage: { total_tokens: 3 },
    });
    expect(passed).toEqual([]);
  });

  test("with a server's statuses and bodies", async () => {
    const { privateFetch } = setup();
    const invalid = await privateFetch("https://api.example/v1/rerank", post({ query: "q", documents: [] }));
    expect(invalid.status).toBe(422);
    expect(await invalid.json()).toMatchObject({ code: "INVALID_REQUEST", errors: [{ field: "documents" }] });
    const broken = await privateFetch("https://api.example/v1/rerank", post("{"));
    expect(broken.status).toBe(400);
    const unknown = await privateFetch("https://api.example/v1/rerank", post({ ...request, model: "other" }));
    expect(unknown.status).toBe(404);
    const form = await privateFetch("https://api.example/v1/rerank", {
      method: "POST",
      body: new FormData(),
    });
    expect(form.status).toBe(415);
  });

  test("with anyModel, whichever model is requested; the response names the one that ran", async () => {
    const { privateFetch } = setup({ anyModel: true });
    const answer = await privateFetch(
      "https://api.example/v1/rerank",
      post({ ...request, model: "rerank-v9" }),
    );
    expect(await answer.json()).toMatchObject({ model: "words/first" });
  });

  test("an aborted request rejects, before and while it runs", async () => {
    const { privateFetch, reranker } = setup();
    const before = privateFetch(
      "https://api.example/v1/rerank",
      post(request, { signal: AbortSignal.abort() }),
    );
    await expect(before).rejects.toMatchObject({ name: "AbortError" });
    const abort = new AbortController();
    const running = privateFetch("https://api.example/v1/rerank", post(request, { signal: abort.signal }));
    await new Promise((resolve) => setTimeout(resolve, 0));
    abort.abort();
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(reranker.cancelled).toBeLessThanOrEqual(1);
  });
});

test("a method that an own rule lets pass is 405", async () => {
  const { privateFetch } = setup({ isRerank: () => true });
  const response = await privateFetch("https://api.example/v1/rerank");
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  expect(await response.json()).toMatchObject({
    code: "METHOD_NOT_ALLOWED",
    request_id: response.headers.get("x-request-id"),
  });
});

describe("every other request is passed on unchanged", () => {
  test.each([
    ["GET", "https://api.example/v1/rerank", undefined],
    ["another path", "https://api.example/v1/embeddings", post(request)],
    ["a path that only starts like it", "https://api.example/v1/rerank/batches", post(request)],
    ["a query that contains the path", "https://api.example/?next=/v1/rerank", post(request)],
  ])("%s", async (_, url, init) => {
    const { privateFetch, passed } = setup();
    expect((await privateFetch(url, init)).status).toBe(418);
    expect(passed).toEqual([url]);
  });

  test("an own rule decides which requests are answered", async () => {
    const { privateFetch, passed } = setup({ isRerank: ({ url }) => url.startsWith("https://mine.example") });
    expect((await privateFetch("https://mine.example/anything", post(request))).status).toBe(200);
    expect((await privateFetch("https://api.example/v1/rerank", post(request))).status).toBe(418);
    expect(passed).toEqual(["https://api.example/v1/rerank"]);
  });
});

test("an instruction arrives unchanged", async () => {
  const { privateFetch, reranker } = setup();
  await privateFetch("/v1/rerank", post({ ...request, instruction: "Only bread." }));
  expect(reranker.requests).toMatchObject([{ query: request.query, instruction: "Only bread." }]);
});

test("our own remote reranker over it returns the local one's results", async () => {
  const { privateFetch, reranker } = setup();
  const remote = createRemoteReranker({ baseUrl: "https://api.example", fetch: privateFetch });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("oven", "bread", "river", "oven bread", ""), { minLength: 1, maxLength: 6 }),
      fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
      async (documents, topN) => {
        const asked = { query: "oven bread", documents, ...(topN !== undefined && { top_n: topN }) };
        const [{ results: there }, { results: here }] = await Promise.all([
          remote.rerank(asked),
          reranker.rerank(asked),
        ]);
        expect(there).toEqual(here);
      },
    ),
    { numRuns: 30 },
  );
});
