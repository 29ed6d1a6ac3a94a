/** The layers of sentence-transformers after the pooling: from a text's vector to another one, or to the score. */
import { RerankError } from "../../contract/errors.ts";
import type { HeadLayer } from "../../models/model.ts";
import { activate } from "./activations.ts";
import { normalise } from "./pooling.ts";
import { type Weights, readTensor } from "./safetensors.ts";

/** A vector [inputs] → a vector [outputs]. */
export type Head = (vector: Float32Array) => Float32Array;

interface LayerWeights {
  layer: HeadLayer;
  /** Safetensors; `undefined` for a layer without weights. */
  bytes: Uint8Array | undefined;
}

/** @throws {RerankError} `load_failed` if the weights do not fit the layer */
export function createHead(layers: readonly LayerWeights[]): Head {
  const steps = layers.map(createLayer);
  return (vector) => steps.reduce((values, step) => step(values), vector);
}

function createLayer({ layer, bytes = new Uint8Array() }: LayerWeights): Head {
  switch (layer.kind) {
    case "dense":
      return dense(layer, bytes);
    case "layer-norm":
      return layerNorm(layer, bytes);
    case "normalize":
      return normalise;
  }
}

/** sentence-transformers' `Dense`: `linear.weight` [outputs × inputs], and optionally `linear.bias` [outputs]. */
function dense({ activation }: Extract<HeadLayer, { kind: "dense" }>, bytes: Uint8Array): Head {
  const weight = required(readTensor(bytes, "linear.weight"), "linear.weight");
  const bias = readTensor(bytes, "linear.bias");
  const [outputs = 0, inputs = 0] = weight.shape;
  const apply = activate[activation];
  return (vector) => {
    if (vector.length !== inputs) throw otherWidth(inputs, vector.length);
    return Float32Array.from({ length: outputs }, (_, output) => {
      let sum = bias?.data[output] ?? 0;
      for (let input = 0; input < inputs; input++) {
        sum += (weight.data[output * inputs + input] ?? 0) * (vector[input] ?? 0);
      }
      return apply(sum);
    });
  };
}

/** sentence-transformers' `LayerNorm`: `norm.weight` and `norm.bias` [values]. */
function layerNorm({ epsilon }: Extract<HeadLayer, { kind: "layer-norm" }>, bytes: Uint8Array): Head {
  const weight = required(readTensor(bytes, "norm.weight"), "norm.weight");
  const bias = readTensor(bytes, "norm.bias");
  return (vector) => {
    if (vector.length !== weight.data.length) throw otherWidth(weight.data.length, vector.length);
    const mean = vector.reduce((sum, value) => sum + value, 0) / vector.length;
    const variance = vector.reduce((sum, value) => sum + (value - mean) ** 2, 0) / vector.length;
    const deviation = Math.sqrt(variance + epsilon);
    return vector.map(
      (value, at) => ((value - mean) / deviation) * (weight.data[at] ?? 1) + (bias?.data[at] ?? 0),
    );
  };
}

function otherWidth(expected: number, given: number): RerankError {
  const message = `The model's head takes ${expected} values, but the graph returns ${given}.`;
  return new RerankError("load_failed", message);
}

function required(weights: Weights | undefined, name: string): Weights {
  if (weights) return weights;
  throw new RerankError("load_failed", `The model's head has no tensor "${name}".`);
}
