import { readFileSync } from "node:fs";
import fc from "fast-check";
import { printParseErrorCode } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import type { RerankDocument } from "../../../../../src/contract/rerank.ts";
import {
  acceptedFiles,
  fileExtension,
  findReader,
  formats,
} from "../../../../../src/ui/playground/features/documents/import/formats.ts";
import { canBeDocuments } from "../../../../../src/ui/playground/features/documents/import/read-paste.ts";
import { readPane } from "../../../../../src/ui/playground/features/documents/import/read-pane.ts";
import { isOneText, readText } from "../../../../../src/ui/playground/features/documents/import/read.ts";
import {
  makeDocuments,
  otherColumns,
  proposeChoice,
} from "../../../../../src/ui/playground/features/documents/import/proposal/documents.ts";
import { plainDocuments } from "../../../../../src/ui/playground/features/documents/import/proposal/plain.ts";
import type {
  FileContent,
  ReadOptions,
} from "../../../../../src/ui/playground/features/documents/import/reading.ts";
import { importText } from "../../../../../src/ui/playground/text/import.ts";

const document = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.record({ text: fc.string(), id: fc.integer() }),
  fc.record({ text: fc.string(), metadata: fc.dictionary(fc.constantFrom("a", "b"), fc.integer()) }),
);

function content(name: string | undefined, text: string, options?: ReadOptions): FileContent {
  const read = readText({ name, text }, options);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** The first list as the page proposes it. */
function proposed(name: string | undefined, text: string, options?: ReadOptions): RerankDocument[] {
  const [list] = content(name, text, options).lists;
  if (!list) throw new Error("There is no list.");
  return makeDocuments(list, proposeChoice(list)).documents;
}

describe("the JSON pane", () => {
  test("documents survive writing and reading", () => {
    fc.assert(
      fc.property(fc.array(document), (documents) => {
        expect(readPane(JSON.stringify(documents, null, 2))).toEqual({ kind: "documents", documents });
      }),
    );
  });

  test("a request waits for a choice, with its query and its number of results", () => {
    const read = readPane('{"query": "q", "top_n": 2, "documents": ["a"]}');
    expect(read).toMatchObject({
      kind: "choice",
      content: { lists: [{ label: "documents", query: "q", topN: 2, items: [{ value: "a" }] }] },
    });
    expect(readPane('{"documents": ["a"]}')).toEqual({ kind: "documents", documents: ["a"] });
    expect(readPane('{"documents": ["a"], "top_n": 2}')).toMatchObject({
      kind: "choice",
      content: { lists: [{ topN: 2 }] },
    });
  });

  test("comments and trailing commas are no errors", () => {
    expect(readPane('["a",] // b')).toEqual({ kind: "documents", documents: ["a"] });
  });

  test.each([
    ['[\n  "a"\n  "b"\n]', 3, 3, "Expected a comma."],
    ['["a', 1, 2, "A closing double quote is missing."],
    ['[\n "a",\n 5\n]', 3, 2, "Document 2 must be a string"],
    ['[{"title": "t"}]', 1, 2, "Document 1"],
    ['["a"] "b"', 1, 7, "Expected nothing more"],
    ["[bare]", 1, 2, "double quotes"],
    ["5", 1, 1, "Expected a list of documents"],
  ])("%j has an error at line %i, column %i: %s", (text, line, column, message) => {
    expect(readPane(text)).toMatchObject({
      kind: "problems",
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

  test("no input makes the reader throw", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("a.json", "a.jsonl", "a.csv", "a.tsv", "a.txt", undefined),
        (text, name) => {
          expect(typeof readPane(text).kind).toBe("string");
          expect(typeof readText({ name, text }).ok).toBe("boolean");
        },
      ),
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(typeof readPane(text).kind).toBe("string");
      }),
    );
    expect(readPane("")).toMatchObject({ kind: "problems" });
    expect(readPane("[".repeat(200_000))).toMatchObject({ kind: "problems" });
  });
});

