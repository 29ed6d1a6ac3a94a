import { expect, test } from "vitest";
import { workerCount } from "../../../../../src/engine/local/load/worker-count.ts";

test.each([
  ["the embedded model on two cores", 24e6, 2, 2],
  ["the embedded model on 16 cores", 24e6, 16, 8],
  ["a model of 280 MB on 8 cores", 280e6, 8, 1],
  ["a model of 119 MB on 8 cores", 119e6, 8, 3],
  ["a model beyond the budget", 2e9, 8, 1],
  ["one core", 24e6, 1, 1],
])("%s", (_, bytes, cores, workers) => {
  expect(workerCount(bytes, cores)).toBe(workers);
});
