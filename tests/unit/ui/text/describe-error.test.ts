import { expect, test } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import { parseRequest, textOnly } from "../../../../src/contract/rerank.ts";
import { describeError } from "../../../../src/ui/text/describe-error.ts";

/** The sentence for what the contract says about a request. */
function sentence(request: unknown): string {
  try {
    parseRequest(request, textOnly);
  } catch (cause) {
    return describeError(RerankError.from(cause));
  }
  throw new Error("The request is valid.");
}

test("an error names the field by its label", () => {
  expect(sentence({ query: "q", documents: ["a"], top_n: 0 })).toBe(
    "Number of returned documents must be 1 or more.",
  );
});

test("a request without documents asks for one", () => {
  expect(sentence({ query: "q", documents: [] })).toBe("Add a document first.");
});
