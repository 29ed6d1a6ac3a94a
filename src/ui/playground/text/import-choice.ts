/** Sentences and labels of the form that says what becomes of a file. Loaded with the first file that needs it. */
import { plural } from "../../text/format.ts";

const number = (value: number): string => value.toLocaleString("en");

const delimiterNames: Record<string, string> = {
  "": "none: one column",
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "vertical bar",
};

/** @param table whether the records are rows of a table */
const noun = (table: boolean): string => (table ? "Column" : "Field");

export const importChoiceText = {
  region: (name: string) => `What to take from ${name}`,
  documents: (name: string, table: boolean) => `${noun(table)} of ${name} with the documents`,
  titles: (table: boolean) => `${noun(table)} with titles`,
  ids: (table: boolean) => `${noun(table)} with ids`,
  grades: (table: boolean) => `${noun(table)} with grades`,
  none: "none",
  itself: "the whole line",
  list: "Documents in this file",
  listOption: (label: string, count: number) => `${label} (${number(count)})`,
  encoding: "Text encoding",
  guessed: "The file does not say how its text is encoded. This is a guess: check the sample.",
  delimiter: "Between the columns",
  delimiterOption: (delimiter: string) => delimiterNames[delimiter] ?? delimiter,
  header: "The first row is a header",
  others: (fields: readonly string[]) => `Keep other fields: ${fields.join(", ")}`,
  query: (query: string) => `Take the query: ${query}`,
  topN: (topN: number) => `Return ${number(topN)} documents, as the request asks for`,
  sample: "First documents",
  problems: (count: number) =>
    count === 1
      ? "1 part could not be taken as it is:"
      : `${number(count)} parts could not be taken as they are:`,
  take: (count: number) => `Use ${plural(count, "document")}`,
  cancel: "Do not open",
  chooseText: "Choose the field that holds the texts.",
  emptyColumn: "This column is empty.",

  takeAs: "Use as",
  asDocuments: "documents",
  asQuery: "the query",
  queryChoice: "Query",
  takeQuery: "Use this query",
  tookQuery: (name: string) => `Took the query from ${name}.`,

  topic: "Query of the judgements",
  topicOption: (query: string, matches: number, entries: number) =>
    `${query}: ${number(matches)} of ${number(entries)} documents are here`,
  qrels: "The file has grades, and names documents by id. It has no texts.",
  run: "The file is a ranking, and names documents by id. It has no texts.",
  grade: (count: number) => `Grade ${plural(count, "document")}`,
  order: (count: number) => `Put ${plural(count, "document")} into this order`,
  noneHere: "None of these documents is here. Open the file with their texts and ids first.",
  graded: (count: number, name: string) => `Graded ${plural(count, "document")} by ${name}.`,
  ordered: (count: number, name: string) => `Ordered ${plural(count, "document")} as in ${name}.`,
} as const;
