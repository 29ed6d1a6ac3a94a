import fc from "fast-check";
import { expect, test } from "vitest";
import { batchesByLength, singleRows } from "../../../../src/engine/worker/batches.ts";

const lengths = fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 60 });
const limits = fc.record({
  tokens: fc.integer({ min: 1, max: 1000 }),
  rows: fc.integer({ min: 1, max: 16 }),
  widthStep: fc.constant(1),
});

test("every row is in one batch, and no batch of several passes the limits", () => {
  fc.assert(
    fc.property(lengths, limits, (rows, limit) => {
      const batches = batchesByLength(rows, limit);
      expect(batches.flat().toSorted((a, b) => a - b)).toEqual(rows.map((_, position) => position));
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(limit.rows);
        const longest = Math.max(...batch.map((position) => rows[position] ?? 0));
        if (batch.length > 1) expect(batch.length * longest).toBeLessThanOrEqual(limit.tokens);
      }
    }),
  );
});

test("weights that move with their batch run one row at a time", () => {
  expect(batchesByLength([3, 9, 5], singleRows)).toEqual([[1], [2], [0]]);
});
