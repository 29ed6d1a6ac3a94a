import fc from "fast-check";
import { expect, test } from "vitest";
import { dot, normalise, poolCls, poolMean } from "../../../../src/engine/worker/pooling.ts";

const finite = fc.float({ noNaN: true, min: -100, max: 100 });

test("the mean of the tokens under the mask does not know the padding", () => {
  const matrix = fc.record({
    rows: fc.array(fc.tuple(finite, finite, finite), { minLength: 1, maxLength: 8 }),
    padding: fc.array(finite, { maxLength: 9 }),
  });
  fc.assert(
    fc.property(matrix, ({ rows, padding }) => {
      const tokens = Float32Array.from([...rows.flat(), ...padding]);
      const mean = poolMean(tokens, rows.length, 3);
      for (const column of [0, 1, 2] as const) {
        const expected = rows.reduce((sum, row) => sum + row[column], 0) / rows.length;
        expect(mean[column]).toBeCloseTo(expected, 2);
      }
    }),
  );
});

test("CLS pooling takes the first token", () => {
  expect([...poolCls(Float32Array.of(1, 2, 3, 4), 2, 2)]).toEqual([1, 2]);
});

test("a normalised vector has length 1; zero stays zero", () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (values) => {
      const unit = normalise(Float32Array.from(values));
      const expected = values.every((value) => value === 0) ? 0 : 1;
      expect(dot(unit, unit)).toBeCloseTo(expected, 4);
    }),
  );
});
