import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RerankError } from "../../../src/contract/errors.ts";
import { RerankRequest, anyInput, parseRequest, textOnly } from "../../../src/contract/rerank.ts";

function errorOf(request: unknown, images = false): RerankError {
  try {
    parseRequest(request, images ? anyInput : textOnly);
  } catch (error) {
    if (error instanceof RerankError) return error;
    throw error;
  }
  throw new Error("The request was accepted.");
}

function fieldsOf(request: unknown): string[] {
  return errorOf(request).errors.map(({ field }) => field);
}

const request: RerankRequest = { query: "q", documents: ["a", "b"] };

describe("a valid request", () => {
  test("gets its defaults", () => {
    expect(parseRequest(request, textOnly)).toEqual({
      query: "q",
      documents: ["a", "b"],
      return_documents: true,
      truncate: "end",
      passages: "none",
    });
  });

  test("keeps document objects as they were given, with keys of their own", () => {
    const documents = [{ text: "a", id: 7, title: "t", metadata: { x: [1] }, price: 3 }, ""];
    expect(parseRequest({ ...request, documents }, textOnly).documents).toEqual(documents);
  });

  test.each([
    ["null", null],
    ["absent", undefined],
    ["above the count", 99],
  ])("takes a top_n that is %s", (_, top_n) => {
    expect(() => parseRequest({ ...request, top_n }, textOnly)).not.toThrow();
  });

  test("has null for every optional field, in the query and in documents too", () => {
    const optional = Object.fromEntries(
      Object.keys(RerankRequest.entries)
        .filter((field) => field !== "query" && field !== "documents")
        .map((field) => [field, null]),
    );
    expect(Object.keys(optional)).toContain("return_documents");
    const nothing = { image: null, id: null, title: null, metadata: null };
    const input = {
      ...optional,
      query: { text: "q", image: null },
      documents: [{ text: "a", ...nothing, price: null }],
    };
    const before = structuredClone(input);
    expect(parseRequest(input, textOnly)).toEqual({
      query: { text: "q" },
      documents: [{ text: "a" }],
      return_documents: true,
      truncate: "end",
      passages: "none",
    });
    expect(input).toEqual(before);
  });

  test("takes an empty document and an object as query", () => {
    expect(() => parseRequest({ query: { text: "q" }, documents: [""] }, textOnly)).not.toThrow();
  });
});

