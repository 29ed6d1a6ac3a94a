import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RerankRequest, anyInput, parseRequest } from "../../../../../src/contract/rerank.ts";
import { type DialectName, dialects } from "../../../../../src/engine/remote/dialects/dialects.ts";
import { findDialect } from "../../../../../src/engine/remote/dialects/find-dialect.ts";
import { decodeAnswer } from "../../../../../src/wire/decode-answer.ts";
import { encodeRequest } from "../../../../../src/wire/encode-request.ts";

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
  encodeRequest(findDialect(name).format.request, parseRequest({ ...request, ...change }, anyInput));

describe("requests", () => {
  test("Jina supports every field", () => {
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

  test("Cohere v2: documents as texts, max_tokens_per_doc", () => {
    expect(encode("cohere-v2")).toEqual({
      body: { model: "m", query: "q", documents: ["a", "b"], top_n: 1, max_tokens_per_doc: 64, own: true },
      unsupportedFields: ["truncate", "metadata", "user"],
    });
  });

  test("Voyage: top_k instead of top_n", () => {
    const { body, unsupportedFields } = encode("voyage");
    expect(body).toMatchObject({ top_k: 1, truncation: false });
    expect(body).not.toHaveProperty("top_n");
    expect(unsupportedFields).toContain("max_tokens_per_document");
  });

  test("TEI: texts instead of documents, no model, no top_n", () => {
    const { body, unsupportedFields } = encode("tei", { truncate: "start" });
    expect(body).toEqual({
      query: "q",
      texts: ["a", "b"],
      return_text: true,
      truncate: true,
      truncation_direction: "Left",
      own: true,
    });
    // The answer is cut to top_n here, so the caller loses nothing.
    expect(unsupportedFields).not.toContain("top_n");
    expect(unsupportedFields).toContain("model");
  });

  test("truncate: start is an unsupported field for servers that truncate only at the end", () => {
    for (const name of ["jina", "voyage", "vllm"] as const) {
      expect(encode(name, { truncate: "start" }).unsupportedFields).toContain("truncate");
      expect(encode(name, { truncate: "end" }).unsupportedFields).not.toContain("truncate");
    }
  });

  test("an image is an unsupported field for servers that take texts only", () => {
    const documents = ["a", { image: "https://example.org/a.png" }];
    expect(encode("cohere-v2", { documents }).unsupportedFields).toContain("documents");
    // Also beside a text, and in the query.
    const both = { text: "a", image: "https://example.org/a.png" };
    expect(encode("cohere-v2", { documents: [both] }).unsupportedFields).toContain("documents");
    expect(encode("cohere-v2", { query: both }).unsupportedFields).toContain("query");
    expect(encode("jina", { query: both }).body["query"]).toEqual(both);
    expect(encode("jina", { documents }).body["documents"]).toEqual(documents);
  });

  test("an instruction is sent to servers that document one, and is an unsupported field for the others", () => {
    const instruction = "Only recipes.";
    const supporting = dialects.flatMap(({ name }) => {
      const { body, unsupportedFields } = encode(name, { instruction });
      expect(unsupportedFields.includes("instruction")).toBe(body["instruction"] !== instruction);
      return body["instruction"] === undefined ? [] : [name];
    });
    expect(supporting).toEqual(["siliconflow", "generic"]);
    for (const { name } of dialects) expect(encode(name).unsupportedFields).not.toContain("instruction");
  });

  test("Hugging Face: everything in inputs; the address names the model", () => {
    expect(encode("huggingface")).toEqual({
      body: { inputs: { query: "q", texts: ["a", "b"] }, own: true },
      unsupportedFields: ["max_tokens_per_document", "truncate", "metadata", "user"],
    });
  });

  test("Mixedbread: input, top_k and return_input", () => {
    const { body } = encode("mixedbread");
    expect(body).toMatchObject({ model: "m", input: ["a", "b"], top_k: 1, return_input: true });
  });

  test("extra_body overrides other fields", () => {
    expect(encode("generic", { extra_body: { top_n: 9 } }).body["top_n"]).toBe(9);
  });

  test("top_n: null is never sent", () => {
    for (const { name } of dialects)
      expect(Object.values(encode(name, { top_n: null }).body)).not.toContain(null);
  });
});

describe("answers", () => {
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
    [
      "mixedbread",
      { object: "list", data: [{ index: 1, score: 0.9, input: "b" }], usage: { total_tokens: 5 } },
      5,
    ],
    ["huggingface", [{ index: 1, score: 0.9 }], undefined],
    // SGLang answers so, whatever it is asked; gateways turn numbers into text and the reverse.
    ["jina", [{ index: 1, score: 0.9, document: "b" }], undefined],
    [
      "cohere-v2",
      { id: 7, model: null, results: [{ index: "1", relevance_score: "0.9" }], meta: [] },
      undefined,
    ],
    ["vllm", { id: null, results: [{ index: 1, relevance_score: 0.9 }], usage: { total_tokens: "5" } }, 5],
    ["infinity", { results: [{ index: 1, relevance_score: null, score: 0.9 }], usage: "none" }, undefined],
  ] as const)("%s", (_, answer, totalTokens) => {
    const decoded = decodeAnswer(answer);
    expect(decoded.results).toEqual([{ index: 1, score: 0.9 }]);
    expect(decoded.usage?.total_tokens).toBe(totalTokens);
  });

  test.each([
    {},
    { results: "none" },
    { results: [{ index: -1, relevance_score: 1 }] },
    { results: [{ index: 0 }] },
    { results: [{ index: 0, score: "" }] },
    { results: [{ index: 0, score: "high" }] },
    { results: [{ index: 0, score: "Infinity" }] },
    { results: [{ index: "0.5", score: 1 }] },
    null,
    "text",
  ])("%j is rejected", (answer) => {
    expect(() => decodeAnswer(answer)).toThrow(/./);
    expect(() => decodeAnswer([answer])).toThrow(/./);
  });

  test("any answer is either decoded to valid results or rejected", () => {
    fc.assert(
      fc.property(fc.anything(), (answer) => {
        try {
          for (const { index, score } of decodeAnswer(answer).results) {
            expect(Number.isInteger(index) && Number.isFinite(score)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});

test("a minimum score goes to servers that know it; elsewhere it limits the answer", () => {
  expect(encode("generic", { min_score: 0.5 }).body).toMatchObject({ min_score: 0.5 });
  for (const { name } of dialects) {
    const { body, unsupportedFields } = encode(name, { min_score: 0.5 });
    expect("min_score" in body).toBe(name === "generic");
    expect(unsupportedFields).not.toContain("min_score");
  }
});
