/** The functions that a dense layer applies to its outputs, as PyTorch computes them. Pure. */
import type { Activation } from "../../models/model.ts";

export const activate: Record<Activation, (x: number) => number> = {
  identity: (x) => x,
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
  gelu,
  sigmoid,
  silu: (x) => x * sigmoid(x),
};

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The exact form, x · Φ(x). */
export function gelu(x: number): number {
  return 0.5 * x * (1 + erf(x / Math.SQRT2));
}

/** The power series where it converges quickly, the continued fraction of erfc beyond; both to double precision. */
function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= -(z * z) / n;
      sum += term / (2 * n + 1);
    }
    return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (z + fraction);
  return Math.sign(x) * (1 - Math.exp(-z * z) / (Math.sqrt(Math.PI) * (z + fraction)));
}