describe("a wrong request names the field", () => {
  test.each([0, -1, 1.5, "3", Number.NaN, true])("top_n %s", (top_n) => {
    const error = errorOf({ ...request, top_n });
    expect(error.errors.map(({ field }) => field)).toEqual(["top_n"]);
    expect(error.code).toBe("invalid_request");
    expect(error.status).toBe(422);
  });

  test.each([
    ["an empty query", { ...request, query: "" }, "query"],
    ["a blank query", { ...request, query: " \n" }, "query"],
    ["a query object without text", { ...request, query: {} }, "query"],
    ["no query", { documents: ["a"] }, "query"],
    ["no documents", { query: "q" }, "documents"],
    ["an empty list of documents", { query: "q", documents: [] }, "documents"],
    ["documents that are no list", { query: "q", documents: "a" }, "documents"],
    ["a document without text", { query: "q", documents: ["a", { id: 1 }] }, "documents[1].text"],
    ["a text that is no string", { query: "q", documents: ["a", "b", { text: 3 }] }, "documents[2].text"],
    ["a list of queries", { ...request, query: ["q"] }, "query"],
    ["a query that is null", { ...request, query: null }, "query"],
    ["a document that is a list", { query: "q", documents: ["a", ["b"]] }, "documents[1]"],
    ["a document whose text is null", { query: "q", documents: [{ text: null }] }, "documents[0].text"],
    ["a document that is null", { query: "q", documents: [null] }, "documents[0]"],
    ["a document that is a number", { query: "q", documents: ["a", 5] }, "documents[1]"],
    ["a truncate that is none of the three", { ...request, truncate: "middle" }, "truncate"],
    ["a token limit of 0", { ...request, max_tokens_per_document: 0 }, "max_tokens_per_document"],
    ["metadata that is a list", { ...request, metadata: [1] }, "metadata"],
    ["return_documents as a string", { ...request, return_documents: "yes" }, "return_documents"],
    ["a body that is no object", "text", "body"],
  ])("%s", (_, body, field) => {
    expect(fieldsOf(body)).toEqual([field]);
  });

  test.each([
    [{ ...request, query: ["q"] }, "query: must be a string or an object with a text"],
    [{ ...request, query: 5 }, "query: must be a string or an object with a text"],
    [{ query: "q", documents: [5] }, "documents[0]: must be a string or an object with a text"],
    [{ query: "q", documents: [null] }, "documents[0]: must be a string or an object with a text"],
    [{ query: "q", documents: [["a"]] }, "documents[0]: must be a string or an object with a text"],
    [{ query: "q", documents: { a: "b" } }, "documents: must be a list of strings or objects"],
    [{ query: null, documents: ["a"] }, "query: is required"],
    ["text", "body: must be a JSON object"],
    [null, "body: must be a JSON object"],
    [{ ...request, top_n: "3" }, "top_n: must be a whole number"],
  ])("in a sentence: %j", (body, message) => {
    expect(errorOf(body).message).toBe(message);
  });

  test("whatever is wrong, the sentence is one of ours", () => {
    const fields = Object.keys(RerankRequest.entries);
    const wrong = fc.dictionary(fc.constantFrom(...fields), fc.anything());
    fc.assert(
      fc.property(wrong, (change) => {
        const parsed = (() => {
          try {
            return parseRequest({ ...request, ...change }, anyInput);
          } catch (error) {
            return error as RerankError;
          }
        })();
        const messages = parsed instanceof RerankError ? parsed.errors.map(({ message }) => message) : [];
        for (const message of messages) expect(message).not.toMatch(/Invalid|Expected|received/);
      }),
    );
  });

  test("all wrong fields at once, and every wrong document", () => {
    expect(fieldsOf({ query: 5, documents: [{}], top_n: 0 })).toEqual(["query", "top_n"]);
    expect(fieldsOf({ query: "q", documents: [{}, "a", { title: "t" }] })).toEqual([
      "documents[0].text",
      "documents[2].text",
    ]);
  });

  test("an image given to a text model, with its index", () => {
    const documents = ["a", { image: "https://example.org/a.png" }];
    const error = errorOf({ query: "q", documents });
    expect(error.code).toBe("unsupported_input");
    expect(error.status).toBe(422);
    expect(error.errors.map(({ field }) => field)).toEqual(["documents[1].image"]);
    expect(() => parseRequest({ query: "q", documents }, anyInput)).not.toThrow();
  });

  test("an instruction given to a model that takes none", () => {
    const error = errorOf({ query: "q", documents: ["a"], instruction: "i" });
    expect(error.code).toBe("unsupported_input");
    expect(error.errors.map(({ field }) => field)).toEqual(["instruction"]);
    const valid = { query: "q", documents: ["a"], instruction: "i" };
    expect(parseRequest(valid, { ...textOnly, instruction: true }).instruction).toBe("i");
  });

  test("in the API's error body", () => {
    const body = errorOf({ ...request, top_n: 0 }).toBody();
    expect(body).toMatchInlineSnapshot(`
      {
        "code": "INVALID_REQUEST",
        "detail": "top_n: must be 1 or more",
        "errors": [
          {
            "field": "top_n",
            "input": 0,
            "message": "must be 1 or more",
            "type": "type_error.min_value",
          },
        ],
      }
    `);
  });
});

test("whatever comes in, it is accepted or refused with a RerankError that names fields", () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.record({ query: fc.anything(), documents: fc.array(fc.anything()) }),
  );
  fc.assert(
    fc.property(anything, (input) => {
      try {
        const { documents } = parseRequest(input, textOnly);
        expect(documents.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(RerankError);
        expect((error as RerankError).errors.length).toBeGreaterThan(0);
        expect((error as RerankError).errors.every(({ field }) => field !== "")).toBe(true);
      }
    }),
  );
});
