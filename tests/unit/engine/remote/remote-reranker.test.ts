/** Against a real HTTP server that plays every answer, good and bad. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RerankDocument, textOf } from "../../../../src/contract/rerank.ts";
import type { RerankProgress } from "../../../../src/contract/reranker.ts";
import { wait } from "../../../../src/engine/create-remote-reranker.ts";
import { type DialectName, findDialect } from "../../../../src/engine/remote/dialects/dialects.ts";
import { retryAfter } from "../../../../src/engine/remote/http-error.ts";
import { type RemoteOptions, RemoteReranker } from "../../../../src/engine/remote/remote-reranker.ts";

type Answer = (body: { documents: unknown[] }, response: ServerResponse, request: IncomingMessage) => void;

const apiKey = "a-key-that-must-not-be-seen";
let server: Server;
let baseUrl = "";
let answers: Answer[] = [];
let received: {
  body: Record<string, unknown>;
  authorization: string | undefined;
  path: string | undefined;
}[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const body = JSON.parse(text) as { documents: unknown[] };
      received.push({ body, authorization: request.headers.authorization, path: request.url });
      // The last one answers for ever.
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(body, response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  answers = [];
  received = [];
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

/** Ranks by the number that each document is. */
const good: Answer = ({ documents }, response) => {
  const results = documents.map((document, index) => ({
    index,
    relevance_score: Number(textOf(document as RerankDocument)) / 1000,
  }));
  results.sort((a, b) => b.relevance_score - a.relevance_score);
  json(200, { id: "x", model: "served", results, usage: { total_tokens: documents.length } })(
    { documents },
    response,
    {} as IncomingMessage,
  );
};

function remote(change: Partial<RemoteOptions> = {}, dialect: DialectName = "generic") {
  const waits: number[] = [];
  const reranker = new RemoteReranker({
    dialect: findDialect(dialect),
    baseUrl,
    apiKey,
    fetch: (...parameters) => fetch(...parameters),
    now: () => Date.now(),
    wait: async (ms) => void waits.push(ms),
    ...change,
  });
  return { reranker, waits };
}

const documents = ["3", "1", "2"];
const ask = (change: Partial<RemoteOptions> = {}) =>
  remote(change).reranker.rerank({ query: "q", documents });

test("the request goes to base URL and path, with the key; the answer is the contract's, with our own documents", async () => {
  answers = [good];
  const { reranker } = remote({ baseUrl: `${baseUrl}/`, model: "m" });
  const given = [{ text: "3", id: 1 }, "1", "2"];
  const response = await reranker.rerank({ query: "q", documents: given, top_n: 2 });
  expect(received[0]).toMatchObject({
    path: "/v1/rerank",
    authorization: `Bearer ${apiKey}`,
    body: { model: "m", top_n: 2 },
  });
  expect(response).toMatchObject({ id: "x", object: "list", model: "served", usage: { total_tokens: 3 } });
  expect(response.results.map(({ index }) => index)).toEqual([0, 2]);
  for (const { index, document } of response.results) expect(document).toBe(given[index]);
});

test("best first whatever the server's order; documents left out on request", async () => {
  answers = [
    json(200, {
      results: [
        { index: 1, relevance_score: 0.1 },
        { index: 0, relevance_score: 0.9 },
      ],
    }),
  ];
  const { results } = await remote().reranker.rerank({ query: "q", documents, return_documents: false });
  expect(results).toEqual([
    { index: 0, relevance_score: 0.9 },
    { index: 1, relevance_score: 0.1 },
  ]);
});

test("more documents than the server takes are split, and merged by score", async () => {
  answers = [good];
  const dialect = { ...findDialect("generic"), maxDocuments: 40 };
  const many = Array.from({ length: 100 }, (_, index) => String((index * 37) % 100));
  const { results, usage } = await remote({ dialect }).reranker.rerank({
    query: "q",
    documents: many,
    top_n: 5,
  });
  expect(received.map(({ body }) => (body["documents"] as unknown[]).length)).toEqual([40, 40, 20]);
  expect(results.map(({ document }) => document)).toEqual(["99", "98", "97", "96", "95"]);
  expect(results.every(({ index, document }) => many[index] === document)).toBe(true);
  expect(usage.total_tokens).toBe(100);
});

