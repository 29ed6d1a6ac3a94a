import fc from "fast-check";
import { expect, test } from "vitest";
import {
  documentOfMarkup,
  documentsOfJson,
  documentsOfList,
  documentsOfText,
} from "../../../../src/ui/element/documents-input.ts";

const text = fc.string({ unit: "grapheme" });
const documents = fc.array(fc.oneof(text, fc.record({ text, id: fc.integer() })), { maxLength: 6 });

test("what a page gives stands in the field so that it is read back the same", () => {
  fc.assert(
    fc.property(documents, (given) => {
      expect(documentsOfText(documentsOfList(given).text).documents).toEqual(given);
    }),
  );
});

test("whatever is typed is kept as it is typed, and is documents or a problem", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.json()), (typed) => {
      const input = documentsOfText(typed);
      expect(input.text).toBe(typed);
      if (input.problem !== undefined) expect(input.documents).toEqual([]);
    }),
  );
});

test("lines are documents, empty ones are none", () => {
  expect(documentsOfText("a\n\n  \nb ").documents).toEqual(["a", "b "]);
  expect(documentsOfText("").documents).toEqual([]);
});

test.each(['{"a": 1}', "[1", "null", "text"])("the attribute %j is a problem", (json) => {
  expect(documentsOfJson(json)).toMatchObject({ documents: [], problem: expect.any(String) });
});

test("the page's own line breaks and indents are no part of a document", () => {
  expect(documentOfMarkup("\n    a loaf\n    of\tbread  ")).toBe("a loaf of bread");
});
