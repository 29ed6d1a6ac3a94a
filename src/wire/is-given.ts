/** Null counts as absent. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