describe("errors say what happened and what to do", () => {
  test.each([
    [400, { detail: "top_n is wrong" }, "bad_request", /top_n is wrong/],
    [401, { detail: "no key", code: "AUTH_INVALID_API_KEY" }, "unauthorized", /Check the API key/],
    [403, { message: "no balance" }, "forbidden", /balance/],
    [404, { error: "no model" }, "model_not_found", /model's name/],
    [413, "too large", "too_large", /fewer or shorter/],
    [418, "<html>", "bad_request", /answered 418/],
    [424, { error: "wrong model", error_type: "Backend" }, "model_not_found", /wrong model/],
  ])("%i", async (status, body, code, message) => {
    answers = [json(status, body)];
    const asked = remote({}, "jina").reranker.rerank({ query: "q", documents });
    await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(received.length).toBe(1);
  });

  test.each([
    [{ detail: "wrong", errors: [{ field: "documents[1]", message: "is empty", type: "t" }] }],
    [{ detail: [{ loc: ["body", "documents", 1], msg: "is empty", type: "t" }] }],
  ])("422 with its fields: %j", async (body) => {
    answers = [json(422, body)];
    await expect(ask()).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ field: "documents[1]", message: "is empty" }],
    });
  });

  test.each([
    ["HTML in a 200", "<!doctype html><p>hello", /web page/],
    ["broken JSON", '{"results": [', /no JSON/],
    ["another shape", { answer: 42 }, /not what/],
    ["an index out of range", { results: [{ index: 3, relevance_score: 1 }] }, /document 3 of 3/],
    [
      "an index twice",
      {
        results: [
          { index: 0, relevance_score: 1 },
          { index: 0, relevance_score: 1 },
        ],
      },
      /twice/,
    ],
    ["a score that is no number", '{"results": [{"index": 0, "relevance_score": 1e999}]}', /./],
  ])("%s", async (_, body, message) => {
    answers = [json(200, body)];
    await expect(ask()).rejects.toMatchObject({
      code: "invalid_response",
      message: expect.stringMatching(message),
    });
  });

  test("no server there, or one that a page may not call", async () => {
    await expect(ask({ baseUrl: "http://127.0.0.1:9" })).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("CORS"),
    });
  });

  test("a server that breaks off", async () => {
    answers = [(_, response) => response.destroy()];
    await expect(ask()).rejects.toMatchObject({ code: "unreachable" });
  });

  test("a server that does not answer in time", async () => {
    answers = [() => {}];
    await expect(ask({ timeoutMs: 50 })).rejects.toMatchObject({ code: "timeout" });
  });

  test("none of them shows the key", async () => {
    for (const status of [400, 401, 404, 422, 500]) {
      // Some repeat it in what they say.
      answers = [
        json(status, { detail: `no: ${apiKey} is wrong`, errors: [{ field: "x", message: apiKey }] }),
      ];
      const error = await ask({ attempts: 1 }).catch(
        (cause: unknown) => cause as Error & { toBody: () => unknown },
      );
      expect(
        JSON.stringify([error, (error as Error).message, (error as { toBody: () => unknown }).toBody()]),
      ).not.toContain(apiKey);
    }
  });
});

test("an answer that repeats the key is answered without it", async () => {
  answers = [json(200, { id: apiKey, model: apiKey, results: [{ index: 0, relevance_score: 1 }] })];
  expect(JSON.stringify(await remote().reranker.rerank({ query: "q", documents }))).not.toContain(apiKey);
});

