import { expect, test } from "vitest";
import {
  type EarlierRun,
  maxDocuments,
  maxRuns,
  withRun,
} from "../../../../src/ui/playground/stores/playground/earlier-runs.ts";
import type { Answer } from "../../../../src/ui/playground/stores/run.ts";

const answer = (documents: number) => ({ documents: Array.from({ length: documents }) }) as unknown as Answer;
const after = (sizes: readonly number[]): readonly EarlierRun[] =>
  sizes.reduce<readonly EarlierRun[]>((runs, size) => withRun(runs, answer(size)), []);
const numbers = (runs: readonly EarlierRun[]) => runs.map(({ number }) => number);

test("runs are numbered in their order, the newest first, and the oldest goes", () => {
  expect(numbers(after([1, 1, 1]))).toEqual([3, 2, 1]);
  const many = after(Array.from({ length: maxRuns + 5 }, () => 1));
  expect(many).toHaveLength(maxRuns);
  expect(many[0]?.number).toBe(maxRuns + 5);
});

test("runs of very many documents are few, and the newest stays whatever its size", () => {
  expect(numbers(after([10, maxDocuments - 10, 5]))).toEqual([3, 2]);
  expect(numbers(after([5, maxDocuments + 1]))).toEqual([2]);
});
