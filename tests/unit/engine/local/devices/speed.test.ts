import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Costs,
  crossover,
  expectedMs,
  fitCosts,
  learnCosts,
} from "../../../../../src/engine/local/devices/speed.ts";

const costs: fc.Arbitrary<Costs> = fc.record({
  fixedMs: fc.double({ min: 0, max: 1e3, noNaN: true }),
  msPerToken: fc.double({ min: 1e-4, max: 10, noNaN: true }),
});

test("two runs without noise give the costs that they were made of", () => {
  fc.assert(
    fc.property(
      costs,
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 200, max: 5000 }),
      (real, a, b) => {
        const sample = (tokens: number) => ({ tokens, ms: expectedMs(real, tokens) });
        const fitted = fitCosts(sample(a), sample(b));
        expect(fitted.fixedMs).toBeCloseTo(real.fixedMs, 6);
        expect(fitted.msPerToken).toBeCloseTo(real.msPerToken, 9);
      },
    ),
  );
});

test("a long run that took less than the short one makes no cost negative", () => {
  expect(fitCosts({ tokens: 20, ms: 8 }, { tokens: 300, ms: 6 })).toEqual({ fixedMs: 8, msPerToken: 0 });
  // A short run that took far too little.
  expect(fitCosts({ tokens: 100, ms: 1 }, { tokens: 200, ms: 11 })).toEqual({ fixedMs: 0, msPerToken: 0.1 });
});

test("runs correct the costs towards what they took, whatever those were at first", () => {
  fc.assert(
    fc.property(costs, costs, fc.integer({ min: 1, max: 100_000 }), (start, real, tokens) => {
      const ms = expectedMs(real, tokens);
      let learned = start;
      for (let run = 0; run < 150; run++) learned = learnCosts(learned, { tokens, ms });
      expect(expectedMs(learned, tokens) / ms).toBeCloseTo(1, 2);
    }),
  );
});

test("one run that the machine slept in changes little", () => {
  const before = { fixedMs: 1, msPerToken: 1 };
  const { msPerToken } = learnCosts(before, { tokens: 1000, ms: 3_600_000 });
  expect(msPerToken).toBeGreaterThan(1);
  expect(msPerToken).toBeLessThan(1.6);
});

test("devices take the same time where their lines cross, and nowhere if one is always faster", () => {
  const quick = { fixedMs: 2, msPerToken: 1 };
  const strong = { fixedMs: 50, msPerToken: 0.04 };
  expect(crossover(quick, strong)).toBe(50);
  expect(crossover(strong, quick)).toBe(50);
  expect(crossover({ fixedMs: 1, msPerToken: 0.01 }, strong)).toBeUndefined();
  expect(crossover(quick, { ...quick, fixedMs: 3 })).toBeUndefined();
});
