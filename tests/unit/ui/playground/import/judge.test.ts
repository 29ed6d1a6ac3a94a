import { expect, test } from "vitest";
import type { RerankDocument } from "../../../../../src/contract/rerank.ts";
import {
  applyJudgements,
  countJudged,
} from "../../../../../src/ui/playground/features/documents/import/judge.ts";
import { readJudgements } from "../../../../../src/ui/playground/features/documents/import/text/trec.ts";

const documents: RerankDocument[] = [
  { id: "d1", text: "Bread", grade: 3 },
  { id: 2, text: "Sand" },
  "A text without an id",
  { id: "d4", text: "Cat", relevance: 1 },
];
const holders = documents.map((document) => ({ document }));
const entries = [
  { id: "d4", value: 0 },
  { id: "2", value: 2 },
  { id: "elsewhere", value: 1 },
];

test("only documents that are there count", () => {
  expect(countJudged(documents, entries)).toBe(2);
});

test("qrels grade the documents that they name, and leave the others", () => {
  expect(applyJudgements("qrels", holders, entries).map(({ document }) => document)).toEqual([
    { id: "d1", text: "Bread", grade: 3 },
    { id: 2, text: "Sand", grade: 2 },
    "A text without an id",
    { id: "d4", text: "Cat", grade: 0 },
  ]);
});

test("a run orders the documents by rank; those that it lacks keep their order behind them", () => {
  const ranks = [
    { id: "2", value: 1 },
    { id: "d1", value: 2 },
  ];
  expect(applyJudgements("run", holders, ranks).map(({ document }) => document)).toEqual([
    documents[1],
    documents[0],
    documents[2],
    documents[3],
  ]);
});

test.each([
  ["q1 0 d1 1\nq1 0 d2 0", "qrels"],
  ["q1\tQ0\td1\t1\t12.3\tbm25", "run"],
  ["query-id\tcorpus-id\tscore\nq\td\t1", "qrels"],
])("%j is read as %s", (text, kind) => {
  expect(readJudgements(text)?.kind).toBe(kind);
});

test.each(["Bread is 1", "q1 0 d1 1\nand a sentence", "four words stand here", ""])(
  "%j holds no judgements",
  (text) => {
    expect(readJudgements(text)).toBeUndefined();
  },
);
