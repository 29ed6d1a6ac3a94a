/** Splits a table into rows and cells, by the way of quoting that fits. Pure. */
import Papa from "papaparse";
import { importText } from "../../../../text/import.ts";
import type { TextProblem } from "../reading.ts";

export interface Row {
  /** From 1. */
  line: number;
  cells: string[];
}

export interface Rows {
  rows: Row[];
  problems: TextProblem[];
}

/** A delimiter that no text has: every line is one cell. */
const noDelimiter = "\u001F";
/** Nor does any text have this quote: quotes are characters like others. */
const noQuote = "\u001E";

/**
 * Some programs escape quotes with backslashes, and those that know no quotes write them as they are (MS MARCO): read as
 * quoted, such a file loses lines inside of its cells.
 *
 * @param delimiter empty for a table of one column
 */
export function readRows(text: string, delimiter: string): Rows {
  const separator = delimiter === "" ? noDelimiter : delimiter;
  const quoted = parse(text, separator, '"', '"');
  const merges = quoted.rows.some(({ cells }) => cells.some((cell) => cell.includes("\n")));
  if (quoted.problems.length === 0 && !(merges && separator === "\t")) return quoted;
  const plain = parse(text, separator, noQuote, noQuote);
  if (quoted.problems.length === 0)
    return usualWidth(plain.rows) > 1 && isRectangular(plain.rows) ? plain : quoted;
  const escaped = parse(text, separator, '"', "\\");
  if (escaped.problems.length === 0 && isRectangular(escaped.rows)) return withoutBackslashes(escaped);
  const literal = separator === "\t" || separator === noDelimiter;
  return literal && isRectangular(plain.rows) ? plain : recover(text, separator);
}

/** A cell with more lines than this is taken for an open quote. */
const maxCellLines = 100;

/** Reads a line with a quote that does not fit as if it had no quotes, and names it: it takes in none of the next ones. */
function recover(text: string, delimiter: string): Rows {
  const lines = text.split("\n");
  const rows: Row[] = [];
  const problems: TextProblem[] = [];
  for (let start = 0; start < lines.length;) {
    const end = quotedEnd(lines, start);
    const part = parse(lines.slice(start, end).join("\n"), delimiter, '"', '"');
    const fault = part.problems[0] ?? swallowed(lines.slice(start, end), delimiter, rows[0]?.cells.length);
    const line = start + 1;
    if (fault) {
      const cells = (lines[start] ?? "").split(delimiter);
      rows.push({ line, cells });
      problems.push({ line, message: fault.message });
    } else for (const { cells } of part.rows) rows.push({ line, cells });
    start = fault ? start + 1 : end;
  }
  return { rows, problems };
}

/** The line after the row that begins at a line: quotes come in pairs. */
function quotedEnd(lines: readonly string[], start: number): number {
  let open = false;
  for (let end = start; end < Math.min(lines.length, start + maxCellLines); end += 1) {
    const quotes = (lines[end]?.split('"').length ?? 1) - 1;
    if (quotes % 2 === 1) open = !open;
    if (!open) return end + 1;
  }
  return start + 1;
}

/** Lines that would each be a whole row by themselves are no parts of a cell. */
function swallowed(
  lines: readonly string[],
  delimiter: string,
  width: number | undefined,
): { message: string } | undefined {
  if (lines.length < 2 || width === undefined || width < 2) return undefined;
  const whole = lines.every((line) => line.split(delimiter).length === width);
  return whole ? { message: importText.tableSyntax("MissingQuotes") } : undefined;
}

function withoutBackslashes({ rows, problems }: Rows): Rows {
  const unescaped = rows.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell) => cell.replaceAll('\\"', '"')),
  }));
  return { rows: unescaped, problems };
}

function parse(text: string, delimiter: string, quoteChar: string, escapeChar: string): Rows {
  const rows: Row[] = [];
  const problems: TextProblem[] = [];
  let line = 1;
  let read = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    quoteChar,
    escapeChar,
    newline: "\n",
    step: ({ data: cells, errors, meta }) => {
      const error = errors[0];
      if (error) problems.push({ line, message: importText.tableSyntax(error.code) });
      if (cells.some((cell) => cell.trim() !== "")) rows.push({ line, cells: withoutEmptyEnd(cells) });
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
export function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 0;
}

function isRectangular(rows: readonly Row[]): boolean {
  const width = rows[0]?.cells.length;
  return rows.every(({ cells }) => cells.length === width);
}
