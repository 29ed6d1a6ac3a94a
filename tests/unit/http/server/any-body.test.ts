/** Whatever a client sends, it gets a valid result or a valid error, quickly, and the server never reports a fault. */
import fc from "fast-check";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RerankResponse } from "../../../../src/contract/response.ts";
import { type TestServer, createTestApp, post, postRequest, startServer } from "./test-server.ts";

const ErrorBody = v.object({
  detail: v.pipe(v.string(), v.nonEmpty()),
  code: v.pipe(v.string(), v.regex(/^[A-Z_]+$/)),
  request_id: v.pipe(v.string(), v.uuid()),
  errors: v.optional(
    v.array(v.object({ field: v.pipe(v.string(), v.nonEmpty()), message: v.string(), type: v.string() })),
  ),
});

const limits = { maxDocuments: 10, maxBodyBytes: 5000 };
const { app, faults } = createTestApp(limits);
let server: TestServer;
beforeAll(async () => {
  server = await startServer(limits);
});
afterAll(() => server.close());

type Send = (body: string | Uint8Array) => Promise<Response> | Response;
const direct: Send = (body) => app.fetch(postRequest("http://localhost/v1/rerank", body));
const overSocket: Send = (body) => post(`${server.url}/v1/rerank`, body, {}, AbortSignal.timeout(5000));

async function check(send: Send, body: string | Uint8Array): Promise<number> {
  const response = await send(body);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const answer: unknown = await response.json();
  if (response.status === 200) v.parse(RerankResponse, answer);
  else {
    expect([400, 404, 413, 422]).toContain(response.status);
    const { request_id: id, errors } = v.parse(ErrorBody, answer);
    expect(response.headers.get("x-request-id")).toBe(id);
    if (response.status === 422) expect(errors?.length).toBeGreaterThan(0);
  }
  expect([...faults, ...server.faults]).toEqual([]);
  return response.status;
}

const text = fc.string({ unit: "binary" });
const document = fc.oneof(
  text,
  fc.record({ text, id: fc.jsonValue(), metadata: fc.jsonValue() }, { requiredKeys: ["text"] }),
);
/** Some fields are valid, others are not. */
const almostValid = fc.record(
  {
    query: fc.oneof({ weight: 4, arbitrary: text }, fc.jsonValue()),
    documents: fc.oneof(
      { weight: 4, arbitrary: fc.array(document, { maxLength: 12 }) },
      fc.array(fc.jsonValue()),
      fc.jsonValue(),
    ),
    top_n: fc.oneof(fc.integer({ min: -1, max: 20 }), fc.constant(null), fc.double()),
    model: fc.oneof(fc.constant("words/second"), text),
    return_documents: fc.boolean(),
    truncate: fc.oneof(fc.constantFrom("none", "start", "end"), text),
  },
  { requiredKeys: ["query", "documents"] },
);

const bodies = fc.oneof(fc.json(), fc.string(), fc.uint8Array({ maxLength: 6000 }));

test("any almost valid request", async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(almostValid, async (request) => {
      seen.add(await check(direct, JSON.stringify(request)));
    }),
    { numRuns: 500 },
  );
  // The cases include successes and errors; otherwise the property would prove little.
  expect([...seen]).toEqual(expect.arrayContaining([200, 404, 422]));
});

/** The fields of all APIs at once, most of them right. */
const list = fc.array(document, { minLength: 1, maxLength: 5 });
const mostly = <T>(right: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary: right }, fc.jsonValue());
const inputs = fc.oneof(
  ...["documents", "texts", "input"].map((name) => mostly(list).map((documents) => ({ [name]: documents }))),
  mostly(fc.record({ query: fc.constant("oven"), texts: list })).map((wrapped) => ({ inputs: wrapped })),
  fc.tuple(list, list).map(([texts, input]) => ({ texts, input })),
);
const options = fc.record(
  {
    query: mostly(fc.constant("oven")),
    top_n: mostly(fc.constant(2)),
    top_k: mostly(fc.constant(2)),
    rank_fields: mostly(fc.constant(["text"])),
    truncate: mostly(fc.boolean()),
    truncation: mostly(fc.boolean()),
    truncate_prompt_tokens: mostly(fc.constant(-1)),
    raw_scores: mostly(fc.constant(false)),
    return_text: mostly(fc.boolean()),
    other: fc.jsonValue(),
  },
  { requiredKeys: ["query"] },
);
const mixed = fc.tuple(inputs, options).map(([given, more]) => ({ ...more, ...given }));
const paths = [
  "/",
  "/rerank",
  "/v1/rerank",
  "/v2/rerank/",
  "/v1/reranking",
  "/tei/rerank",
  "/models/words/first",
];

test("any mix of the fields of all APIs, at any path", async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(mixed, fc.constantFrom(...paths), async (body, path) => {
      const response = await app.fetch(postRequest(`http://localhost${path}`, body));
      const answer: unknown = await response.json();
      seen.add(response.status);
      expect(faults).toEqual([]);
      if (response.status === 200) {
        expect(JSON.stringify(answer)).toMatch(/"(relevance_)?score":/);
      } else {
        expect(response.status).toBe(422);
        expect(v.parse(ErrorBody, answer).errors?.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 600 },
  );
  expect([...seen].sort()).toEqual([200, 422]);
});

test("any JSON, any text, any bytes", async () => {
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => void (await check(direct, body))),
    { numRuns: 300 },
  );
});

test("the same over a socket", async () => {
  const requests = almostValid.map((request) => JSON.stringify(request));
  await fc.assert(
    fc.asyncProperty(fc.oneof(requests, bodies), async (body) => void (await check(overSocket, body))),
    { numRuns: 40 },
  );
});
