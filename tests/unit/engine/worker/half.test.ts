import fc from "fast-check";
import { expect, test } from "vitest";
import { halfToNumber } from "../../../../src/engine/worker/half.ts";

test.each([
  [0x0000, 0],
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x0001, 2 ** -24],
  [0x3555, 0.333251953125],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
])("%i is %d in half precision", (bits, value) => {
  expect(halfToNumber(bits)).toBe(value);
});

test("larger bits are larger numbers, and the sign bit mirrors", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0x7bfe }), (bits) => {
      expect(halfToNumber(bits + 1)).toBeGreaterThan(halfToNumber(bits));
      expect(halfToNumber(bits | 0x8000)).toBe(-halfToNumber(bits));
    }),
  );
});
