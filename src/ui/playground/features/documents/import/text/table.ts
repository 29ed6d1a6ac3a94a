/** Reads a table: CSV, TSV and their relatives. Pure. */
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
import { type Row, readRows, usualWidth } from "./rows.ts";

/** Excel's own line, which names the delimiter and is no part of the table. Programs that write tables put it into quotes. */
export const delimiterLine = /^(?:"sep=(.)"|sep=(.))\n/i;

/**
 * @param text with `\n` as line end
 * @param usual the delimiter of the file's format; `undefined`: it is found
 */
export function readTable(
  text: string,
  usual: string | undefined,
  options: ReadOptions,
): Parsed<{ list: RecordList; table: TableSyntax }> {
  const [named, quoted, own = quoted] = delimiterLine.exec(text) ?? [];
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

function firstWidths(items: readonly Item[]): number[] {
  return items.slice(0, 200).map(({ value }) => (Array.isArray(value) ? value.length : 0));
}

/**
 * A row with more cells than the header has an unquoted delimiter in one of them. In prose a space follows it, so its
 * parts are put together there; what is still too much, in the last column. The row is named either way.
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
    const joined = joinProse(cells, width, delimiter);
    return { line, value: [...joined.slice(0, width - 1), joined.slice(width - 1).join(delimiter)] };
  });
  return { items, problems };
}

function joinProse(cells: readonly string[], width: number, delimiter: string): string[] {
  const joined: string[] = [];
  cells.forEach((cell, index) => {
    const last = joined.length - 1;
    const tooMany = joined.length + cells.length - index > width;
    if (tooMany && last >= 0 && cell.startsWith(" "))
      joined[last] = `${joined[last] ?? ""}${delimiter}${cell}`;
    else joined.push(cell);
  });
  return joined;
}
