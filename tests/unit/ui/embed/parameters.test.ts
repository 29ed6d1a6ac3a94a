import fc from "fast-check";
import { expect, test } from "vitest";
import { isOrigin, readParameters } from "../../../../src/ui/embed/parameters.ts";

test("any address is read without an exception, and only origins come on the list", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webQueryParameters(), fc.webUrl()), (text) => {
      for (const search of [text, `origins=${text}`, `documents=${text}`]) {
        const { origins } = readParameters(search);
        for (const origin of origins) expect(new URL(origin).origin).toBe(origin);
      }
    }),
  );
});

test("an address of a page is no origin, its origin is", () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
      expect(isOrigin(new URL(url).origin)).toBe(true);
      expect(isOrigin(`${new URL(url).origin}/`)).toBe(false);
    }),
  );
});

test.each([
  "*",
  "null",
  "",
  "https://*.example.com/",
  "example.com",
  "javascript:alert(1)",
  "file:///",
  "https://a.example/path",
  "HTTPS://A.EXAMPLE",
  "data:,",
  "https://user@a.example",
])("%j is no origin", (text) => {
  expect(isOrigin(text)).toBe(false);
});

test("several origins, once each; what is none is said", () => {
  const { origins, problems } = readParameters(
    "origins=https://a.example,+http://localhost:8080&origins=https://a.example&origins=*",
  );
  expect(origins).toEqual(["https://a.example", "http://localhost:8080"]);
  expect(problems).toEqual(["origins: “*” is not an origin such as https://example.com."]);
});

test("settings become attributes as they stand, documents a list", () => {
  const search = new URLSearchParams({
    query: "q",
    top_n: "2",
    max_tokens_per_document: "9",
    mode: "compact",
    documents: '["a",{"text":"b"}]',
    example: "skincare",
    unknown: "x",
  });
  const read = readParameters(search.toString());
  expect([...read.attributes]).toEqual([
    ["query", "q"],
    ["top-n", "2"],
    ["max-tokens-per-document", "9"],
    ["mode", "compact"],
  ]);
  expect(read.documents).toEqual(["a", { text: "b" }]);
  expect(read.example).toBe("skincare");
  expect(readParameters("documents=[5]").problems).toEqual([
    "documents: must be a JSON list of texts or objects.",
  ]);
});
