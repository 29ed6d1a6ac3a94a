import fc from "fast-check";
import { expect, test } from "vitest";
import { shuffledOrders } from "../../../src/metrics/shuffled-orders.ts";

const seed = fc.integer();

test("the orders are permutations, distinct from each other and from the original", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 6 }),
      seed,
      (count, wanted, seed) => {
        const orders = shuffledOrders(count, wanted, seed);
        const original = Array.from({ length: count }, (_, position) => position);
        for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual(original);
        const different = new Set([original, ...orders].map((order) => order.join()));
        expect(different.size).toBe(orders.length + 1);
        expect(orders.length).toBe(count > 3 ? wanted : Math.min(wanted, [0, 0, 1, 5][count] ?? 0));
      },
    ),
  );
});

test("the same seed gives the same orders, another seed gives others", () => {
  fc.assert(
    fc.property(seed, (seed) => {
      expect(shuffledOrders(20, 5, seed)).toEqual(shuffledOrders(20, 5, seed));
    }),
  );
  expect(shuffledOrders(20, 5, 1)).not.toEqual(shuffledOrders(20, 5, 2));
});

test("every position is equally likely to come first", () => {
  const firsts = Array.from({ length: 2000 }, (_, seed) => shuffledOrders(5, 1, seed)[0]?.[0] ?? -1);
  for (const position of [0, 1, 2, 3, 4]) {
    const share = firsts.filter((first) => first === position).length / firsts.length;
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.25);
  }
});
