/** Files, pasted text and the JSON pane: whatever is given becomes documents, or problems with their places. */
import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import * as v from "valibot";
import { RerankDocument } from "../../src/contract/rerank.ts";
import { readPane } from "../../src/ui/playground/features/documents/import/read-pane.ts";
import { readFile, readText } from "../../src/ui/playground/features/documents/import/read.ts";
import type {
  FileContent,
  Parsed,
  TextProblem,
} from "../../src/ui/playground/features/documents/import/reading.ts";
import {
  makeDocuments,
  proposeChoice,
} from "../../src/ui/playground/features/documents/import/proposal/documents.ts";
import { must, mustBeReadable } from "./expectations.ts";
import { damagedBytes, damagedJsonText, hostileText } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const folder = "tests/fixtures/uploads";
const uploads = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(`${folder}/${name}`) }));
const extensions = ["json", "jsonl", "csv", "tsv", "txt", "md", "gz", "xml", "pdf", "qrels", ""];
const name = fc.oneof(
  fc
    .tuple(fc.constantFrom("a", "queries", "triples", "../../x", "C:\\x"), fc.constantFrom(...extensions))
    .map((parts) => parts.join(".")),
  hostileText,
);

function mustBeRead(content: Parsed<FileContent>): void {
  if (!content.ok) {
    must(content.problems.length > 0, "what cannot be read has a problem");
    mustBeProblems(content.problems);
    return;
  }
  const { lists, judgements, problems } = content.value;
  must(lists.length > 0 || judgements !== undefined, "what can be read holds something");
  mustBeProblems(problems);
  for (const list of lists.slice(0, 5)) {
    const { documents, problems: more } = makeDocuments(list, proposeChoice(list));
    mustBeProblems(more);
    must(documents.length <= list.items.length, "a record is one document at most");
    for (const document of documents.slice(0, 50))
      must(v.is(RerankDocument, document), "a document is valid");
  }
}

function mustBeProblems(problems: readonly TextProblem[]): void {
  for (const { line, column, message } of problems.slice(0, 30)) {
    mustBeReadable(message);
    must(
      [line, column].every((place) => place === undefined || (Number.isInteger(place) && place > 0)),
      "a place counts from 1",
    );
  }
}

fuzz(
  "import: a damaged file",
  fc.constantFrom(...uploads).chain((upload) =>
    fc.record({
      name: fc.oneof({ weight: 3, arbitrary: fc.constant(upload.name) }, name),
      bytes: damagedBytes(upload.bytes),
    }),
  ),
  async ({ name, bytes }) => mustBeRead((await readFile(name, bytes)).content),
);

const request = { query: "bread", top_n: 2, documents: ["the oven", { text: "a river", id: 7, title: "t" }] };
const table = fc
  .tuple(
    fc.constantFrom(",", "\t", ";", "|"),
    fc.array(fc.array(hostileText, { maxLength: 4 }), { maxLength: 5 }),
  )
  .map(([delimiter, rows]) => rows.map((row) => row.join(delimiter)).join("\n"));
const lines = fc
  .array(damagedJsonText(request.documents[1]), { maxLength: 4 })
  .map((texts) => texts.join("\n"));
const text = fc.oneof(
  damagedJsonText(request),
  damagedJsonText(request.documents),
  lines,
  table,
  hostileText,
);

fuzz("import: any text", fc.tuple(fc.option(name), text), ([name, content]) =>
  mustBeRead(readText({ name: name ?? undefined, text: content })),
);

fuzz("import: any text in the JSON pane", text, (content) => {
  const read = readPane(content);
  if (read.kind === "problems") mustBeProblems(read.problems);
  if (read.kind === "documents")
    for (const document of read.documents) must(v.is(RerankDocument, document), "a document is valid");
});

const document = fc.oneof(
  hostileText,
  fc.record({ text: hostileText, id: fc.integer(), title: hostileText, constructor: hostileText }),
);

fuzz(
  "import: documents that are written are read",
  fc.array(document, { minLength: 1, maxLength: 4 }),
  (documents) => {
    const read = readPane(JSON.stringify(documents));
    must(
      read.kind === "documents" && JSON.stringify(read.documents) === JSON.stringify(documents),
      "documents are as they were",
    );
  },
);
