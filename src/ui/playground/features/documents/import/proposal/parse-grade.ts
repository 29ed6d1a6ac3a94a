/** Reads a relevance grade. Pure. */

/** @returns `undefined` for what is no number; truth is 1, and a decimal comma is understood (most of Europe writes it) */
export function parseGrade(value: unknown): number | undefined {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const truth = /^(?:true|(false))$/i.exec(value.trim());
  if (truth) return truth[1] === undefined ? 1 : 0;
  const number = Number(value.trim().replace(/^(-?\d+),(\d+)$/, "$1.$2"));
  return Number.isFinite(number) ? number : undefined;
}
