import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildHeat,
  shadeLevel,
  levels,
  tokenShades,
  matchCounts,
} from "../../../../../src/ui/playground/features/matches/heat.ts";
import { layoutTokens } from "../../../../../src/ui/playground/features/matches/layout.ts";
import { describePart, describeSum } from "../../../../../src/ui/playground/features/matches/words.ts";
import type { TokenMatches } from "../../../../../src/ui/playground/stores/engines.ts";
import { maxSim } from "../../../../../src/engine/worker/maxsim.ts";

const own = (text: string) => ({ text, special: true });
const token = (text: string) => ({ text, special: false });

const matches: TokenMatches = {
  query: [
    own("[CLS]"),
    token("tomato"),
    token("care"),
    own("[SEP]"),
    ...["[MASK]", "[MASK]"].map((text) => ({ text, special: true, maskPadding: true as const })),
  ],
  document: [own("[CLS]"), token("tomatoes"), token("grow"), own("[SEP]")],
  similarities: Float32Array.from(
    [
      [0.9, 0.1, 0.2, 0.3],
      [0.1, 0.8, 0.4, 0.2],
      [0.2, 0.3, 0.5, 0.1],
      [0.1, 0.2, 0.3, 0.7],
      [0.1, 0.6, 0.2, 0.1],
      [0.1, 0.5, 0.2, 0.1],
    ].flat(),
  ),
};

test("tokens of the query come first, then those of the model, with all mask padding as one part", () => {
  const { parts, rows } = buildHeat(matches);
  expect(parts.map(({ kind, token, rows }) => [kind, token, rows])).toEqual([
    ["text", "tomato", [1]],
    ["text", "care", [2]],
    ["special", "[CLS]", [0]],
    ["special", "[SEP]", [3]],
    ["padding", "[MASK]", [4, 5]],
  ]);
  expect(rows).toBe(6);
  expect(parts.reduce((sum, part) => sum + part.sum, 0)).toBeCloseTo(buildHeat(matches).score, 6);
});

test("matches are described in words", () => {
  const heat = buildHeat(matches);
  const { names } = layoutTokens("Tomatoes grow.", matches.document);
  const [tomato, , , , padding] = heat.parts;
  expect(tomato && describePart(heat, tomato, "tomato", names)).toBe(
    "“tomato” best matches “Tomatoes”: 0.800. Then “grow” 0.400, “[SEP]” 0.200.",
  );
  expect(padding && describePart(heat, padding, "[MASK]", names)).toBe(
    "The 2 mask padding tokens best match “Tomatoes” (2 times); together 1.100.",
  );
  expect(describeSum(heat, heat.score)).toBe("Sum of 6 best matches = 4.000, the document’s score.");
  expect(describeSum(heat, 4.1)).toBe(
    "Sum of 6 best matches = 4.000; in a batch with other documents, it scored 4.100.",
  );
});

test("the text is unchanged, and tokens that are not in it are listed separately", () => {
  const { runs, others, names } = layoutTokens("Tomatoes, grow!", matches.document);
  expect(runs.map(({ text, column }) => [text, column])).toEqual([
    ["Tomatoes", 1],
    [", ", undefined],
    ["grow", 2],
    ["!", undefined],
  ]);
  expect(others).toEqual([0, 3]);
  expect(names).toEqual(["[CLS]", "Tomatoes", "grow", "[SEP]"]);
  expect(layoutTokens("", matches.document).runs).toEqual([]);
});

describe("for any vectors", () => {
  const vectors = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 30 })).chain(([q, d]) =>
    fc.record({
      rows: fc.constant(q),
      columns: fc.constant(d),
      similarities: fc
        .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: q * d, maxLength: q * d })
        .map((values) => Float32Array.from(values)),
    }),
  );
  const matchesOf = (rows: number, columns: number, similarities: Float32Array): TokenMatches => ({
    query: Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? own("[Q]") : token(`q${row}`))),
    document: Array.from({ length: columns }, (_, column) => token(`d${column}`)),
    similarities,
  });

  test("the best matches of the parts add up to MaxSim, and no shade exceeds the highest", () => {
    fc.assert(
      fc.property(vectors, ({ rows, columns, similarities }) => {
        const heat = buildHeat(matchesOf(rows, columns, similarities));
        // Unit vectors of the query make the similarities the document's own coordinates.
        const query = { data: new Float32Array(rows * rows), dim: rows };
        for (let row = 0; row < rows; row++) query.data[row * rows + row] = 1;
        const document = { data: new Float32Array(columns * rows), dim: rows };
        similarities.forEach((value, at) => {
          document.data[(at % columns) * rows + Math.floor(at / columns)] = value;
        });
        expect(heat.score).toBeCloseTo(maxSim(query, document), 5);
        for (const part of [undefined, ...heat.parts]) {
          const shades = tokenShades(heat, part);
          expect(shades.length).toBe(columns);
          expect(Math.max(...shades)).toBeLessThanOrEqual(heat.high);
          if (part)
            expect(Math.max(...shades)).toBeCloseTo(Math.max(...part.best.map((b) => b.similarity)), 6);
        }
      }),
    );
  });

  test("the shade rises with the similarity, from none at the mean to the strongest at the highest", () => {
    fc.assert(
      fc.property(vectors, ({ rows, columns, similarities }) => {
        const heat = buildHeat(matchesOf(rows, columns, similarities));
        const sorted = [...similarities].sort((a, b) => a - b).map((value) => shadeLevel(value, heat));
        expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
        expect(shadeLevel(heat.low, heat)).toBe(0);
        if (heat.high > heat.low) expect(shadeLevel(heat.high, heat)).toBe(levels);
      }),
    );
  });
});

test("the most frequent matches come first", () => {
  const best = [2, 1, 2, 3, 1, 2].map((column) => ({ column, similarity: 1 }));
  expect(matchCounts({ kind: "padding", token: "[MASK]", rows: [], best, sum: 0 })).toEqual([
    { column: 2, times: 3 },
    { column: 1, times: 2 },
    { column: 3, times: 1 },
  ]);
});
