import { describe, expect, test } from "vitest";
import { RerankError } from "../../../src/contract/errors.ts";
import { type RerankRequest, anyInput, parseRequest } from "../../../src/contract/rerank.ts";
import { decodeRequest } from "../../../src/wire/decode-request.ts";
import { encodeRequest } from "../../../src/wire/encode-request.ts";
import type { WireFormat } from "../../../src/wire/format.ts";
import { formats } from "../../../src/wire/formats.ts";
import { withRankFields } from "../../../src/wire/rank-fields.ts";

const decode = (body: Record<string, unknown>) =>
  decodeRequest({ query: "q", documents: ["a", "b"], ...body }, true);

function errorOf(work: () => unknown): RerankError {
  try {
    work();
  } catch (error) {
    if (error instanceof RerankError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

describe("what the remote side writes, the server reads", () => {
  const full: RerankRequest = {
    query: "q",
    documents: ["a", "b"],
    top_n: 2,
    max_tokens_per_document: 64,
    max_tokens_per_query: 8,
    min_score: 0.5,
    instruction: "Only recipes.",
    return_documents: false,
    user: "u",
    metadata: { k: "v" },
  };
  const all = Object.entries<WireFormat>(formats);

  test.each(all)("%s", (_, { request: format }) => {
    for (const truncate of ["none", "start", "end"] as const) {
      const { body, unsupportedFields } = encodeRequest(
        format,
        parseRequest({ ...full, truncate }, anyInput),
      );
      const { request, ignoredFields } = decodeRequest(body, format.returnsDocuments ?? true);
      expect(ignoredFields).toEqual([]);
      expect(request).toMatchObject({ query: "q", documents: ["a", "b"] });
      for (const [field, value] of Object.entries({ ...full, truncate })) {
        const isLost =
          (field === "return_documents" && format.return_documents === undefined) ||
          unsupportedFields.includes(field as keyof RerankRequest) ||
          // Applied to the answer, or the server's own default.
          request[field] === undefined;
        if (!isLost) expect([field, request[field]]).toEqual([field, value]);
        else
          expect([...unsupportedFields, "return_documents", "top_n", "min_score", "truncate"]).toContain(
            field,
          );
      }
    }
  });
});

describe("fields of other APIs", () => {
  test.each([
    [{ top_k: 2 }, { top_n: 2 }],
    [{ top_k: 2, top_n: 2 }, { top_n: 2 }],
    [{ top_n: null, top_k: 2 }, { top_n: 2 }],
    [{ max_tokens_per_doc: 64 }, { max_tokens_per_document: 64 }],
    [{ max_doc_length: 64 }, { max_tokens_per_document: 64 }],
    [{ return_text: true }, { return_documents: true }],
    [{ return_input: false }, { return_documents: false }],
    [{ truncation: true }, { truncate: "end" }],
    [{ truncation: false }, { truncate: "none" }],
    [{ truncation: null }, {}],
    [{ truncate: true }, { truncate: "end" }],
    [{ truncate: false }, { truncate: "none" }],
    [{ truncate: false, truncation_direction: "Right" }, { truncate: "none" }],
    [{ truncation_direction: "Left" }, { truncate: "start" }],
    [{ truncation_direction: "Right", raw_scores: false }, { truncate: "end" }],
    // Text Embeddings Inference's aliases; NVIDIA's rerankers write END and NONE.
    [{ truncate: true, truncation_direction: "left" }, { truncate: "start" }],
    [{ truncation_direction: "right" }, { truncate: "end" }],
    [{ truncate: "END" }, { truncate: "end" }],
    [{ truncate: "NONE" }, { truncate: "none" }],
    [{ truncate: "start" }, { truncate: "start" }],
    [{ truncate_prompt_tokens: -1 }, { truncate: "end" }],
    [{ raw_scores: false, use_activation: true }, {}],
  ])("%j", (sent, read) => {
    const { request, ignoredFields } = decode(sent);
    const { query: _, documents: __, ...fields } = request;
    expect(fields).toEqual({ return_documents: true, ...read });
    expect(ignoredFields).toEqual([]);
  });

  test.each([
    [{ raw_scores: true }, "raw_scores: must be false: this server has no other scores"],
    [{ use_activation: false }, "use_activation: must be true: this server has no other scores"],
    [{ truncate_prompt_tokens: 512 }, "truncate_prompt_tokens: cannot be honoured"],
    [{ truncation: "LEFT" }, "truncation: cannot be honoured"],
    [{ truncate: "middle" }, 'truncate: cannot be honoured: send truncate as "none", "start" or "end"'],
    [{ truncate: "start", truncation: true }, "cannot be honoured"],
    [{ top_n: 2, top_k: 3 }, "top_k: cannot be combined with top_n"],
    [{ texts: ["a", "b"] }, "texts: cannot be combined with documents"],
    [{ inputs: "a text" }, "inputs: must be an object with a query and texts"],
    [{ inputs: [] }, "inputs: must be an object with a query and texts"],
  ])("%j cannot be honoured", (sent, message) => {
    const error = errorOf(() => decode(sent));
    expect(error.code).toBe("invalid_request");
    expect(error.message).toContain(message);
  });

  test("that are not known are named, unless they ask for nothing", () => {
    const sent = {
      priority: 1,
      max_chunks_per_doc: 10,
      overlap_tokens: 80,
      kwargs: "{}",
      rewrite_query: false,
      return_len: null,
      query: "q",
    };
    expect(decode(sent).ignoredFields).toEqual([
      "priority",
      "max_chunks_per_doc",
      "overlap_tokens",
      "kwargs",
    ]);
  });

  test("keep the names that the client gave them", () => {
    const { sentNames, request } = decodeRequest(
      { inputs: { query: "q", texts: ["a"] }, top_k: 1, user: null },
      false,
    );
    expect(request).toEqual({ query: "q", documents: ["a"], top_n: 1, return_documents: false });
    expect(Object.fromEntries(sentNames)).toEqual({
      query: "inputs.query",
      documents: "inputs.texts",
      top_n: "top_k",
    });
  });
});

describe("rank_fields", () => {
  const objects = [
    { title: "t", body: "b", year: 1999 },
    { body: "c", title: null, tags: ["x"] },
  ] as const;
  const documents = [objects[0], "text", objects[1]];

  test("selects the text of each object, in the order of the fields", () => {
    expect(withRankFields(documents, ["body", "year", "title", "tags"])).toEqual([
      { text: "b\n1999\nt" },
      "text",
      { text: 'c\n["x"]' },
    ]);
    expect(withRankFields([{ id: 7, image: "i", text: "old", title: 5 }], ["title"])).toEqual([
      { id: 7, image: "i", text: "5" },
    ]);
  });

  test("is without meaning for strings", () => {
    expect(withRankFields(["a", "b"], ["title"])).toBeUndefined();
  });

  test("names documents without any of the fields", () => {
    const error = errorOf(() => withRankFields(documents, ["year"]));
    expect(error.errors.map(({ field, message }) => [field, message])).toEqual([
      ["documents[2]", "has none of the fields that rank_fields names: year"],
    ]);
  });

  test.each([["title"], [[]], [[1]], [{}], [true]])("%j is no list of names", (fields) => {
    expect(errorOf(() => withRankFields(documents, fields)).message).toBe(
      "rank_fields: must be a list of the names of fields",
    );
  });
});
