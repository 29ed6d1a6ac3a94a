/** Reads a table: CSV, TSV and their relatives. Pure. */
import Papa from "papaparse";
import { importText } from "../../../../text/import.ts";
import {
  type Item,
  type Parsed,
  type ReadOptions,
  type RecordList,
  type TableSyntax,
  type TextProblem,
  failure,
} from "../reading.ts";
import { likelyDelimiter } from "./delimiter.ts";
import { isHeader } from "./header.ts";

export interface Row {
  /** From 1. */
  line: number;
  cells: string[];
}

interface Rows {
  rows: Row[];
  problems: TextProblem[];
}

/** A delimiter that no text has: every line is one cell. */
const noDelimiter = "\u001F";
/** Nor does any text have this quote: quotes are characters like others. */
const noQuote = "\u001E";

/**
 * @param text with `\n` as line end
 * @param usual the delimiter of the file's format; `undefined`: it is found
 */
export function readTable(
  text: string,
  usual: string | undefined,
  options: ReadOptions,
): Parsed<{ list: RecordList; table: TableSyntax }> {
  // Excel's own line, which names the delimiter and is no part of the table.
  const [named, own] = /^sep=(.)\n/.exec(text) ?? [];
  const delimiter = options.delimiter ?? own ?? usual ?? likelyDelimiter(text);
  const { rows, problems } = readRows(named === undefined ? text : blankLine(text), delimiter);
  if (rows.length === 0) return failure(importText.noRows, problems);
  const header = options.header ?? isHeader(rows);
  const records = header ? rows.slice(1) : rows;
  if (records.length === 0) return failure(importText.headerOnly, problems);
  const names = header ? (rows[0]?.cells ?? []) : [];
  const joined = joinOverflow(records, header ? names.length : usualWidth(records), delimiter);
  const list = tableList(importText.rows, joined.items, names, [...problems, ...joined.problems]);
  return { ok: true, value: { list, table: { delimiter, header } } };
}

/** @param names the header's cells; none for a table without a header */
export function tableList(
  label: string,
  items: readonly Item[],
  names: readonly string[],
  problems: readonly TextProblem[],
): RecordList {
  const width = Math.max(names.length, ...firstWidths(items));
  const columns = Array.from({ length: width }, (_, index) => {
    const name = names[index]?.trim() ?? "";
    return { label: name || importText.column(index + 1), name, path: [String(index)] };
  });
  return { label, items, columns, form: "table", direct: false, problems };
}

function blankLine(text: string): string {
  return text.slice(text.indexOf("\n"));
}

/**
 * The rows, by the way of quoting that fits. Some programs escape quotes with backslashes, and those that know no quotes
 * write them as they are (MS MARCO): read as quoted, such a file loses lines inside of its cells.
 */
function readRows(text: string, delimiter: string): Rows {
  const separator = delimiter === "" ? noDelimiter : delimiter;
  const quoted = parse(text, separator, '"', '"');
  const merges = quoted.rows.some(({ cells }) => cells.some((cell) => cell.includes("\n")));
  if (quoted.problems.length === 0 && !merges) return quoted;
  const plain = parse(text, separator, noQuote, noQuote);
  if (quoted.problems.length === 0) {
    return separator === "\t" && usualWidth(plain.rows) > 1 && isRectangular(plain.rows) ? plain : quoted;
  }
  const escaped = parse(text, separator, '"', "\\");
  if (escaped.problems.length === 0 && isRectangular(escaped.rows)) return withoutBackslashes(escaped);
  const literal = separator === "\t" || separator === noDelimiter;
  return literal && isRectangular(plain.rows) ? plain : parseRecovering(text, separator);
}

/** Reads lines with a quote that does not fit as if they had no quotes, and names them: none of them takes in the next ones. */
function parseRecovering(text: string, delimiter: string): Rows {
  const rows: Row[] = [];
  const problems: TextProblem[] = [];
  let [rest, before] = [text, 0];
  for (;;) {
    const part = parse(rest, delimiter, '"', '"', true);
    rows.push(...part.rows.map(({ line, cells }) => ({ line: line + before, cells })));
    const fault = part.problems[0];
    if (fault?.line === undefined) return { rows, problems };
    problems.push({ ...fault, line: fault.line + before });
    const lines = rest.split("\n", fault.line);
    rows.push({ line: fault.line + before, cells: (lines.at(-1) ?? "").split(delimiter) });
    rest = rest.slice(lines.join("\n").length + 1);
    before += fault.line;
  }
}

function withoutBackslashes({ rows, problems }: Rows): Rows {
  const unescaped = rows.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell) => cell.replaceAll('\\"', '"')),
  }));
  return { rows: unescaped, problems };
}

/** @param stop at the first row with a fault, which is then not among the rows */
function parse(text: string, delimiter: string, quoteChar: string, escapeChar: string, stop = false): Rows {
  const rows: Row[] = [];
  const problems: TextProblem[] = [];
  let line = 1;
  let read = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    quoteChar,
    escapeChar,
    newline: "\n",
    step: ({ data: cells, errors, meta }, parser) => {
      const error = errors[0];
      if (error) problems.push({ line, message: importText.tableSyntax(error.code) });
      if (error && stop) parser.abort();
      else if (cells.some((cell) => cell.trim() !== "")) rows.push({ line, cells: withoutEmptyEnd(cells) });
      for (; read < meta.cursor; read += 1) if (text[read] === "\n") line += 1;
    },
  });
  return { rows, problems };
}

/** Programs end lines with a delimiter or two. */
function withoutEmptyEnd(cells: string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== "");
  return cells.slice(0, last + 1);
}

/** The most frequent number of cells. */
function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 0;
}

function isRectangular(rows: readonly Row[]): boolean {
  const width = rows[0]?.cells.length;
  return rows.every(({ cells }) => cells.length === width);
}

function firstWidths(items: readonly Item[]): number[] {
  return items.slice(0, 200).map(({ value }) => (Array.isArray(value) ? value.length : 0));
}

/**
 * A row with more cells than the header has an unquoted delimiter in one of them. In the last column, where texts
 * usually stand, its parts are put together; the row is named either way.
 */
function joinOverflow(
  rows: readonly Row[],
  width: number,
  delimiter: string,
): { items: Item[]; problems: TextProblem[] } {
  const problems: TextProblem[] = [];
  const items = rows.map(({ line, cells }) => {
    if (cells.length <= width || width === 0) return { line, value: cells };
    problems.push({ line, message: importText.tooManyCells(cells.length, width) });
    return { line, value: [...cells.slice(0, width - 1), cells.slice(width - 1).join(delimiter)] };
  });
  return { items, problems };
}
