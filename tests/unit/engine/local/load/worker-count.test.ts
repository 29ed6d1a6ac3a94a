import { expect, test } from "vitest";
import { workerCount } from "../../../../../src/engine/local/load/worker-count.ts";

test.each([
  ["the embedded model on two cores", 24e6, 2, 1.2e9, 2],
  ["the embedded model on 16 cores", 24e6, 16, 1.2e9, 8],
  ["a model of 280 MB on 8 cores", 280e6, 8, 1.2e9, 1],
  ["a model of 119 MB on 8 cores", 119e6, 8, 1.2e9, 3],
  ["a model of 119 MB on a phone with 8 cores", 119e6, 8, 0.6e9, 1],
  ["a model beyond the budget", 2e9, 8, 1.2e9, 1],
  ["one core", 24e6, 1, 1.2e9, 1],
])("%s", (_, bytes, cores, memory, workers) => {
  expect(workerCount(bytes, cores, memory)).toBe(workers);
});
