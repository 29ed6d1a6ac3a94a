/** Finds what stands between the cells of a table. Pure. */
import Papa from "papaparse";
import { isKnownName } from "../proposal/names.ts";
import { delimiters } from "./delimiters.ts";

const sampleRows = 100;

/** @returns one of `delimiters`; empty for a table of one column */
export function likelyDelimiter(text: string): string {
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, fit: fit(text, delimiter) }))
    .filter(({ fit: share }) => share > 0)
    .sort((a, b) => b.fit - a.fit);
  return best?.delimiter ?? "";
}

/** The share of rows that have as many cells as the first; 0 for a delimiter that the first row lacks. */
function fit(text: string, delimiter: string): number {
  if (isPunctuation(text, delimiter)) return 0;
  const { data } = Papa.parse<string[]>(text, {
    delimiter,
    newline: "\n",
    skipEmptyLines: "greedy",
    preview: sampleRows,
  });
  const width = data[0]?.length ?? 0;
  if (width < 2) return 0;
  const same = data.filter(({ length }) => length === width).length;
  return same / data.length;
}

/** Commas in sentences have a space after them; delimiters hardly ever do. */
function isPunctuation(text: string, delimiter: string): boolean {
  if (delimiter !== "," && delimiter !== ";") return false;
  const sample = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, "");
  const all = sample.split(delimiter).length - 1;
  const spaced = sample.split(`${delimiter} `).length - 1;
  const [header = ""] = sample.split("\n", 1);
  const cells = header.split(delimiter);
  const inHeader = cells.length > 1 && (!cells.some((cell) => cell.startsWith(" ")) || isSpacedHeader(cells));
  return !inHeader && all > 0 && spaced / all > 0.5;
}

/** `id, text`: single words, of which one is the name of a field. */
function isSpacedHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim());
  return names.every((name) => /^[\w.-]+$/.test(name)) && names.some(isKnownName);
}

/** Whether text that does not call itself a table is one: cells that were copied from a spreadsheet have tabs. */
export function looksTabbed(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const width = lines[0]?.split("\t").length ?? 0;
  if (width < 2) return false;
  const same = lines.filter((line) => line.split("\t").length === width).length;
  return same === lines.length;
}
