import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { readdirSync } from "node:fs";
import { ExportableModel } from "../../../src/models/data-files.ts";
import { exportable } from "../../../src/models/exportable.ts";
import { findModel } from "../../../src/models/catalogue.ts";

test("every file is listed once, under its id, and not in the catalogue, whose models need no export", () => {
  const names = exportable.map(({ id }) => `${id.replace("/", "--")}.json`);
  expect(names.sort()).toEqual(readdirSync("src/models/exportable").sort());
  for (const { id } of exportable) expect(findModel(id)).toBeUndefined();
});

test("has these variants, whose sizes in MB are", () => {
  const sizes = Object.fromEntries(
    exportable.map(({ id, variants }) => [
      id,
      Object.fromEntries(variants.map(({ dtype, bytes }) => [dtype, Math.round(bytes / 1e6)])),
    ]),
  );
  const v3 = { fp16: 1194, w8a8: 598, q4f16: 404, q4: 432 };
  expect(sizes).toEqual({
    "jinaai/jina-reranker-v3": v3,
    "jinaai/jina-reranker-v3.5": v3,
    "jinaai/jina-colbert-v2": { fp16: 1117, w8a8: 560, q4f16: 427, q4: 447 },
    "jinaai/jina-reranker-m0": { q4f16: 1349, q4: 1478, fp16: 4423 },
  });
});

/** Parameters of a model, by how the variants store them. */
interface Parameters {
  /** Of matrices that are multiplied. */
  matrices: number;
  /** Of the table of token vectors, which has `tokens` rows. */
  embedding: number;
  tokens: number;
  /** Norms and biases, stored with as many bits as the activations. */
  others: number;
}

/** Qwen3-0.6B without its language-model head, and a projector. */
const jinaV3: Parameters = { matrices: 441_188_352, embedding: 155_582_464, tokens: 151_936, others: 65_536 };

const parameters: Record<string, Parameters> = {
  "jinaai/jina-reranker-v3": jinaV3,
  "jinaai/jina-reranker-v3.5": jinaV3,
  /** XLM-RoBERTa large without its pooler, with rotary positions, and a projection to 128. */
  "jinaai/jina-colbert-v2": {
    matrices: 302_120_960,
    embedding: 256_004_096,
    tokens: 250_004,
    others: 321_536,
  },
  /** Qwen2-VL-2B without its language-model head, its vision part, and the layers of the score. */
  "jinaai/jina-reranker-m0": {
    matrices: 1_312_556_544 + 663_224_320,
    embedding: 233_373_696,
    tokens: 151_936,
    others: 146_433 + 2_046_976,
  },
};

/**
 * Bytes of one variant. 4-bit matrices have a scale for each 32 weights; 8-bit ones have a scale for each column, which
 * is ignored here (less than a thousandth). In both, the embedding table has 8 bits and a scale for each token.
 */
function computedBytes(dtype: string, { matrices, embedding, tokens, others }: Parameters): number {
  const float = dtype.endsWith("f16") || dtype === "fp16" ? 2 : 4;
  if (dtype === "fp16") return float * (matrices + embedding + others);
  const perWeight = dtype === "w8a8" ? 1 : 0.5 + float / 32;
  return Math.round(matrices * perWeight + embedding + float * (tokens + others));
}

describe.each(exportable.map((model) => [model.id, model] as const))("%s", (id, model) => {
  test("is as the schema says", () => {
    expect(v.parse(ExportableModel, model)).toEqual(model);
  });

  test("has the sizes that follow from its number of parameters", () => {
    const counts = parameters[id];
    expect.assert(counts);
    for (const { dtype, bytes, largestTensorBytes } of model.variants) {
      expect(bytes).toBe(computedBytes(dtype, counts));
      expect(largestTensorBytes).toBe(counts.embedding * (dtype === "fp16" ? 2 : 1));
    }
  });

  test("has each variant once, 16-bit floats only where the adapter has them, int8 only on WASM", () => {
    expect(new Set(model.variants.map(({ dtype }) => dtype)).size).toBe(model.variants.length);
    for (const { dtype, devices, needsF16 } of model.variants) {
      expect(needsF16).toBe(dtype === "fp16" || dtype === "q4f16" ? true : undefined);
      if (dtype === "w8a8") expect(devices).toEqual(["wasm"]);
    }
  });

  test("says that it may not be used commercially, and how it is made", () => {
    expect(model.licence).toMatchObject({ name: "CC-BY-NC-4.0", commercialUse: "not-allowed" });
    expect(model.command).toContain(id.split("/")[1]);
  });
});
