import fc from "fast-check";
import { expect, test } from "vitest";
import { type TokenVectors, maxSim, similarities } from "../../../../src/engine/worker/maxsim.ts";
import { normalise } from "../../../../src/engine/worker/pooling.ts";

const dim = 4;
const unit = fc
  .array(fc.float({ noNaN: true, min: -1, max: 1 }), { minLength: dim, maxLength: dim })
  .filter((values) => values.some((value) => Math.abs(value) > 1e-3))
  .map((values) => normalise(Float32Array.from(values)));
const rows = fc.array(unit, { minLength: 1, maxLength: 6 });
const matrix = (vectors: readonly Float32Array[]): TokenVectors => ({
  data: Float32Array.from(vectors.flatMap((vector) => [...vector])),
  dim,
});
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

test("is the sum over query tokens of the best cosine, by its definition", () => {
  fc.assert(
    fc.property(rows, rows, (query, document) => {
      const expected = query
        .map((token) => Math.max(...document.map((other) => cosine(token, other))))
        .reduce((sum, best) => sum + best, 0);
      expect(maxSim(matrix(query), matrix(document))).toBeCloseTo(expected, 4);
    }),
  );
});

test("does not know the order of tokens", () => {
  fc.assert(
    fc.property(rows, rows, (query, document) => {
      const straight = maxSim(matrix(query), matrix(document));
      const turned = maxSim(matrix(query.toReversed()), matrix(document.toReversed()));
      expect(turned).toBeCloseTo(straight, 4);
    }),
  );
});

test("another token of the document never makes it worse, and a text finds itself wholly", () => {
  fc.assert(
    fc.property(rows, rows, unit, (query, document, more) => {
      const before = maxSim(matrix(query), matrix(document));
      expect(maxSim(matrix(query), matrix([...document, more]))).toBeGreaterThanOrEqual(before - 1e-5);
      expect(maxSim(matrix(query), matrix([...document, ...query]))).toBeCloseTo(query.length, 4);
    }),
  );
});

test("similarities are the cosines, query by document", () => {
  fc.assert(
    fc.property(rows, rows, (query, document) => {
      const found = similarities(matrix(query), matrix(document));
      expect(found).toHaveLength(query.length * document.length);
      query.forEach((token, row) =>
        document.forEach((other, column) =>
          expect(found[row * document.length + column]).toBeCloseTo(cosine(token, other), 4),
        ),
      );
    }),
  );
});
