import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockLimits, combineBlocks, planBlocks } from "../../../../../src/engine/local/score/blocks.ts";

describe("planBlocks", () => {
  const limits = fc.record({
    maxTokens: fc.integer({ min: 50, max: 2000 }),
    maxDocumentTokens: fc.integer({ min: 1, max: 200 }),
    maxBlockDocuments: fc.integer({ min: 1, max: 20 }),
  });

  test("every document is in one block, in order; no block is empty or too large", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200)), fc.nat(40), limits, (lengths, queryTokens, limit) => {
        const blocks = planBlocks(lengths, queryTokens, limit);
        expect(blocks.flat()).toEqual(lengths.map((_, position) => position));
        for (const block of blocks) {
          expect(block.length).toBeGreaterThan(0);
          expect(block.length).toBeLessThanOrEqual(limit.maxBlockDocuments);
        }
      }),
    );
  });

  test("a block ends when it is full or might not hold another document, and not earlier", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200)), fc.nat(40), limits, (lengths, queryTokens, limit) => {
        const budget = limit.maxTokens - 2 * queryTokens;
        const left = (block: readonly number[]) =>
          block.reduce((rest, position) => rest - (lengths[position] ?? 0), budget);
        const blocks = planBlocks(lengths, queryTokens, limit);
        for (const [at, block] of blocks.entries()) {
          if (block.length > 1) expect(left(block.slice(0, -1))).toBeGreaterThan(limit.maxDocumentTokens);
          const full = block.length === limit.maxBlockDocuments || left(block) <= limit.maxDocumentTokens;
          if (at < blocks.length - 1) expect(full).toBe(true);
        }
      }),
    );
  });
});

test("a tab's memory limits prompts and documents, too", () => {
  const model = (maxTokens: number, maxDocumentTokens: number, maxBlockDocuments: number) => ({
    maxTokens,
    recipe: { family: "listwise" as const, maxQueryTokens: 512, maxDocumentTokens, maxBlockDocuments },
  });
  for (const [device, maxTokens] of [
    ["wasm", 3072],
    ["webgpu", 4096],
  ] as const) {
    const limits = blockLimits(device, model(131_072, 8192, 125));
    expect(limits).toEqual({ maxTokens, maxDocumentTokens: maxTokens / 2, maxBlockDocuments: 125 });
    if (!limits) continue;
    const lengths = Array.from({ length: 60 }, (_, at) => 40 * (at % 40));
    for (const block of planBlocks(lengths, 20, limits)) {
      const tokens = block.reduce((sum, at) => sum + (lengths[at] ?? 0), 40);
      expect(tokens).toBeLessThanOrEqual(limits.maxTokens);
    }
  }
  const small = { maxTokens: 1024, maxDocumentTokens: 160, maxBlockDocuments: 8 };
  expect(blockLimits("wasm", model(1024, 160, 8))).toEqual(small);
});

test("only listwise models read documents in blocks", () => {
  expect(blockLimits("wasm", { maxTokens: 512, recipe: { family: "cross-encoder" } })).toBeUndefined();
});

describe("combineBlocks", () => {
  const vector = fc
    .array(fc.float({ noNaN: true, min: -1, max: 1 }), { minLength: 3, maxLength: 3 })
    .filter((values) => Math.hypot(...values) > 0.1)
    .map((values) => Float32Array.from(values));
  const block = fc.record({
    query: vector,
    documents: fc.array(vector, { minLength: 1, maxLength: 4 }),
  });
  const cosine = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b));

  test("one block keeps its own cosines", () => {
    fc.assert(
      fc.property(block, ({ query, documents }) => {
        const [scores = []] = combineBlocks([{ query, documents }]);
        scores.forEach((score, at) => expect(score).toBeCloseTo(cosine(query, documents[at] ?? query), 5));
      }),
    );
  });

  test("several blocks are scored against the average of their queries, weighted by their best documents", () => {
    const blocks = [
      { query: Float32Array.of(1, 0), documents: [Float32Array.of(1, 0), Float32Array.of(0, 1)] },
      { query: Float32Array.of(0, 1), documents: [Float32Array.of(1, 0)] },
    ];
    // Weights (1 + 1) / 2 and (1 + 0) / 2: the average points to (2, 1).
    const [[first, second] = [], [third] = []] = combineBlocks(blocks);
    expect(first).toBeCloseTo(2 / Math.sqrt(5), 6);
    expect(second).toBeCloseTo(1 / Math.sqrt(5), 6);
    expect(third).toBeCloseTo(2 / Math.sqrt(5), 6);
  });

  test("repeating the blocks changes nothing, and every score is a cosine", () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        const once = combineBlocks(blocks).flat();
        const twice = combineBlocks([...blocks, ...blocks]).flat();
        once.forEach((score, at) => {
          expect(twice[at]).toBeCloseTo(score, 5);
          expect(Math.abs(score)).toBeLessThanOrEqual(1 + 1e-6);
        });
      }),
    );
  });
});
