/** Turns token vectors into one vector for a text. Pure. */
import type { Pooling } from "../../models/model.ts";

/** tokens [width × dim] row-major, of which the first `length` count → [dim] */
type Pool = (tokens: Float32Array, length: number, dim: number) => Float32Array;

/**
 * Mean of the first `length` token vectors, which the attention mask covers; padding is on the right.
 *   tokens [width × dim] row-major, `length` ≤ width
 */
export function poolMean(tokens: Float32Array, length: number, dim: number): Float32Array {
  const sum = new Float32Array(dim);
  for (let token = 0; token < length; token++) {
    for (let column = 0; column < dim; column++) {
      sum[column] = (sum[column] ?? 0) + (tokens[token * dim + column] ?? 0);
    }
  }
  return sum.map((value) => value / length);
}

/** The first token's vector. */
export function poolCls(tokens: Float32Array, _length: number, dim: number): Float32Array {
  return tokens.slice(0, dim);
}

/** Of each value, the largest of all tokens. */
function poolMax(tokens: Float32Array, length: number, dim: number): Float32Array {
  return Float32Array.from({ length: dim }, (_, column) => {
    let max = -Infinity;
    for (let token = 0; token < length; token++) max = Math.max(max, tokens[token * dim + column] ?? max);
    return max;
  });
}

/** Token vectors weighted by their positions, which count from 1. */
function poolWeightedMean(tokens: Float32Array, length: number, dim: number): Float32Array {
  const weights = (length * (length + 1)) / 2;
  return Float32Array.from({ length: dim }, (_, column) => {
    let sum = 0;
    for (let token = 0; token < length; token++) sum += (token + 1) * (tokens[token * dim + column] ?? 0);
    return sum / weights;
  });
}

export const poolings: Record<Pooling, Pool> = {
  mean: poolMean,
  cls: poolCls,
  max: poolMax,
  "mean-sqrt": (tokens, length, dim) =>
    poolMean(tokens, length, dim).map((value) => value * Math.sqrt(length)),
  "weighted-mean": poolWeightedMean,
};

/** Scales the vector to length 1; a zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let column = 0; column < a.length; column++) sum += (a[column] ?? 0) * (b[column] ?? 0);
  return sum;
}
