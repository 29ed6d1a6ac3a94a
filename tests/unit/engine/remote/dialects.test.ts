import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RerankRequest, anyInput, parseRequest } from "../../../../src/contract/rerank.ts";
import {
  type DialectName,
  detectDialect,
  dialectNameFromUrl,
  dialects,
  findDialect,
} from "../../../../src/engine/remote/dialects/dialects.ts";

const request: RerankRequest = {
  model: "m",
  query: "q",
  documents: ["a", { text: "b", id: 7 }],
  top_n: 1,
  truncate: "none",
  max_tokens_per_document: 64,
  user: "u",
  metadata: { k: "v" },
  extra_body: { own: true },
};

const encode = (name: DialectName, change: Partial<RerankRequest> = {}) =>
  findDialect(name).encode(parseRequest({ ...request, ...change }, anyInput));

describe("a request in each server's words, and what it does not know by name", () => {
  test("Jina knows all of it", () => {
    expect(encode("jina")).toEqual({
      body: {
        model: "m",
        query: "q",
        documents: ["a", "b"],
        top_n: 1,
        return_documents: true,
        truncation: false,
        max_doc_length: 64,
        user: "u",
        metadata: { k: "v" },
        own: true,
      },
      unsupportedFields: [],
    });
  });

  test("Cohere v2: texts, no documents back, tokens under its own name", () => {
    expect(encode("cohere-v2")).toEqual({
      body: { model: "m", query: "q", documents: ["a", "b"], top_n: 1, max_tokens_per_doc: 64, own: true },
      unsupportedFields: ["truncate", "metadata", "user"],
    });
  });

  test("Voyage: top_k, never top_n", () => {
    const { body, unsupportedFields } = encode("voyage");
    expect(body).toMatchObject({ top_k: 1, truncation: false });
    expect(body).not.toHaveProperty("top_n");
    expect(unsupportedFields).toContain("max_tokens_per_document");
  });

  test("TEI: texts, no model, no top_n", () => {
    const { body, unsupportedFields } = encode("tei", { truncate: "start" });
    expect(body).toEqual({
      query: "q",
      texts: ["a", "b"],
      return_text: true,
      truncate: true,
      truncation_direction: "Left",
      own: true,
    });
    expect(unsupportedFields).toEqual(expect.arrayContaining(["top_n", "model"]));
  });

  test("where a text can only be cut at its end, another wish is named, not dropped in silence", () => {
    for (const name of ["jina", "voyage", "vllm"] as const) {
      expect(encode(name, { truncate: "start" }).unsupportedFields).toContain("truncate");
      expect(encode(name, { truncate: "end" }).unsupportedFields).not.toContain("truncate");
    }
  });

  test("an image is an unsupported field for servers that take texts only", () => {
    const documents = ["a", { image: "https://example.org/a.png" }];
    expect(encode("cohere-v2", { documents }).unsupportedFields).toContain("documents");
    // With a text beside it, too; and in the query.
    const both = { text: "a", image: "https://example.org/a.png" };
    expect(encode("cohere-v2", { documents: [both] }).unsupportedFields).toContain("documents");
    expect(encode("cohere-v2", { query: both }).unsupportedFields).toContain("query");
    expect(encode("jina", { query: both }).body["query"]).toEqual(both);
    expect(encode("jina", { documents }).body["documents"]).toEqual(documents);
  });

  test("an instruction goes to those who document one, and is named for the others", () => {
    const instruction = "Only recipes.";
    const knowing = dialects.flatMap(({ name }) => {
      const { body, unsupportedFields } = encode(name, { instruction });
      expect(unsupportedFields.includes("instruction")).toBe(body["instruction"] !== instruction);
      return body["instruction"] === undefined ? [] : [name];
    });
    expect(knowing).toEqual(["siliconflow", "generic"]);
    for (const { name } of dialects) expect(encode(name).unsupportedFields).not.toContain("instruction");
  });

  test("extra_body has the last word", () => {
    expect(encode("generic", { extra_body: { top_n: 9 } }).body["top_n"]).toBe(9);
  });

  test("top_n: null is never sent", () => {
    for (const { name } of dialects)
      expect(Object.values(encode(name, { top_n: null }).body)).not.toContain(null);
  });
});

describe("answers", () => {
  const decode = (name: DialectName, answer: unknown) => findDialect(name).decode(answer);

  test.each([
    [
      "jina",
      {
        results: [{ index: 1, relevance_score: 0.9, document: { text: "b" } }],
        usage: { total_tokens: 5 },
        model: "m",
      },
      5,
    ],
    [
      "cohere-v2",
      { id: "x", results: [{ index: 1, relevance_score: 0.9 }], meta: { billed_units: { search_units: 1 } } },
      undefined,
    ],
    ["voyage", { object: "list", data: [{ index: 1, relevance_score: 0.9 }], usage: { total_tokens: 5 } }, 5],
    ["tei", [{ index: 1, score: 0.9 }], undefined],
    [
      "vllm",
      {
        results: [{ index: 1, document: { text: "b" }, relevance_score: 0.9 }],
        usage: { prompt_tokens: 4, total_tokens: 5 },
      },
      5,
    ],
    [
      "siliconflow",
      {
        results: [{ index: 1, relevance_score: 0.9, document: null }],
        meta: { tokens: { input_tokens: 5, output_tokens: 0 } },
      },
      5,
    ],
    ["generic", [{ index: 1, score: 0.9 }], undefined],
  ] as const)("%s", (name, answer, totalTokens) => {
    const decoded = decode(name, answer);
    expect(decoded.results).toEqual([{ index: 1, score: 0.9 }]);
    expect(decoded.usage?.total_tokens).toBe(totalTokens);
  });

  test.each([
    {},
    { results: "none" },
    { results: [{ index: -1, relevance_score: 1 }] },
    { results: [{ index: 0 }] },
    null,
    "text",
  ])("%j is refused", (answer) => {
    expect(() => decode("jina", answer)).toThrow(/./);
    expect(() => decode("tei", answer)).toThrow(/./);
  });

  test("no answer is taken for something it is not", () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...dialects), (answer, { decode: decodeAny }) => {
        try {
          for (const { index, score } of decodeAny(answer).results) {
            expect(Number.isInteger(index) && Number.isFinite(score)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});

test.each([
  ["https://api.jina.ai/v1/rerank", "jina"],
  ["https://api.cohere.com/v2/rerank", "cohere-v2"],
  ["https://api.cohere.com/v1/rerank", "cohere-v1"],
  ["https://api.voyageai.com", "voyage"],
  ["https://openrouter.ai/api/v1/rerank", "openrouter"],
  ["http://localhost:8787", "generic"],
  ["no address", "generic"],
])("%s is %s", (url, name) => {
  expect(dialectNameFromUrl(url)).toBe(name);
});

test("what a refusal tells of the form that is wanted", () => {
  expect(detectDialect("missing field `texts` at line 1")).toBe("tei");
  expect(detectDialect("Argument 'top_n' is not supported by our API.")).toBe("voyage");
  expect(detectDialect("unknown field, did you mean top_k?")).toBe("voyage");
  // An ordinary complaint about the value.
  expect(detectDialect("top_n: 0 is not a valid value")).toBeUndefined();
  expect(detectDialect("documents must not be empty")).toBeUndefined();
});
