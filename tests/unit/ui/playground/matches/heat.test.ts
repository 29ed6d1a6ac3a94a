import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  heatOf,
  levelOf,
  levels,
  shadesOf,
  wantedBy,
} from "../../../../../src/ui/playground/features/matches/heat.ts";
import { layoutOf } from "../../../../../src/ui/playground/features/matches/layout.ts";
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
    ...["[MASK]", "[MASK]"].map((text) => ({ text, special: true, filling: true as const })),
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

test("the query's own tokens come first, then the model's, the filling in one", () => {
  const { parts, rows } = heatOf(matches);
  expect(parts.map(({ kind, token, rows }) => [kind, token, rows])).toEqual([
    ["text", "tomato", [1]],
    ["text", "care", [2]],
    ["special", "[CLS]", [0]],
    ["special", "[SEP]", [3]],
    ["filling", "[MASK]", [4, 5]],
  ]);
  expect(rows).toBe(6);
  expect(parts.reduce((sum, part) => sum + part.sum, 0)).toBeCloseTo(heatOf(matches).score, 6);
});

test("said in words", () => {
  const heat = heatOf(matches);
  const { names } = layoutOf("Tomatoes grow.", matches.document);
  const [tomato, , , , filling] = heat.parts;
  expect(tomato && describePart(heat, tomato, "tomato", names)).toBe(
    "“tomato” best matches “Tomatoes”: 0.800. Then “grow” 0.400, “[SEP]” 0.200.",
  );
  expect(filling && describePart(heat, filling, "[MASK]", names)).toBe(
    "The 2 filling tokens best match “Tomatoes” (2 times); together 1.100.",
  );
  expect(describeSum(heat, heat.score)).toBe("Sum of 6 best matches = 4.000, the document’s score.");
  expect(describeSum(heat, 4.1)).toBe(
    "Sum of 6 best matches = 4.000; read together with others, the document got 4.100.",
  );
});

test("the text stays as it was written; what stands nowhere in it is apart", () => {
  const { runs, others, names } = layoutOf("Tomatoes, grow!", matches.document);
  expect(runs.map(({ text, column }) => [text, column])).toEqual([
    ["Tomatoes", 1],
    [", ", undefined],
    ["grow", 2],
    ["!", undefined],
  ]);
  expect(others).toEqual([0, 3]);
  expect(names).toEqual(["[CLS]", "Tomatoes", "grow", "[SEP]"]);
  expect(layoutOf("", matches.document).runs).toEqual([]);
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

  test("the parts' best matches add up to MaxSim, and no shade lies above the highest", () => {
    fc.assert(
      fc.property(vectors, ({ rows, columns, similarities }) => {
        const heat = heatOf(matchesOf(rows, columns, similarities));
        // Unit vectors of the query make the similarities the document's own coordinates.
        const query = { data: new Float32Array(rows * rows), dim: rows };
        for (let row = 0; row < rows; row++) query.data[row * rows + row] = 1;
        const document = { data: new Float32Array(columns * rows), dim: rows };
        similarities.forEach((value, at) => {
          document.data[(at % columns) * rows + Math.floor(at / columns)] = value;
        });
        expect(heat.score).toBeCloseTo(maxSim(query, document), 5);
        for (const part of [undefined, ...heat.parts]) {
          const shades = shadesOf(heat, part);
          expect(shades.length).toBe(columns);
          expect(Math.max(...shades)).toBeLessThanOrEqual(heat.high);
          if (part)
            expect(Math.max(...shades)).toBeCloseTo(Math.max(...part.best.map((b) => b.similarity)), 6);
        }
      }),
    );
  });

  test("a level rises with the similarity, from none at the mean to the last at the highest", () => {
    fc.assert(
      fc.property(vectors, ({ rows, columns, similarities }) => {
        const heat = heatOf(matchesOf(rows, columns, similarities));
        const sorted = [...similarities].sort((a, b) => a - b).map((value) => levelOf(value, heat));
        expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
        expect(levelOf(heat.low, heat)).toBe(0);
        if (heat.high > heat.low) expect(levelOf(heat.high, heat)).toBe(levels);
      }),
    );
  });
});

test("the most wanted of the document come first", () => {
  const best = [2, 1, 2, 3, 1, 2].map((column) => ({ column, similarity: 1 }));
  expect(wantedBy({ kind: "filling", token: "[MASK]", rows: [], best, sum: 0 })).toEqual([
    { column: 2, times: 3 },
    { column: 1, times: 2 },
    { column: 3, times: 1 },
  ]);
});
