import { expect, test } from "vitest";
import { detectDialect, dialectNameFromUrl } from "../../../../../src/engine/remote/dialects/find-dialect.ts";

test.each([
  ["https://api.jina.ai/v1/rerank", "jina"],
  ["https://api.cohere.com/v2/rerank", "cohere-v2"],
  ["https://api.cohere.com/v1/rerank", "cohere-v1"],
  ["https://api.voyageai.com", "voyage"],
  ["https://openrouter.ai/api/v1/rerank", "openrouter"],
  ["http://localhost:8787", "generic"],
  ["not a URL", "generic"],
])("the dialect of %s is %s", (url, name) => {
  expect(dialectNameFromUrl(url)).toBe(name);
});

test("the server's error message tells its dialect", () => {
  expect(detectDialect("missing field `texts` at line 1")).toBe("tei");
  expect(detectDialect("Argument 'top_n' is not supported by our API.")).toBe("voyage");
  expect(detectDialect("unknown field, did you mean top_k?")).toBe("voyage");
  // An error about the value, not about the field.
  expect(detectDialect("top_n: 0 is not a valid value")).toBeUndefined();
  expect(detectDialect("documents must not be empty")).toBeUndefined();
});
