/** Passages of a long document: none is longer than allowed, and together they are the document. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitPassages } from "../../../../src/engine/worker/passages.ts";

/** One token for each four characters of a word. */
const count = (text: string): number => (text.match(/\S{1,4}/gu) ?? []).length;
const parts = (text: string, limits: { size: number; overlap?: number; max?: number }, truncation = {}) => {
  const all = { overlap: 0, max: 1000, ...limits };
  const { ranges, unread } = splitPassages(text, count, all, { truncate: "end", ...truncation });
  return { texts: ranges.map(({ start, end }) => text.slice(start, end)), unread };
};
const text = "A. B. C. D. E.";

test("passages end with sentences, and with words where a sentence is too long", () => {
  expect(parts("Ab cd. Ef gh. Ij kl.", { size: 4 }).texts).toEqual(["Ab cd. Ef gh. ", "Ij kl."]);
  expect(parts("a b c d e", { size: 2 }).texts).toEqual(["a b ", "c d ", "e"]);
  expect(parts("好。不。是。", { size: 1 }).texts).toEqual(["好。", "不。", "是。"]);
});

test("overlap repeats sentences, and max leaves out the end, or the start", () => {
  expect(parts(text, { size: 3, overlap: 1 }).texts).toEqual(["A. B. C. ", "C. D. E."]);
  expect(parts(text, { size: 2, max: 2 })).toEqual({ texts: ["A. B. ", "C. D. "], unread: 1 });
  const start = parts(text, { size: 2, max: 2 }, { truncate: "start" });
  expect(start).toEqual({ texts: ["C. D. ", "E."], unread: 1 });
});

test("max_tokens_per_document limits what is split", () => {
  expect(parts(text, { size: 2 }, { maxTokensPerDocument: 3 }).texts.join("").trim()).toBe("A. B. C.");
});

test("any text is covered without a gap, and no passage is too long", () => {
  const texts = fc.string({
    unit: fc.constantFrom("a", "B", " ", ".", "\n", "。", "😀", "?"),
    maxLength: 200,
  });
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 12 }), fc.nat(11), (any, size, overlap) => {
      const limits = { size, overlap: Math.min(overlap, size - 1), max: 1000 };
      const { ranges } = splitPassages(any, count, limits, { truncate: "end" });
      if (count(any) <= size) expect(ranges).toHaveLength(1);
      expect([ranges[0]?.start, ranges.at(-1)?.end]).toEqual([0, any.length]);
      for (const [at, range] of ranges.entries()) {
        expect(count(any.slice(range.start, range.end))).toBeLessThanOrEqual(size);
        const before = ranges[at - 1];
        if (!before) continue;
        expect(range.start).toBeLessThanOrEqual(before.end);
        expect(range.end).toBeGreaterThan(before.end);
      }
    }),
  );
});
