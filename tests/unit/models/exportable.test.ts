import { describe, expect, test } from "vitest";
import { exportable } from "../../../src/models/exportable.ts";
import { findModel } from "../../../src/models/catalogue.ts";

test("every id is there once, and not in the catalogue, whose models need no export", () => {
  expect(new Set(exportable.map(({ id }) => id)).size).toBe(exportable.length);
  for (const { id } of exportable) expect(findModel(id)).toBeUndefined();
});

test("sizes are those of the published numbers of parameters", () => {
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

describe.each(exportable.map((model) => [model.id, model] as const))("%s", (id, model) => {
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
