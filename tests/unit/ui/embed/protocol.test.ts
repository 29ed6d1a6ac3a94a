import { limits } from "../../../../src/contract/limits.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readMessage } from "../../../../src/ui/embed/protocol.ts";

const id = fc.oneof(fc.string({ maxLength: 200 }), fc.double({ noNaN: true, noDefaultInfinity: true }));

test("whatever comes is read without an exception, and only an envelope is answered", () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
      (data) => {
        const reading = readMessage(data);
        if (reading.kind === "foreign") return;
        expect(data).toMatchObject({ tabrank: expect.any(Number) });
      },
    ),
  );
});

test("an envelope with anything in it is a request or is refused with fields, under its own id", () => {
  fc.assert(
    fc.property(
      id,
      fc.constantFrom("rerank", "configure", "status", "cancel", "other"),
      fc.object(),
      (id, type, rest) => {
        const reading = readMessage({ ...rest, tabrank: 1, id, type });
        if (reading.kind === "foreign") throw new Error("An envelope is never foreign.");
        if (reading.kind === "request") {
          expect(reading.request.id).toBe(id);
          return;
        }
        expect(reading.id).toBe(id);
        expect(reading.error.code).toBe("invalid_request");
        expect(reading.error.errors.length).toBeGreaterThan(0);
      },
    ),
  );
});

test("every valid request is read as it is written", () => {
  const configuration = fc.record(
    {
      query: fc.string(),
      documents: fc.array(fc.oneof(fc.string(), fc.record({ text: fc.string(), id: fc.integer() }))),
      instruction: fc.option(fc.string()),
      top_n: fc.oneof(fc.integer({ min: 1 }), fc.constant(null)),
      device: fc.constantFrom("auto", "webgpu", "wasm", null),
      mode: fc.constantFrom("full", "compact", "results", null),
      theme: fc.constantFrom("system", "light", "dark", null),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(id, fc.constantFrom("rerank", "configure"), configuration, (id, type, fields) => {
      const message = { tabrank: 1, id, type, ...fields };
      expect(readMessage(message)).toEqual({ kind: "request", request: message });
    }),
  );
});

test("no message changes what all objects have", () => {
  for (const json of [
    '{"tabrank":1,"id":1,"type":"configure","__proto__":{"polluted":true}}',
    '{"tabrank":1,"id":1,"type":"configure","constructor":{"prototype":{"polluted":true}}}',
    '{"tabrank":1,"id":1,"type":"rerank","documents":[{"text":"a","__proto__":{"polluted":true}}]}',
    '{"__proto__":{"tabrank":1,"id":1,"type":"status"}}',
  ])
    readMessage(JSON.parse(json));
  expect("polluted" in {}).toBe(false);
});

test.each([
  [{ tabrank: 2, id: 1, type: "status" }, "tabrank: is 2, but version 1 is spoken here"],
  [{ tabrank: 1, id: 1, type: "explode" }, "type: must be one of rerank, cancel, configure, status"],
  [{ tabrank: 1, id: 1, type: "rerank", top_n: 1.5 }, "top_n: must be a whole number"],
  [{ tabrank: 1, id: 1, type: "configure", device: "abacus" }, "device: must be one of auto, webgpu, wasm"],
])("%j is refused: %s", (message, says) => {
  const reading = readMessage(message);
  expect(reading.kind === "refused" && reading.error.message).toBe(says);
});

test.each([
  [undefined],
  ["tabrank"],
  [{ tabrank: "1", id: 1, type: "status" }],
  [{ tabrank: 1, type: "status" }],
  [{ tabrank: 1, id: null, type: "status" }],
  [{ tabrank: 1, id: "x".repeat(201), type: "status" }],
])("%j is foreign", (data) => {
  expect(readMessage(data)).toEqual({ kind: "foreign" });
});

test("a message beyond the limits is refused by name, before a schema reads it", () => {
  let deep: unknown = "in";
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const reading = readMessage({
    tabrank: 1,
    id: 1,
    type: "rerank",
    query: "a".repeat(limits.characters + 1),
    documents: ["fine", { text: "fine", metadata: { deep } }],
  });
  expect(reading.kind === "refused" && reading.error.errors.map(({ field }) => field)).toEqual([
    "query",
    "documents[1]",
  ]);
});
