/** What the reader makes of a file, of pasted text or of the JSON pane. */
import type { Encoding } from "./bytes/encodings.ts";

export interface TextProblem {
  /** From 1; absent for a problem with the whole file. */
  line?: number;
  /** From 1; absent for a problem with the whole line. */
  column?: number;
  /** A sentence. */
  message: string;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: TextProblem[] };

/** What a person can decide instead of the reader. */
export interface ReadOptions {
  /** A label of the Encoding Standard, such as `windows-1252`. */
  encoding?: string | undefined;
  /** Between the cells of a table; empty: the table has one column. */
  delimiter?: string | undefined;
  /** Whether the first row of a table is its header. */
  header?: boolean | undefined;
}

/** One record of a list. */
export interface Item {
  /** Where it begins, from 1. */
  line?: number | undefined;
  column?: number | undefined;
  /** A text, an object, or the cells of a row. */
  value: unknown;
}

/** A field of the records: its keys from the outside in; none for records that are texts themselves. */
export interface Column {
  label: string;
  /** The last key, or the header's cell; empty for records that are texts themselves and without a header. */
  name: string;
  path: readonly string[];
}

/** Records that can become documents. */
export interface RecordList {
  /** Where the list was found, such as `hits.hits`. */
  label: string;
  items: readonly Item[];
  columns: readonly Column[];
  /** Lines and strings of JSON are documents as they are; rows of a table never are. */
  form: "lines" | "json" | "json-lines" | "table";
  /** The file is this list, and nothing is around its records: they can be taken as they are. */
  direct: boolean;
  /** The query that the records belong to. */
  query?: string | undefined;
  /** The number of results that a request asks for. */
  topN?: number | undefined;
  /** The fields that a request ranks by, which decide on the text. */
  rankFields?: readonly string[] | undefined;
  problems: readonly TextProblem[];
}

/** What the fields of a list become: places in its columns. */
export interface Roles {
  text?: number | undefined;
  title?: number | undefined;
  id?: number | undefined;
  grade?: number | undefined;
}

/** The decisions that were made while reading a table, to be shown and changed. */
export interface TableSyntax {
  delimiter: string;
  header: boolean;
}

/** Judgements or ranks of documents that are elsewhere: TREC and BEIR files name documents by id and have no texts. */
export interface Judgements {
  kind: "qrels" | "run";
  /** In the order of the file. */
  topics: readonly { query: string; entries: readonly { id: string; value: number }[] }[];
}

export interface FileContent {
  /** Every list that could be meant, the most likely first. */
  lists: readonly RecordList[];
  table?: TableSyntax | undefined;
  judgements?: Judgements | undefined;
  /** The file's name says that it holds queries. */
  queries: boolean;
  /** Parts that could not be read. */
  problems: readonly TextProblem[];
}

/** What a file or a pasted text turned out to be. */
export interface Reading {
  /** Of a file. */
  encoding?: Encoding | undefined;
  /** Whether the encoding is a guess, which a person may change. */
  guessed: boolean;
  content: Parsed<FileContent>;
}

export function failure(message: string, problems: readonly TextProblem[] = []): Parsed<never> {
  return { ok: false, problems: problems.length > 0 ? problems.slice(0, 20) : [{ message }] };
}
