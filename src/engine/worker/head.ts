/** The layers of sentence-transformers after a graph: from the first token's vector to the score. */
import { RerankError } from "../../contract/errors.ts";
import type { HeadLayer } from "../../models/model.ts";
import { type Weights, readTensor } from "./safetensors.ts";

/** A vector [inputs] → a vector [outputs]. */
export type Head = (vector: Float32Array) => Float32Array;

/** @throws {RerankError} `load_failed` if the weights do not fit the layer */
export function createHead(layers: readonly { layer: HeadLayer; bytes: Uint8Array }[]): Head {
  const steps = layers.map(({ layer, bytes }) =>
    layer.kind === "dense" ? dense(layer, bytes) : layerNorm(layer, bytes),
  );
  return (vector) => steps.reduce((values, step) => step(values), vector);
}

/** sentence-transformers' `Dense`: `linear.weight` [outputs × inputs], and optionally `linear.bias` [outputs]. */
function dense({ activation }: Extract<HeadLayer, { kind: "dense" }>, bytes: Uint8Array): Head {
  const weight = required(readTensor(bytes, "linear.weight"), "linear.weight");
  const bias = readTensor(bytes, "linear.bias");
  const [outputs = 0, inputs = 0] = weight.shape;
  const activate = activation === "gelu" ? gelu : (value: number) => value;
  return (vector) => {
    if (vector.length !== inputs)
      throw new RerankError(
        "load_failed",
        `The model's head takes ${inputs} values, but the graph returns ${vector.length}.`,
      );
    return Float32Array.from({ length: outputs }, (_, output) => {
      let sum = bias?.data[output] ?? 0;
      for (let input = 0; input < inputs; input++) {
        sum += (weight.data[output * inputs + input] ?? 0) * (vector[input] ?? 0);
      }
      return activate(sum);
    });
  };
}

/** sentence-transformers' `LayerNorm`: `norm.weight` and `norm.bias` [values]. */
function layerNorm({ epsilon }: Extract<HeadLayer, { kind: "layer-norm" }>, bytes: Uint8Array): Head {
  const weight = required(readTensor(bytes, "norm.weight"), "norm.weight");
  const bias = readTensor(bytes, "norm.bias");
  return (vector) => {
    const mean = vector.reduce((sum, value) => sum + value, 0) / vector.length;
    const variance = vector.reduce((sum, value) => sum + (value - mean) ** 2, 0) / vector.length;
    const deviation = Math.sqrt(variance + epsilon);
    return vector.map(
      (value, at) => ((value - mean) / deviation) * (weight.data[at] ?? 1) + (bias?.data[at] ?? 0),
    );
  };
}

function required(weights: Weights | undefined, name: string): Weights {
  if (weights) return weights;
  throw new RerankError("load_failed", `The model's head has no tensor "${name}".`);
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
