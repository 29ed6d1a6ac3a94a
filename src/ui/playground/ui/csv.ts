import Papa from "papaparse";

/**
 * A spreadsheet runs a cell that begins like this as a formula (OWASP, "CSV Injection"). The library's own pattern misses
 * cells with several lines. Numbers stay numbers, as far as every spreadsheet has them: no power of three digits.
 */
const formula = /^(?!-?\d+(?:\.\d+)?(?:e[+-]?\d{1,2})?$)[=+\-@\t\r\n＝＋－＠]/i;

/** Rows as CSV, with an apostrophe before what would be a formula: the cell then shows its text. */
export function toCsv(rows: Parameters<typeof Papa.unparse>[0]): string {
  return `${Papa.unparse(rows, { escapeFormulae: formula })}\n`;
}
