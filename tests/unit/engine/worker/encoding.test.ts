import fc from "fast-check";
import { expect, test } from "vitest";
import {
  encoderFeeds,
  indexOfRun,
  joinPair,
  joinSingle,
  truncateTokens,
} from "../../../../src/engine/worker/encoding.ts";

const ids = fc.array(fc.nat(1000), { maxLength: 40 });
const limit = fc.nat(50);

test("truncation keeps a run of at most the budget, from the side that stays", () => {
  fc.assert(
    fc.property(ids, limit, fc.option(limit, { nil: undefined }), (tokens, budget, max) => {
      const size = Math.min(tokens.length, budget, max ?? Infinity);
      const extra = max === undefined ? {} : { maxTokensPerDocument: max };
      expect(truncateTokens(tokens, budget, { truncate: "end", ...extra })).toEqual(tokens.slice(0, size));
      expect(truncateTokens(tokens, budget, { truncate: "start", ...extra })).toEqual(
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

test("feeds are padded to whole steps within the model's length, and only the padding is not attended to", () => {
  const row = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });
  const steps = fc.constantFrom(1, 4, 8);
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 4 }),
      steps,
      fc.nat(10),
      (rows, widthStep, spare) => {
        const longest = Math.max(...rows.map(({ length }) => length));
        const maxTokens = longest + spare;
        const encodings = rows.map((tokens) => ({ ids: tokens, typeIds: tokens.map(() => 0) }));
        const feeds = encoderFeeds(encodings, { padId: 0, widthStep, maxTokens });
        const [count = 0, width = 0] = feeds["input_ids"]?.dims ?? [];
        expect(count).toBe(rows.length);
        expect(width).toBeGreaterThanOrEqual(longest);
        expect(width).toBeLessThanOrEqual(Math.max(longest, Math.min(maxTokens, longest + widthStep - 1)));
        if (width < maxTokens) expect(width % widthStep).toBe(0);
        const padded = rows.map((tokens) => [...tokens, ...Array<number>(width - tokens.length).fill(0)]);
        expect(feeds["input_ids"]?.data).toEqual(padded.flat());
        expect(feeds["attention_mask"]?.data).toEqual(padded.flat().map((id) => (id > 0 ? 1 : 0)));
      },
    ),
  );
});
