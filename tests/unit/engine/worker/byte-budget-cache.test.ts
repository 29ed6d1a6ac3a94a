import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteBudgetCache } from "../../../../src/engine/worker/byte-budget-cache.ts";

test("it never holds more than its budget, and counts what it holds", () => {
  const writes = fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 12 })));
  fc.assert(
    fc.property(writes, (entries) => {
      const cache = new ByteBudgetCache<number>(20);
      for (const [key, bytes] of entries) cache.set(key, bytes, bytes);
      const held = ["a", "b", "c", "d"].reduce((sum, key) => sum + (cache.get(key) ?? 0), 0);
      expect(cache.bytes).toBe(held);
      expect(cache.bytes).toBeLessThanOrEqual(20);
    }),
  );
});

test("what was used longest ago goes first", () => {
  const cache = new ByteBudgetCache<string>(2);
  cache.set("a", "A", 1);
  cache.set("b", "B", 1);
  cache.get("a");
  cache.set("c", "C", 1);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual(["A", undefined, "C"]);
});

test("what is larger than the budget is not cached", () => {
  const cache = new ByteBudgetCache<string>(2);
  cache.set("a", "A", 3);
  expect(cache.get("a")).toBeUndefined();
  expect(cache.bytes).toBe(0);
});
