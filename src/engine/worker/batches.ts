/** Groups encodings into batches for single runs of the session. Pure. */

export interface BatchLimits {
  /** Rows × longest row, padding included. */
  tokens: number;
  rows: number;
  /**
   * Rows are padded to a multiple of this many tokens. A device then sees few shapes, and the self-test covers the shapes
   * of later runs.
   */
  widthStep: number;
}

/** One text per run: for weights whose scores depend on the rest of the batch. */
export const singleRows: BatchLimits = { tokens: 0, rows: 1, widthStep: 1 };

/**
 * Groups rows of similar length.
 * @param lengths tokens of each row
 * @returns positions in `lengths`, longest first, each exactly once; a row over the limit is a batch of its own
 */
export function batchesByLength(lengths: readonly number[], limits: BatchLimits): number[][] {
  const order = lengths.map((_, position) => position);
  order.sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  let maxLength = 0;
  for (const position of order) {
    const fits = batch.length < limits.rows && (batch.length + 1) * maxLength <= limits.tokens;
    if (batch.length > 0 && !fits) {
      batches.push(batch);
      batch = [];
    }
    if (batch.length === 0) maxLength = lengths[position] ?? 0;
    batch.push(position);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
