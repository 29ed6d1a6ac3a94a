/** How encodings are put together for one run of the session. Pure. */

export interface BatchLimits {
  /** Rows × longest row, padding included. */
  tokens: number;
  rows: number;
  /**
   * Rows are padded to a multiple of so many tokens, so that a device meets few shapes: its self-test is then of the
   * same shapes as every run.
   */
  widthStep: number;
}

/** One text per run: for weights whose scores move with the rest of the batch. */
export const singleRows: BatchLimits = { tokens: 0, rows: 1, widthStep: 1 };

/**
 * Groups rows of similar length.
 * @param lengths tokens of each row
 * @returns positions in `lengths`, longest first, each exactly once; a row over the limit stands alone
 */
export function batchesByLength(lengths: readonly number[], limits: BatchLimits): number[][] {
  const order = lengths.map((_, position) => position);
  order.sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  let longest = 0;
  for (const position of order) {
    const fits = batch.length < limits.rows && (batch.length + 1) * longest <= limits.tokens;
    if (batch.length > 0 && !fits) {
      batches.push(batch);
      batch = [];
    }
    if (batch.length === 0) longest = lengths[position] ?? 0;
    batch.push(position);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
