import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateTokens, planChunks } from "../../../../../src/engine/local/score/chunks.ts";

const sizes = fc.array(fc.nat(400), { maxLength: 80 });

test("every document is in one chunk, longest first; only a single document may exceed the limit", () => {
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 9 }),
      (tokens, limit, documents) => {
        const chunks = planChunks(tokens, { tokens: limit, documents });
        const order = chunks.flat();
        expect(order.toSorted((a, b) => a - b)).toEqual(tokens.map((_, position) => position));
        const ordered = order.map((position) => tokens[position] ?? 0);
        expect(ordered).toEqual(ordered.toSorted((a, b) => b - a));
        for (const chunk of chunks) {
          const sum = chunk.reduce((total, position) => total + (tokens[position] ?? 0), 0);
          expect(chunk.length).toBeLessThanOrEqual(documents);
          if (chunk.length > 1) expect(sum).toBeLessThanOrEqual(limit);
        }
      },
    ),
  );
});

test("an estimate never exceeds the model's limit, and CJK text has more tokens per character", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.integer({ min: 1, max: 512 }),
      (text, maxTokens) => {
        expect(estimateTokens(text, maxTokens)).toBeLessThanOrEqual(maxTokens);
      },
    ),
  );
  expect(estimateTokens("", 512)).toBe(0);
  expect(estimateTokens("敏感肌", 512)).toBeGreaterThan(estimateTokens("abc", 512));
});
