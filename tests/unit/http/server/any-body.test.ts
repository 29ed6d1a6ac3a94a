/** Whatever is sent: a well-formed answer or a well-formed refusal, soon, and never a fault of the server. */
import fc from "fast-check";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RerankResponse } from "../../../../src/contract/rerank.ts";
import { type TestServer, post, startServer } from "./test-server.ts";

const Refusal = v.object({
  detail: v.pipe(v.string(), v.nonEmpty()),
  code: v.pipe(v.string(), v.regex(/^[A-Z_]+$/)),
  request_id: v.pipe(v.string(), v.uuid()),
  errors: v.optional(
    v.array(v.object({ field: v.pipe(v.string(), v.nonEmpty()), message: v.string(), type: v.string() })),
  ),
});

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ maxDocuments: 10, maxBodyBytes: 5000 });
});
afterAll(() => server.close());

async function check(body: string | Uint8Array): Promise<number> {
  const response = await post(`${server.url}/v1/rerank`, body, {}, AbortSignal.timeout(5000));
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const answer: unknown = await response.json();
  if (response.status === 200) v.parse(RerankResponse, answer);
  else {
    expect([400, 404, 413, 422]).toContain(response.status);
    const { request_id: id, errors } = v.parse(Refusal, answer);
    expect(response.headers.get("x-request-id")).toBe(id);
    if (response.status === 422) expect(errors?.length).toBeGreaterThan(0);
  }
  expect(server.faults).toEqual([]);
  return response.status;
}

const text = fc.string({ unit: "binary" });
const document = fc.oneof(
  text,
  fc.record({ text, id: fc.jsonValue(), metadata: fc.jsonValue() }, { requiredKeys: ["text"] }),
);
/** Some fields right, some wrong. */
const nearlyRight = fc.record(
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

test("any request that is nearly right", async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(nearlyRight, async (request) => {
      seen.add(await check(JSON.stringify(request)));
    }),
    { numRuns: 500 },
  );
  // Both kinds were met, so that the property says something.
  expect([...seen]).toEqual(expect.arrayContaining([200, 404, 422]));
});

test("any JSON, any text, any bytes", async () => {
  const bodies = fc.oneof(fc.json(), fc.string(), fc.uint8Array({ maxLength: 6000 }));
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => void (await check(body))),
    { numRuns: 300 },
  );
});
