import fc from "fast-check";
import { expect, test } from "vitest";
import { indexOfRun, joinPair, joinSingle, truncateTokens } from "../../../src/worker/encoding.ts";

const ids = fc.array(fc.nat(1000), { maxLength: 40 });
const limit = fc.nat(50);

test("truncation keeps a run of at most the room, from the side that stays", () => {
  fc.assert(
    fc.property(ids, limit, fc.option(limit, { nil: undefined }), (tokens, room, max) => {
      const size = Math.min(tokens.length, room, max ?? Infinity);
      const extra = max === undefined ? {} : { maxTokensPerDocument: max };
      expect(truncateTokens(tokens, room, { truncate: "end", ...extra })).toEqual(tokens.slice(0, size));
      expect(truncateTokens(tokens, room, { truncate: "start", ...extra })).toEqual(
        tokens.slice(tokens.length - size),
      );
    }),
  );
});

test("a pair holds both texts whole, and types tell them apart", () => {
  const template = { prefix: [101], middle: [102], suffix: [102], documentType: 1 };
  fc.assert(
    fc.property(ids, ids, (query, document) => {
      const { ids: joined, typeIds } = joinPair(template, query, document);
      expect(joined).toEqual([101, ...query, 102, ...document, 102]);
      expect(typeIds).toEqual([...Array(query.length + 2).fill(0), ...Array(document.length + 1).fill(1)]);
    }),
  );
});

test("a single text is put between its special tokens", () => {
  expect(joinSingle({ prefix: [1], suffix: [2] }, [7, 8])).toEqual({
    ids: [1, 7, 8, 2],
    typeIds: [0, 0, 0, 0],
  });
});

test("a run is found where it stands", () => {
  fc.assert(
    fc.property(ids, fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 }), ids, (before, part, after) => {
      const whole = [...before, ...part, ...after];
      const found = indexOfRun(whole, part);
      expect(found).toBeGreaterThanOrEqual(0);
      expect(found).toBeLessThanOrEqual(before.length);
      expect(whole.slice(found, found + part.length)).toEqual(part);
    }),
  );
  expect(indexOfRun([1, 2, 3], [3, 1])).toBe(-1);
  expect(indexOfRun([1, 2, 1, 2], [1, 2], 1)).toBe(2);
});
