import { expect, test } from "vitest";
import { progressClock } from "../../../../src/ui/playground/stores/time-left.ts";

test("the time left follows the pace, once the pace is known", () => {
  let at = 0;
  const clock = progressClock(() => at);
  const after = (ms: number, loadedBytes: number, totalBytes = 1000) => {
    at = ms;
    return clock({ phase: "download", loadedBytes, totalBytes });
  };
  expect(after(0, 0)).toBeUndefined();
  expect(after(1000, 100)).toBeUndefined();
  expect(after(2000, 200)).toBe(8000);
  expect(after(4000, 800)).toBe(1000);
  expect(after(5000, 1000)).toBe(0);
});

test("cached bytes at the start do not count towards the pace, and a new download starts over", () => {
  let at = 0;
  const clock = progressClock(() => at);
  clock({ phase: "download", loadedBytes: 500, totalBytes: 1000 });
  at = 2000;
  expect(clock({ phase: "download", loadedBytes: 750, totalBytes: 1000 })).toBe(2000);
  expect(clock({ phase: "download", loadedBytes: 0, totalBytes: 4000 })).toBeUndefined();
  expect(clock({ phase: "self-test" })).toBeUndefined();
});