describe("asking again", () => {
  test("429 after the time that the server says, 5xx after growing pauses; each pause is told", async () => {
    answers = [json(429, {}, { "retry-after": "2" }), json(503, {}), json(500, {}), good];
    const { reranker, waits } = remote();
    const retries: RerankProgress[] = [];
    await reranker.rerank(
      { query: "q", documents },
      { onProgress: (progress) => progress.phase === "retry" && retries.push(progress) },
    );
    expect(waits).toEqual([2000, 1000, 2000]);
    expect(retries).toMatchObject([{ attempt: 2, waitMs: 2000 }, { attempt: 3 }, { attempt: 4 }]);
    expect(received.length).toBe(4);
  });

  test("ends with the server's error, and when to try again", async () => {
    answers = [json(429, { detail: "slow down" }, { "retry-after": "7" })];
    await expect(ask({ attempts: 2 })).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 7000 });
    expect(received.length).toBe(2);
  });

  test("is left to the person where the server wants a longer pause than anyone waits for", async () => {
    answers = [json(429, { detail: "slow down" }, { "retry-after": "120" })];
    await expect(ask()).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 120_000 });
    expect(received.length).toBe(1);
  });

  test("is not done for what would fail again", async () => {
    answers = [json(401, {})];
    await expect(ask()).rejects.toMatchObject({ code: "unauthorized" });
    expect(received.length).toBe(1);
  });

  test("ends with a cancel, in a pause as in a request", async () => {
    const abort = new AbortController();
    answers = [json(503, {})];
    const paused = remote({
      wait: async () => abort.abort(),
    }).reranker.rerank({ query: "q", documents }, { signal: abort.signal });
    await expect(paused).rejects.toMatchObject({ name: "AbortError" });
    const other = new AbortController();
    answers = [() => other.abort()];
    const asked = remote().reranker.rerank({ query: "q", documents }, { signal: other.signal });
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a server that was asked in the generic form and wants another", () => {
  const textsMissing =
    "Failed to deserialize the JSON body into the target type: missing field `texts` at line 1";

  test("is asked again in its own: Text Embeddings Inference", async () => {
    answers = [
      (_, response) => response.writeHead(422, { "content-type": "text/plain" }).end(textsMissing),
      json(200, [
        { index: 1, score: 0.9 },
        { index: 0, score: 0.1 },
      ]),
    ];
    const { reranker } = remote({ path: "/rerank" }, "generic");
    const { results } = await reranker.rerank({ query: "q", documents: ["a", "b"] });
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(reranker.dialect.name).toBe("tei");
    expect(received.map(({ body }) => Object.keys(body).includes("texts"))).toEqual([false, true]);
  });

  test("Voyage", async () => {
    answers = [
      json(400, { detail: "Argument 'top_n' is not supported by our API." }),
      json(200, { object: "list", data: [{ index: 0, relevance_score: 0.5 }], usage: { total_tokens: 3 } }),
    ];
    const { reranker } = remote({}, "generic");
    await reranker.rerank({ query: "q", documents: ["a"], top_n: 1 });
    expect(reranker.dialect.name).toBe("voyage");
    expect(received[1]?.body).toMatchObject({ top_k: 1 });
  });

  test("once, and never where the person chose the form", async () => {
    answers = [(_, response) => response.writeHead(422).end(textsMissing)];
    const generic = remote({}, "generic").reranker.rerank({ query: "q", documents });
    // In the server's own words, though they are no JSON.
    await expect(generic).rejects.toThrow("missing field `texts`");
    expect(received.length).toBe(2);
    await expect(remote({}, "jina").reranker.rerank({ query: "q", documents })).rejects.toThrow("422");
    expect(received.length).toBe(3);
  });
});

describe("the generic address", () => {
  test("may be without the version: asked once, and remembered", async () => {
    answers = [
      (body, response, request) =>
        request.url === "/rerank" ? good(body, response, request) : json(404, {})(body, response, request),
    ];
    const { reranker } = remote();
    await reranker.rerank({ query: "q", documents });
    await reranker.rerank({ query: "q", documents });
    expect(received.map(({ path }) => path)).toEqual(["/v1/rerank", "/rerank", "/rerank"]);
  });

  test("that is at neither place is said of the first", async () => {
    answers = [json(404, { detail: "first" }), json(404, { detail: "second" })];
    await expect(ask()).rejects.toMatchObject({
      code: "model_not_found",
      message: expect.stringContaining("first") as string,
    });
    expect(received.length).toBe(2);
  });

  test("of a server that takes 32 texts: split anew once it is known", async () => {
    answers = [
      ({ documents }, response, request) => {
        if (documents !== undefined)
          return json(422, "missing field `texts`")({ documents }, response, request);
        const texts = (received.at(-1)?.body["texts"] ?? []) as string[];
        json(
          200,
          texts.map((text, index) => ({ index, score: Number(text) / 1000 })),
        )({ documents: [] }, response, request);
      },
    ];
    const { reranker } = remote({ path: "/rerank" });
    const all = Array.from({ length: 70 }, (_, index) => String(index));
    const { results } = await reranker.rerank({ query: "q", documents: all, top_n: 2 });
    expect(results.map(({ index }) => index)).toEqual([69, 68]);
    expect(received.map(({ body }) => (body["texts"] as string[] | undefined)?.length)).toEqual([
      undefined,
      32,
      32,
      6,
    ]);
  });
});

test("parts are asked for no more than they hold", async () => {
  answers = [good];
  const dialect = { ...findDialect("generic"), maxDocuments: 2 };
  const all = ["3", "1", "2", "5", "4"];
  const { results } = await remote({ dialect }).reranker.rerank({ query: "q", documents: all, top_n: 2 });
  expect(results.map(({ index }) => index)).toEqual([3, 4]);
  expect(received.map(({ body }) => body["top_n"])).toEqual([2, 2, 1]);
});

