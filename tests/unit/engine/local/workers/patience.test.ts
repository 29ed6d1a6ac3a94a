import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace, watch } from "../../../../../src/engine/local/workers/patience.ts";

const options = { first: { ms: 1000, msPerUnit: 10 }, later: { ms: 100, factor: 20 } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("before anything is measured, the limit grows with the work", () => {
  const pace = new Pace(options);
  expect(pace.limitMs(5)).toBe(1000);
  expect(pace.limitMs(500)).toBe(5000);
});

test("afterwards it is many times what the slowest such work took, however fast the rest was", () => {
  const pace = new Pace(options);
  pace.record(50, 10);
  pace.record(1, 10);
  expect(pace.limitMs(10)).toBe(1000);
  expect(pace.limitMs(1)).toBe(100);
});

test("a machine that slept during a call has not been slow", () => {
  const pace = new Pace(options);
  pace.record(8 * 3600_000, 100);
  expect(pace.limitMs(100)).toBe(20 * 1000);
});

test("work of no tokens does not lift the limit for ever", () => {
  const pace = new Pace(options);
  pace.record(1, 0);
  expect(pace.limitMs(10)).toBe(200);
});

test("what is not done within the limit is overdue, once; what was ended is not", () => {
  const overdue = vi.fn();
  const ended = vi.fn();
  watch(1000, overdue);
  const end = watch(1000, ended);
  vi.advanceTimersByTime(999);
  expect(overdue).not.toHaveBeenCalled();
  end();
  vi.advanceTimersByTime(5000);
  expect(overdue).toHaveBeenCalledOnce();
  expect(ended).not.toHaveBeenCalled();
});

test("neither a clock that jumps nor a machine that sleeps for hours makes anything overdue", () => {
  const overdue = vi.fn();
  watch(1000, overdue);
  vi.advanceTimersByTime(100);
  // While a page is frozen its timers stand still; after that each fires once.
  vi.setSystemTime(Date.now() + 8 * 3600_000);
  vi.advanceTimersToNextTimer();
  expect(overdue).not.toHaveBeenCalled();
});

test("a limit of years, as slow first texts give for many long ones, is not over at once", () => {
  const overdue = vi.fn();
  watch(2 ** 31 * 100, overdue);
  vi.advanceTimersByTime(3_600_000);
  expect(overdue).not.toHaveBeenCalled();
});
