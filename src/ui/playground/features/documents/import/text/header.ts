/** Tells a header from a first row of data. Pure. */
import { isKnownName } from "../proposal/names.ts";
import type { Row } from "./rows.ts";

export function isHeader(rows: readonly Row[]): boolean {
  const [first, ...rest] = rows;
  if (!first) return false;
  const names = first.cells.map((cell) => cell.trim());
  if (names.some(isKnownName)) return names.every(isLabel);
  if (rest.length === 0 || !names.every(isName)) return false;
  // Below a name stand values that are longer, or numbers.
  return names.some((name, column) => {
    const cells = rest.slice(0, 50).map(({ cells: row }) => row[column]?.trim() ?? "");
    const length = cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length;
    return length > 2 * name.length || cells.every((cell) => cell !== "" && !Number.isNaN(Number(cell)));
  });
}

/** Anything short but a sentence or an address. */
const isLabel = (cell: string): boolean => cell.length <= 60 && !/:\/\/|\s.*[.!]$/.test(cell);

/** A word or a few, such as `item_name` or `Item name`, and neither a sentence nor a number. Pandas leaves one name empty. */
function isName(cell: string): boolean {
  if (cell === "") return true;
  return cell.length <= 40 && cell.split(/\s+/).length <= 4 && /^[\p{L}_@#][^.!?:/]*$/u.test(cell);
}