describe("files", () => {
  test(".txt: one document per line, without blank lines and byte-order mark", () => {
    expect(plainDocuments(content("a.txt", "\uFEFFone\r\n\r\n  two \nthree"))).toEqual({
      documents: ["one", "two", "three"],
      problems: [],
    });
  });

  test(".jsonl: unreadable lines are reported, the rest is read", () => {
    const text = '"a"\n{"text": "b", "id": 1}\n\n{"title": "no text"}\n{broken\n"c"';
    const plain = plainDocuments(content("a.JSONL", text));
    expect(plain?.documents).toEqual(["a", { text: "b", id: 1 }, "c"]);
    expect(plain?.problems.map(({ line }) => line).sort()).toEqual([4, 5]);
  });

  test(".csv: quotes, line breaks in cells, and the proposed column", () => {
    const [list] = content("a.csv", 'id,text\n1,"first, with a comma"\n2,"two\nlines"\n3,\n').lists;
    if (!list) throw new Error("There is no list.");
    const choice = proposeChoice(list);
    expect(list.columns.map(({ label }) => label)).toEqual(["id", "text"]);
    expect(choice).toMatchObject({ text: 1, id: 0 });
    expect(makeDocuments(list, { ...choice, id: undefined })).toEqual({
      documents: ["first, with a comma", "two\nlines"],
      // The cell with a line break takes lines 3 and 4.
      problems: [{ line: 5, message: "Left out: “text” has no text here." }],
    });
    expect(makeDocuments(list, { text: 0, others: false }).documents).toEqual(["1", "2", "3"]);
  });

  test(".csv with semicolons and .tsv", () => {
    expect(content("a.csv", "id;text\n1;b")).toMatchObject({
      table: { delimiter: ";", header: true },
      lists: [{ columns: [{ label: "id" }, { label: "text" }], items: [{ value: ["1", "b"] }] }],
    });
    expect(content("a.tsv", "id\ttext\n1\tb, c")).toMatchObject({
      lists: [{ items: [{ value: ["1", "b, c"] }] }],
    });
  });

  test("an unclosed quote is reported with its line, and takes in no other", () => {
    expect(content("a.csv", 'id,text\n1,a\n2,"open\n3,b\n')).toMatchObject({
      lists: [
        {
          items: [{ value: ["1", "a"] }, { value: ["2", '"open'] }, { value: ["3", "b"] }],
          problems: [{ line: 3, message: "A closing quote is missing." }],
        },
      ],
    });
  });

  test("a person can say that there is no header, or another delimiter", () => {
    const text = "text,tag\nBread,x\n";
    expect(proposed("a.csv", text)).toEqual(["Bread"]);
    expect(content("a.csv", text, { header: false }).lists[0]?.items.length).toBe(2);
    expect(proposed("a.csv", text, { delimiter: "", header: true })).toEqual(["Bread,x"]);
    expect(content("a.txt", "a;b\nc;d", { delimiter: ";" }).table).toMatchObject({ delimiter: ";" });
  });

  test("a row with more cells than the header is put together and named", () => {
    const [list] = content("a.csv", "id,text\n1,bread, butter, jam\n2,b").lists;
    expect(list?.items[0]?.value).toEqual(["1", "bread, butter, jam"]);
    expect(list?.problems).toMatchObject([
      { line: 2, message: expect.stringContaining("4 cells instead of 2") },
    ]);
  });

  test("a grade that is no number is named", () => {
    const [list] = content("a.csv", "text,grade\nBread,1\nSand,high\n").lists;
    if (!list) throw new Error("There is no list.");
    expect(makeDocuments(list, { text: 0, grade: 1, others: false })).toEqual({
      documents: [{ grade: 1, text: "Bread" }, "Sand"],
      problems: [{ line: 3, message: "The grade “high” is not a number, so this document has none." }],
    });
  });

  test.each([
    ["a.csv", "text,is_relevant\nBread,True\nSand,False\n"],
    ["a.json", '[{"text": "Bread", "is_relevant": true}, {"text": "Sand", "is_relevant": false}]'],
    ["a.csv", "text;label\nBread;1,0\nSand;0,0\n"],
  ])("%s: truth and decimal commas are grades: %j", (name, text) => {
    expect(proposed(name, text)).toEqual([
      { grade: 1, text: "Bread" },
      { grade: 0, text: "Sand" },
    ]);
  });

  test("other fields are kept on request, and embeddings never", () => {
    const text = JSON.stringify([
      { content: "Bread", url: "https://example.org", vector: [0.1, 0.2, 0.3, 0.4] },
    ]);
    const [list] = content("a.json", text).lists;
    if (!list) throw new Error("There is no list.");
    const choice = proposeChoice(list);
    expect(otherColumns(list, choice)).toEqual(["url"]);
    expect(makeDocuments(list, choice).documents).toEqual(["Bread"]);
    expect(makeDocuments(list, { ...choice, others: true }).documents).toEqual([
      { metadata: { url: "https://example.org" }, text: "Bread" },
    ]);
  });

  test.each([
    ["an address", "text,url\nBread bakes in an oven,https://example.org/a/very/long/path/to/the/page/of/it"],
    ["an embedding", `text,embedding\nBread bakes in an oven,"[${"0.123456, ".repeat(20)}0.1]"`],
    ["HTML", "body,html\nBread bakes in an oven,<div><p>Bread bakes in an oven and more of it</p></div>"],
  ])("%s is never proposed as the text", (_, table) => {
    expect(proposed("a.csv", table)).toEqual(["Bread bakes in an oven"]);
    // Not even under a name that texts have.
    expect(proposed("a.csv", table.replace(/^(\w+),(\w+)/, "note,content"))).toEqual([
      "Bread bakes in an oven",
    ]);
  });

  test.each([
    ["empty.txt", " \n", "The file has no documents."],
    ["empty.jsonl", "\n", "The file has no documents."],
    ["empty.csv", "\n", "The file has no rows."],
    ["empty.json", "[]", "The file has no documents."],
    ["no-hit.json", '{"hits": {"total": 0, "hits": []}}', "The file has no documents."],
    [
      "page.html",
      "<!doctype html><p>text</p>",
      "HTML files are not read here. Copy its text, or save it as TXT, and open that.",
    ],
    [
      "feed.rss",
      '<?xml version="1.0"?><rss></rss>',
      "XML files are not read here. Save its contents as CSV or JSON and open that.",
    ],
  ])("%s is an error of the whole file", (name, text, message) => {
    expect(readText({ name, text })).toEqual({ ok: false, problems: [{ message }] });
  });

  test("a table with a space after each comma has the columns of its header", () => {
    expect(proposed("a.csv", "text, id, url\nBread, 1, http://a\nSand, 2, http://b\n")).toEqual([
      { id: "1", text: "Bread" },
      { id: "2", text: "Sand" },
    ]);
  });

  test.each(["sep=;", "SEP=;", '"sep=;"'])("the line %s names the delimiter and is no row", (line) => {
    for (const name of ["a.csv", "a.txt", undefined])
      expect(proposed(name, `${line}\nid;text\n1;Bread, jam\n`)).toEqual([{ id: "1", text: "Bread, jam" }]);
  });

  test.each([
    ["Call me at 5\nChapter one page 12\n", ["Call me at 5", "Chapter one page 12"]],
    ["Bread costs about 5 10 dollars\n", ["Bread costs about 5 10 dollars"]],
  ])("lines with a number where judgements and runs have one are texts: %j", (text, documents) => {
    expect(proposed("lines.txt", text)).toEqual(documents);
  });

  test.each([
    ["q1 0 d1 1\nq1\t0\td2\t-1\n", "qrels"],
    ["q1 Q0 d1 1\n", "qrels"],
    ["q1 Q0 d1 1 12.5 bm25\nq1 q0 d2 2 -1e-3 bm25\n", "run"],
    ["q1 0 d1 1 12.5 bm25\n", "run"],
  ])("%j is a file of %s", (text, kind) => {
    expect(content("a.txt", text).judgements?.kind).toBe(kind);
  });

  test("of lists inside each other, the one with the texts is taken", () => {
    const squad = {
      data: [{ title: "Ovens", paragraphs: [{ context: "An oven bakes.", qas: [{ question: "What?" }] }] }],
    };
    const text = JSON.stringify(squad);
    expect(content("squad.json", text).lists.map(({ label }) => label)).toEqual(["data[0].paragraphs"]);
    expect(proposed("squad.json", text)).toEqual(["An oven bakes."]);
    const hits = [{ hits: [{ blurb: "An oven bakes bread." }], info: "two words" }];
    expect(content("a.json", JSON.stringify({ results: hits })).lists.map(({ label }) => label)).toEqual([
      "results[0].hits",
    ]);
  });

  test("every hard negative of a training set is a document", () => {
    const row = { anchor: "q", positive: "Bread", negative_1: "Sand", negative_2: "Sea" };
    const [list] = content("a.jsonl", JSON.stringify(row)).lists;
    expect(list).toMatchObject({
      query: "q",
      items: [
        { value: { text: "Bread", grade: 1 } },
        { value: { text: "Sand", grade: 0 } },
        { value: { text: "Sea", grade: 0 } },
      ],
    });
  });

  // By Pinecone's API: an upsert has a list, and the answer to a fetch a map.
  test("vectors with their texts are documents", () => {
    const values = [0.1, 0.2, 0.3, 0.4];
    const one = { id: "v1", values, metadata: { text: "Bread bakes" } };
    const other = { id: "v2", values, metadata: { text: "Sand flows" } };
    for (const vectors of [[one, other], { v1: one, v2: other }])
      expect(proposed("a.json", JSON.stringify({ vectors, namespace: "n" }))).toEqual([
        { id: "v1", text: "Bread bakes" },
        { id: "v2", text: "Sand flows" },
      ]);
  });

  test("NaN beside a string of many megabytes is read", () => {
    const text = `[{"text": "NaN, \\"${"a".repeat(30_000_000)}", "year": NaN}]`;
    expect(String(Object(proposed("a.json", text)[0]).text).slice(0, 6)).toBe('NaN, "');
  });

  test("many blank lines take no time", () => {
    const started = performance.now();
    const text = `{"text": "a"}\n${"\n".repeat(100_000)}{broken`;
    expect(proposed("a.jsonl", text)).toEqual([{ text: "a" }]);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test("broken JSON is an error at its place", () => {
    expect(readText({ name: "broken.json", text: "[1, 2" })).toMatchObject({
      ok: false,
      problems: [{ line: 1, column: 6 }],
    });
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
    ["a.csv.txt", "comma-separated"],
    ["a.log", "lines"],
    ["a", "lines"],
  ])("%s is read as %s", (name, reader) => {
    expect(findReader(name)).toBe(reader);
  });

  test("the file dialog offers every extension, and none belongs to two formats", () => {
    const extensions = acceptedFiles.split(",");
    expect(new Set(extensions)).toEqual(
      new Set([
        ".txt",
        ".text",
        ".md",
        ".csv",
        ".tsv",
        ".tab",
        ".json",
        ".jsonl",
        ".ndjson",
        ".jsonlines",
        ".run",
        ".qrels",
        ".trec",
        ".gz",
      ]),
    );
    expect(extensions.length).toBe(new Set(extensions).size);
    for (const { extensions: own, reader } of formats)
      for (const extension of own) {
        expect(fileExtension(`name${extension}`)).toBe(extension);
        expect(findReader(`name${extension}`)).toBe(reader);
      }
  });

  test("docs/playground.md names every format by its usual extension", () => {
    const docs = readFileSync(new URL("../../../../../docs/playground.md", import.meta.url), "utf8");
    for (const { extensions } of formats) expect(docs).toContain(extensions[0]);
  });
});

describe("paste", () => {
  /** What a paste into an empty row becomes without a question; `undefined`: a text, as it is. */
  function pasted(text: string): RerankDocument[] | undefined {
    if (!canBeDocuments(text) || isOneText(text)) return undefined;
    return plainDocuments(content(undefined, text))?.documents;
  }

  test.each([
    ["one line of text", undefined],
    ["a line and its end\n", undefined],
    ["two\nlines", ["two", "lines"]],
    ['["a", {"text": "b"}]', ["a", { text: "b" }]],
    ["[not json] but text", undefined],
    ["{not json} but text", undefined],
    ['[{"title": null, "text": "b"}]', [{ text: "b" }]],
  ])("%j", (text, documents) => {
    expect(pasted(text)).toEqual(documents);
  });

  test("what an upload refuses is refused in a paste", () => {
    const text = "[{}, {}]";
    const uploaded = readText({ name: "a.json", text });
    expect(uploaded.ok).toBe(false);
    expect(readText({ name: undefined, text })).toEqual(uploaded);
  });

  test("cells of a spreadsheet are a table", () => {
    expect(proposed(undefined, "id\ttext\r\n1\tBread\r\n2\tSand\r\n")).toEqual([
      { id: "1", text: "Bread" },
      { id: "2", text: "Sand" },
    ]);
  });
});
