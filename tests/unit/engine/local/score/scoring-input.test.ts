import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type RerankRequest, anyInput, parseRequest } from "../../../../../src/contract/rerank.ts";
import { selectDocuments, createScoringInput } from "../../../../../src/engine/local/score/scoring-input.ts";

const noFetch: typeof fetch = () => Promise.reject(new TypeError("Failed to fetch"));
const scoringInput = (request: RerankRequest, fetch = noFetch) =>
  createScoringInput(parseRequest(request, anyInput), fetch, undefined);
const png = Buffer.from("PNG").toString("base64");

// As in a browser; no test calls it.
beforeEach(() => vi.stubGlobal("createImageBitmap", () => undefined));
afterEach(() => vi.unstubAllGlobals());

test("no image is fetched where none can be decoded, as in Node", async () => {
  vi.unstubAllGlobals();
  const asked: unknown[] = [];
  const fetch = (async (...request: unknown[]) => {
    asked.push(request);
    return new Response("JPEG");
  }) as typeof globalThis.fetch;
  const image = "https://example.org/a.jpg";
  await expect(scoringInput({ query: "q", documents: [{ image }] }, fetch)).rejects.toMatchObject({
    code: "unsupported_input",
  });
  expect(asked).toEqual([]);
});

test("takes texts, truncation and instruction; has no images if the request has none", async () => {
  const request = { query: "q", documents: ["a", { text: "b", id: 1 }], instruction: "be strict" };
  expect(await scoringInput({ ...request, max_tokens_per_document: 5 })).toEqual({
    query: "q",
    documents: ["a", "b"],
    truncation: { truncate: "end", maxTokensPerDocument: 5 },
    instruction: "be strict",
  });
});

test("texts of more than four million characters are refused by name, before a worker sees any", async () => {
  const long = "a".repeat(4_000_001);
  await expect(scoringInput({ query: "q", documents: ["a", long, { text: long }] })).rejects.toMatchObject({
    code: "document_too_long",
    errors: [{ field: "documents[1]" }, { field: "documents[2]" }],
  });
  await expect(scoringInput({ query: long, documents: ["a"] })).rejects.toMatchObject({
    code: "query_too_long",
    errors: [{ field: "query", message: "has 4,000,001 characters, but at most 4,000,000 can be read" }],
  });
  expect((await scoringInput({ query: "q", documents: [long.slice(1)] })).documents[0]).toHaveLength(
    4_000_000,
  );
});

describe("an image", () => {
  test.each([
    ["a data URL", `data:image/png;base64,${png}`, "image/png"],
    ["base64", png, ""],
  ])("as %s is decoded", async (_, image, type) => {
    const { images } = await scoringInput({ query: { image }, documents: ["a", { image }] });
    expect(await images?.query?.text()).toBe("PNG");
    expect(images?.query?.type).toBe(type);
    expect(images?.documents[0]).toBeUndefined();
    expect(await images?.documents[1]?.text()).toBe("PNG");
  });

  test("at a URL is fetched, without cookies or referrer", async () => {
    const asked: unknown[] = [];
    const fetch = (async (...request: unknown[]) => {
      asked.push(request);
      return new Response("JPEG");
    }) as typeof globalThis.fetch;
    const { images } = await scoringInput(
      { query: "q", documents: [{ image: "https://example.org/a.jpg" }] },
      fetch,
    );
    expect(await images?.documents[0]?.text()).toBe("JPEG");
    expect(asked).toEqual([
      ["https://example.org/a.jpg", { credentials: "omit", referrerPolicy: "no-referrer" }],
    ]);
  });

  test.each([
    ["not an image", "not base64!", "documents[1].image"],
    ["empty", "", "documents[1].image"],
    ["on a site that does not allow it", "https://example.org/a.jpg", "documents[1].image"],
  ])("that is %s: the field is named", async (_, image, field) => {
    await expect(scoringInput({ query: "q", documents: ["a", { image }] })).rejects.toMatchObject({
      code: "unsupported_input",
      errors: [{ field }],
    });
  });
});

test("an image that is too large or whose download breaks off is named", async () => {
  const answers = [
    new Response("JPEG", { headers: { "content-length": "33000000" } }),
    new Response(new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) })),
  ];
  for (const answer of answers) {
    const fetch = (async () => answer) as typeof globalThis.fetch;
    const asked = scoringInput({ query: "q", documents: [{ image: "https://example.org/a.jpg" }] }, fetch);
    await expect(asked).rejects.toMatchObject({
      code: "unsupported_input",
      errors: [{ field: "documents[0].image" }],
    });
  }
});

test("a data URL may have parameters beside its type", async () => {
  const { images } = await scoringInput({
    query: "q",
    documents: [{ image: `data:image/png;charset=utf-8;base64,${png}` }],
  });
  expect(images?.documents[0]?.type).toBe("image/png");
});

test("a selection has its documents and their images, in the given order", async () => {
  const input = await scoringInput({ query: "q", documents: ["a", { image: png }, "c"] });
  const part = selectDocuments(input, [2, 1]);
  expect(part.documents).toEqual(["c", ""]);
  expect(part.images?.documents.map(Boolean)).toEqual([false, true]);
});
