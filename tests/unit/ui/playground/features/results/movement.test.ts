import { expect, test } from "vitest";
import {
  type Move,
  findChange,
  mainMoves,
  maxLines,
} from "../../../../../../src/ui/playground/features/results/movement.ts";
import { scoreScale } from "../../../../../../src/ui/playground/features/results/scale.ts";

/** The new order as document numbers, from 1. */
const moves = (order: readonly number[]): Move[] =>
  order.map((from, position) => ({ index: from - 1, from, to: position + 1 }));
const numbers = (some: readonly Move[]) => some.map(({ from }) => from);

test("of few documents every move is shown", () => {
  const all = moves(Array.from({ length: maxLines }, (_, index) => maxLines - index));
  expect(mainMoves(all, 3).shown).toEqual(all);
});

test("of many, those into the top and those out of it", () => {
  // 31 and 2 come to the top; 1 and 3 fall out of the first three.
  const others = Array.from({ length: 30 }, (_, index) => index + 1).filter((number) => number !== 2);
  const { shown, top } = mainMoves(moves([31, 2, 32, ...others]), 3);
  expect(top).toBe(3);
  expect(numbers(shown)).toEqual([31, 2, 32, 1, 3]);
});

test("a top that is too large is cut, so that there are never more lines than can be told apart", () => {
  const reversed = moves(Array.from({ length: 100 }, (_, index) => 100 - index));
  const { shown, top } = mainMoves(reversed, 100);
  expect(top).toBe(maxLines / 2);
  expect(shown).toHaveLength(maxLines);
});

test("a bar begins at 0 and ends at the kind's highest score, or at the best where there is none", () => {
  const ranked = [4, 2, -1].map((relevance_score, index) => ({
    index,
    relevance_score,
    documentTokens: 1,
    usedTokens: 1,
    cached: false,
  }));
  expect(scoreScale({ scoreKind: "cosine", ranked: ranked.slice(0, 2) })).toEqual({ low: 0, high: 1 });
  expect(scoreScale({ scoreKind: "cosine", ranked })).toEqual({ low: -1, high: 1 });
  expect(scoreScale({ scoreKind: "maxsim", ranked })).toEqual({ low: -1, high: 4 });
  expect(scoreScale({ scoreKind: "dot", ranked: [] }).high).toBeGreaterThan(0);
});

test("a change is told by the number of documents and the largest step", () => {
  const order = (...indexes: number[]) => indexes.map((index) => ({ index }));
  expect(findChange(order(2, 0, 1), order(2, 0, 1))).toEqual({ moved: 0, largest: undefined });
  expect(findChange(order(0, 1, 2, 3), order(3, 0, 1, 2))).toEqual({
    moved: 4,
    largest: { index: 3, from: 4, to: 1 },
  });
  // Two of equal size: the one that ends higher.
  expect(findChange(order(0, 1), order(1, 0)).largest).toEqual({ index: 1, from: 2, to: 1 });
});
