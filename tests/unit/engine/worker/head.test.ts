import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { HeadLayer } from "../../../../src/models/model.ts";
import { gelu } from "../../../../src/engine/worker/activations.ts";
import { createHead } from "../../../../src/engine/worker/head.ts";
import { readTensor } from "../../../../src/engine/worker/safetensors.ts";

/** A file of one tensor for each name. */
function safetensors(tensors: Record<string, { shape: number[]; values: number[] }>): Uint8Array {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + 4 * values.length] };
    offset += 4 * values.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  const values = Object.values(tensors).flatMap((tensor) => tensor.values);
  bytes.set(new Uint8Array(Float32Array.from(values).buffer), 8 + json.length);
  return bytes;
}

const file = { path: "", bytes: 0 };
const dense = (activation: "gelu" | "identity"): HeadLayer => ({ kind: "dense", activation, file });

describe("gelu", () => {
  test.each([
    [0, 0],
    [1, 0.8413447460685429],
    [-1, -0.15865525393145707],
    [3, 2.99595030590511],
    [-3, -0.004049694094890287],
    [0.1, 0.0539827837277029],
    [5, 4.99999856674214],
  ])("of %d is x · Φ(x)", (x, expected) => {
    expect(gelu(x)).toBeCloseTo(expected, 12);
  });

  test("runs on where its two ways meet, and is x far out", () => {
    const meet = 2.5 * Math.SQRT2;
    expect(gelu(meet + 1e-9) - gelu(meet - 1e-9)).toBeCloseTo(2e-9, 9);
    fc.assert(
      fc.property(fc.double({ min: 9, max: 1e6, noNaN: true }), (x) => {
        expect(gelu(x)).toBe(x);
        expect(gelu(-x)).toBeCloseTo(0, 10);
      }),
    );
  });
});

test("dense layers multiply and add, a layer norm gives mean 0 and spread 1 before its weights", () => {
  const head = createHead([
    {
      layer: dense("identity"),
      bytes: safetensors({
        "linear.weight": { shape: [3, 2], values: [1, 0, 0, 1, 1, 1] },
        "linear.bias": { shape: [3], values: [0, 0, 1] },
      }),
    },
    {
      layer: { kind: "layer-norm", epsilon: 0, file },
      bytes: safetensors({
        "norm.weight": { shape: [3], values: [1, 1, 2] },
        "norm.bias": { shape: [3], values: [0, 0, 5] },
      }),
    },
  ]);
  // (2, 4) → (2, 4, 7): mean 13/3, variance 38/9.
  const spread = Math.sqrt(38 / 9);
  const [first, second, third] = head(Float32Array.of(2, 4));
  expect(first).toBeCloseTo((2 - 13 / 3) / spread, 5);
  expect(second).toBeCloseTo((4 - 13 / 3) / spread, 5);
  expect(third).toBeCloseTo(((7 - 13 / 3) / spread) * 2 + 5, 5);
});

test("weights that do not fit, or are missing, are said", () => {
  const bytes = safetensors({ "linear.weight": { shape: [1, 2], values: [1, 1] } });
  const head = createHead([{ layer: dense("identity"), bytes }]);
  expect(() => head(Float32Array.of(1, 2, 3))).toThrow(/takes 2 values, but the graph returns 3/);
  const norm = safetensors({ "norm.weight": { shape: [2], values: [1, 1] } });
  const layer = { kind: "layer-norm", epsilon: 0, file } as const;
  expect(() => createHead([{ layer, bytes: norm }])(Float32Array.of(1, 2, 3))).toThrow(/takes 2 values/);
  expect(() => createHead([{ layer: dense("gelu"), bytes: safetensors({}) }])).toThrow(/linear\.weight/);
});

describe("safetensors", () => {
  const folder = "tests/fixtures/hub/tabrank/tiny-ettin-cross-encoder";

  test("reads what sentence-transformers wrote", () => {
    const bytes = new Uint8Array(readFileSync(`${folder}/4_Dense/model.safetensors`));
    expect(readTensor(bytes, "linear.weight")?.shape).toEqual([1, 32]);
    expect(readTensor(bytes, "linear.weight")?.data).toHaveLength(32);
    expect(readTensor(bytes, "nothing")).toBeUndefined();
  });

  test("bytes that are none are refused, wherever they are cut", () => {
    const whole = new Uint8Array(readFileSync(`${folder}/4_Dense/model.safetensors`));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        try {
          expect(readTensor(whole.slice(0, length), "linear.weight")?.data).toHaveLength(32);
        } catch (error) {
          expect(error).toMatchObject({ code: "load_failed" });
        }
      }),
    );
  });
});