test("a server that sends requests on is not followed: only who was named gets the texts", async () => {
  const elsewhere: string[] = [];
  const other = createServer((request, response) => {
    elsewhere.push(request.url ?? "");
    response.end("{}");
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  for (const status of [301, 302, 307, 308]) {
    answers = [json(status, {}, { location })];
    await expect(ask()).rejects.toThrow("sends requests on to another address");
  }
  expect(elsewhere).toEqual([]);
  other.close();
});

test("neither cookies nor the page's address go along", async () => {
  const asked: RequestInit[] = [];
  await remote({
    fetch: async (_, init) => {
      asked.push(init ?? {});
      return Response.json({ results: [] });
    },
  }).reranker.rerank({ query: "q", documents });
  expect(asked).toMatchObject([{ credentials: "omit", referrerPolicy: "no-referrer", redirect: "manual" }]);
});

test("an answer that begins and does not end is too slow, too", async () => {
  answers = [
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"results": [');
    },
  ];
  await expect(ask({ timeoutMs: 100 })).rejects.toMatchObject({ code: "timeout" });
});

test("a cancel reaches the server", async () => {
  const abort = new AbortController();
  let closed = (): void => {};
  const left = new Promise<void>((resolve) => (closed = resolve));
  answers = [
    (_, response) => {
      response.on("close", closed);
      abort.abort();
    },
  ];
  const asked = remote().reranker.rerank({ query: "q", documents }, { signal: abort.signal });
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  await left;
});

describe("a pause", () => {
  test("ends with its time", async () => {
    const startedAt = performance.now();
    await wait(60, undefined);
    expect(performance.now() - startedAt).toBeGreaterThan(50);
  });

  test("ends at once with a cancel, before it or in it", async () => {
    await wait(60_000, AbortSignal.abort());
    await wait(60_000, AbortSignal.timeout(20));
  });
});

test("a key with signs that JSON may escape is redacted, and good answers are left whole", async () => {
  const slashed = "sk/abc+def";
  answers = [
    (_, response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end(String.raw`{"detail": "wrong: sk\/abc\u002bdef"}`);
    },
  ];
  const refused = remote({ apiKey: slashed }).reranker.rerank({ query: "q", documents });
  await expect(refused).rejects.toMatchObject({
    message: expect.stringContaining("wrong: [API key]") as string,
  });
  for (const word of ["results", "123456", "model"]) {
    answers = [json(200, { model: "m", results: [{ index: 0, relevance_score: 0.1234567 }] })];
    const answered = remote({ apiKey: word }).reranker.rerank({ query: "q", documents });
    await expect(answered).resolves.toMatchObject({ results: [{ relevance_score: 0.1234567 }] });
  }
});

test("a key where the server's words are cut is redacted whole", async () => {
  for (let before = 380; before <= 400; before++) {
    answers = [json(400, { detail: `${"x".repeat(before)}${apiKey} and more` })];
    const error = await ask().catch((cause: unknown) => cause as Error);
    expect((error as Error).message).not.toContain(apiKey.slice(0, 3));
  }
});

test("a key that no header can carry is refused before anything is sent", () => {
  for (const wrong of ["with space", "schlüssel", "line\nbreak"]) {
    expect(() => remote({ apiKey: wrong })).toThrow("no key has");
    expect(() => remote({ apiKey: wrong })).not.toThrow(wrong);
  }
});

test("a request that is wrong is not sent", async () => {
  await expect(remote().reranker.rerank({ query: "", documents })).rejects.toMatchObject({
    code: "invalid_request",
  });
  expect(received).toEqual([]);
});

test("unsupported fields are reported", () => {
  const { reranker } = remote({}, "llama.cpp");
  expect(reranker.unsupportedFields({ query: "q", documents, user: "u", truncate: "start" })).toEqual([
    "truncate",
    "user",
  ]);
});

test("Retry-After in seconds and as a date", () => {
  const now = () => Date.UTC(2030, 0, 1);
  expect(retryAfter("5", now)).toBe(5000);
  expect(retryAfter("Tue, 01 Jan 2030 00:00:09 GMT", now)).toBe(9000);
  expect(retryAfter("Tue, 01 Jan 2020 00:00:00 GMT", now)).toBe(0);
  expect(retryAfter("soon", now)).toBeUndefined();
  expect(retryAfter(null, now)).toBeUndefined();
});
