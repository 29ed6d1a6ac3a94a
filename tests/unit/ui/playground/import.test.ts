import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatDocuments,
  parseDocuments,
} from "../../../../src/ui/playground/features/documents/import/document-json.ts";
import { documentsOfPaste } from "../../../../src/ui/playground/features/documents/import/read-paste.ts";
import {
  documentsOfColumn,
  likelyTextColumn,
  readFile,
} from "../../../../src/ui/playground/features/documents/import/read-file.ts";

const document = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.record({ text: fc.string(), id: fc.integer() }),
  fc.record({ text: fc.string(), metadata: fc.dictionary(fc.constantFrom("a", "b"), fc.integer()) }),
);

describe("JSON", () => {
  test("what is written is read back the same", () => {
    fc.assert(
      fc.property(fc.array(document), (documents) => {
        const parsed = parseDocuments(formatDocuments(documents));
        expect(parsed).toEqual({ ok: true, value: documents });
      }),
    );
  });

  test("a whole request will do", () => {
    expect(parseDocuments('{"query": "q", "documents": ["a"]}')).toEqual({ ok: true, value: ["a"] });
  });

  test.each([
    ['[\n  "a"\n  "b"\n]', 3, 3, "comma"],
    ['["a",]', 1, 6, "value"],
    ['["a', 1, 2, "not closed"],
    ['[\n "a",\n 5\n]', 3, 2, "document 2 must be a text"],
    ['[{"title": "t"}]', 1, 2, "document 1"],
    ['"a"', 1, 1, "a list of documents"],
    ["[bare]", 1, 2, "double quotes"],
  ])("%j is wrong at line %i, column %i", (text, line, column, message) => {
    const parsed = parseDocuments(text);
    expect(parsed).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        expect.objectContaining({ line, column, message: expect.stringContaining(message) }),
      ]),
    });
  });

  test("nothing that is typed throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseDocuments(text).ok).toBe("boolean");
      }),
    );
    expect(parseDocuments("")).toMatchObject({ ok: false });
  });
});

describe("files", () => {
  test(".txt: a document a line, blank lines left out, a byte-order mark too", () => {
    expect(readFile("a.txt", "\uFEFFone\r\n\r\n  two \nthree")).toEqual({
      ok: true,
      value: { kind: "documents", documents: ["one", "two", "three"], problems: [] },
    });
  });

  test(".jsonl: what cannot be read is named with its line, the rest is taken", () => {
    const text = '"a"\n{"text": "b", "id": 1}\n\n{"title": "no text"}\n{broken\n"c"';
    expect(readFile("a.JSONL", text)).toMatchObject({
      ok: true,
      value: { documents: ["a", { text: "b", id: 1 }, "c"], problems: [{ line: 4 }, { line: 5 }] },
    });
  });

  test(".csv: quotes, line breaks in cells, and the column to choose", () => {
    const parsed = readFile("a.csv", 'id,text\n1,"first, with a comma"\n2,"two\nlines"\n3,\n');
    if (!parsed.ok || parsed.value.kind !== "table") throw new Error("no table");
    const { columns, rows } = parsed.value;
    expect(columns).toEqual(["id", "text"]);
    expect(likelyTextColumn(rows)).toBe(1);
    expect(documentsOfColumn(rows, 1)).toEqual(["first, with a comma", "two\nlines"]);
    expect(documentsOfColumn(rows, 0)).toEqual(["1", "2", "3"]);
  });

  test(".csv with semicolons and .tsv", () => {
    expect(readFile("a.csv", "id;text\n1;b")).toMatchObject({
      value: { columns: ["id", "text"], rows: [["1", "b"]] },
    });
    expect(readFile("a.tsv", "id\ttext\n1\tb, c")).toMatchObject({ value: { rows: [["1", "b, c"]] } });
  });

  test("a quote that is not closed is named with its line", () => {
    expect(readFile("a.csv", 'id,text\n1,a\n2,"open\n')).toMatchObject({
      value: { problems: [{ line: 3 }] },
    });
  });

  test.each([
    ["empty.txt", " \n"],
    ["empty.jsonl", "\n"],
    ["empty.csv", "\n"],
    ["picture.txt", "\u0000\u0001PNG"],
    ["broken.json", "[1, 2"],
    ["empty.json", "[]"],
  ])("%s is refused", (name, text) => {
    expect(readFile(name, text).ok).toBe(false);
  });
});

describe("paste", () => {
  test.each([
    ["one line of text", undefined],
    ["a line and its end\n", undefined],
    ["two\nlines", ["two", "lines"]],
    ['["a", {"text": "b"}]', ["a", { text: "b" }]],
    ["[not json] but text", undefined],
  ])("%j", (text, documents) => {
    expect(documentsOfPaste(text)).toEqual(documents);
  });
});
