/** Reads a relevance grade. Pure. */

/** @returns `undefined` for what is no number; a decimal comma is one (spreadsheets of most of Europe write it) */
export function parseGrade(value: unknown): number | undefined {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value.trim().replace(/^(-?\d+),(\d+)$/, "$1.$2"));
  return Number.isFinite(number) ? number : undefined;
}
