import { readFileSync } from "node:fs";
import fc from "fast-check";
import { printParseErrorCode } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import {
  formatDocuments,
  parseDocuments,
} from "../../../../src/ui/playground/features/documents/import/document-json.ts";
import {
  acceptedFiles,
  fileExtension,
  findReader,
  formats,
} from "../../../../src/ui/playground/features/documents/import/formats.ts";
import { importText } from "../../../../src/ui/playground/text/import.ts";
import { pastedDocuments } from "../../../../src/ui/playground/features/documents/import/read-paste.ts";
import {
  columnDocuments,
  likelyTextColumn,
  readFile,
} from "../../../../src/ui/playground/features/documents/import/read-file.ts";

const document = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.record({ text: fc.string(), id: fc.integer() }),
  fc.record({ text: fc.string(), metadata: fc.dictionary(fc.constantFrom("a", "b"), fc.integer()) }),
);

describe("JSON", () => {
  test("documents survive writing and reading", () => {
    fc.assert(
      fc.property(fc.array(document), (documents) => {
        const parsed = parseDocuments(formatDocuments(documents));
        expect(parsed).toEqual({ ok: true, value: documents });
      }),
    );
  });

  test("a whole request is read for its documents", () => {
    expect(parseDocuments('{"query": "q", "documents": ["a"]}')).toEqual({ ok: true, value: ["a"] });
  });

  test.each([
    ['[\n  "a"\n  "b"\n]', 3, 3, "Expected a comma."],
    ['["a",]', 1, 6, "Expected a value."],
    ['["a', 1, 2, "A closing double quote is missing."],
    ['[\n "a",\n 5\n]', 3, 2, "Document 2 must be a string"],
    ['[{"title": "t"}]', 1, 2, "Document 1"],
    ['"a"', 1, 1, "Expected a list of documents"],
    ['["a"] "b"', 1, 7, "Expected nothing more"],
    ['["a"] // b', 1, 7, "comments"],
    ["[bare]", 1, 2, "double quotes"],
  ])("%j has an error at line %i, column %i: %s", (text, line, column, message) => {
    const parsed = parseDocuments(text);
    expect(parsed).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        expect.objectContaining({ line, column, message: expect.stringContaining(message) }),
      ]),
    });
  });

  test("every syntax error of the parser has a sentence of its own", () => {
    const codes = Array.from({ length: 100 }, (_, error) => printParseErrorCode(error)).filter(
      (code) => !code.startsWith("<"),
    );
    expect(codes.length).toBe(16);
    const unknown = importText.jsonSyntax("");
    for (const code of codes) expect(importText.jsonSyntax(code)).not.toBe(unknown);
  });

  test("no input makes the parser throw", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseDocuments(text).ok).toBe("boolean");
      }),
    );
    expect(parseDocuments("")).toMatchObject({ ok: false });
  });
});

describe("files", () => {
  test(".txt: one document per line, without blank lines and byte-order mark", () => {
    expect(readFile("a.txt", "\uFEFFone\r\n\r\n  two \nthree")).toEqual({
      ok: true,
      value: { kind: "documents", documents: ["one", "two", "three"], problems: [] },
    });
  });

  test(".jsonl: unreadable lines are reported, the rest is read", () => {
    const text = '"a"\n{"text": "b", "id": 1}\n\n{"title": "no text"}\n{broken\n"c"';
    expect(readFile("a.JSONL", text)).toMatchObject({
      ok: true,
      value: { documents: ["a", { text: "b", id: 1 }, "c"], problems: [{ line: 4 }, { line: 5 }] },
    });
  });

  test(".csv: quotes, line breaks in cells, and the preselected column", () => {
    const parsed = readFile("a.csv", 'id,text\n1,"first, with a comma"\n2,"two\nlines"\n3,\n');
    if (!parsed.ok || parsed.value.kind !== "table") throw new Error("no table");
    const { columns, rows } = parsed.value;
    expect(columns).toEqual(["id", "text"]);
    expect(likelyTextColumn(rows)).toBe(1);
    expect(columnDocuments(rows, 1)).toEqual(["first, with a comma", "two\nlines"]);
    expect(columnDocuments(rows, 0)).toEqual(["1", "2", "3"]);
  });

  test(".csv with semicolons and .tsv", () => {
    expect(readFile("a.csv", "id;text\n1;b")).toMatchObject({
      value: { columns: ["id", "text"], rows: [["1", "b"]] },
    });
    expect(readFile("a.tsv", "id\ttext\n1\tb, c")).toMatchObject({ value: { rows: [["1", "b, c"]] } });
  });

  test("an unclosed quote is reported with its line", () => {
    expect(readFile("a.csv", 'id,text\n1,a\n2,"open\n')).toMatchObject({
      value: { problems: [{ line: 3, message: "A closing quote is missing." }] },
    });
  });

  test.each([
    ["empty.txt", " \n", "The file has no documents."],
    ["empty.jsonl", "\n", "The file has no documents."],
    ["empty.csv", "\n", "The file has no rows."],
    ["empty.json", "[]", "The file has no documents."],
    ["picture.txt", "\u0000\u0001PNG", "This file is not text."],
    ["paper.PDF", "\u0000\u0001", "PDF files are not supported. Use TXT, CSV, TSV, JSON or JSONL."],
    ["picture", "\u0000\u0001", "Files of this type are not supported. Use TXT, CSV, TSV, JSON or JSONL."],
  ])("%s is an error of the whole file", (name, text, message) => {
    expect(readFile(name, text)).toEqual({ ok: false, problems: [{ message }] });
  });

  test("broken JSON is an error at its place", () => {
    expect(readFile("broken.json", "[1, 2")).toMatchObject({ ok: false, problems: [{ line: 1, column: 6 }] });
  });
});

describe("the table of formats", () => {
  test.each([
    ["a.txt", "lines"],
    ["a.text", "lines"],
    ["a.md", "lines"],
    ["a.csv", "comma-separated"],
    ["a.tsv", "tab-separated"],
    ["a.json", "json"],
    ["a.b.JSONL", "json-lines"],
    ["a.ndjson", "json-lines"],
    ["a.log", "lines"],
    ["a", "lines"],
  ])("%s is read as %s", (name, reader) => {
    expect(findReader(name)).toBe(reader);
  });

  test("the file dialog offers every extension, and none belongs to two formats", () => {
    const extensions = acceptedFiles.split(",");
    expect(new Set(extensions)).toEqual(
      new Set([".txt", ".text", ".md", ".csv", ".tsv", ".json", ".jsonl", ".ndjson"]),
    );
    expect(extensions.length).toBe(new Set(extensions).size);
    for (const { extensions: own, reader } of formats)
      for (const extension of own) {
        expect(fileExtension(`name${extension}`)).toBe(extension);
        expect(findReader(`name${extension}`)).toBe(reader);
      }
  });

  test("docs/playground.md names every format by its usual extension", () => {
    const docs = readFileSync(new URL("../../../../docs/playground.md", import.meta.url), "utf8");
    for (const { extensions } of formats) expect(docs).toContain(extensions[0]);
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
    expect(pastedDocuments(text)).toEqual(documents);
  });
});
