import { expect, test } from "vitest";
import { catalogue, findModel } from "../../../../../../src/models/catalogue.ts";
import type { Machine } from "../../../../../../src/models/fits.ts";
import { downloadBytes } from "../../../../../../src/models/model.ts";
import {
  type ModelFilter,
  noFilter,
  offerModel,
  suits,
} from "../../../../../../src/ui/playground/features/model/choose-models.ts";

const limits = { bufferBytes: 2 ** 32, bindingBytes: 2 ** 32 };
const machine = (gpu: Machine["gpu"]): Machine => ({ gpu, memoryBytes: 8e9 });
const withGpu = machine({ f16: true, software: false, limits });
const model = (id: string) => findModel(id) ?? expect.fail(`${id} is not in the catalogue.`);
const tiny = model("jinaai/jina-reranker-v1-tiny-en");

/** Download of the variant with these weights. */
function size(dtype: string): number {
  const variant = tiny.variants.find((one) => one.dtype === dtype) ?? expect.fail(`It has no ${dtype}.`);
  return downloadBytes(tiny, variant);
}

test("the size is that of the weights that this machine runs", () => {
  expect(offerModel(tiny, withGpu, new Set())).toMatchObject({
    device: "webgpu",
    bytes: size("fp16"),
    verdict: "fits",
  });
  // Without 16-bit floats, WebGPU takes fp32.
  const noF16 = machine({ f16: false, software: false, limits });
  expect(offerModel(tiny, noF16, new Set())).toMatchObject({ device: "webgpu", bytes: size("fp32") });
  for (const gpu of [undefined, { f16: true, software: true, limits }])
    expect(offerModel(tiny, machine(gpu), new Set())).toMatchObject({ device: "wasm", bytes: size("q8") });
  // Before the machine is known, every browser has WASM.
  expect(offerModel(tiny, undefined, new Set())).toMatchObject({ device: "wasm", verdict: undefined });
});

test("what fits on no device says so", () => {
  const large = { ...tiny, variants: tiny.variants.map((variant) => ({ ...variant, devices: ["webgpu"] })) };
  const { verdict } = offerModel(large as typeof tiny, machine(undefined), new Set());
  expect(verdict).toBe("cannot");
});

const found = (filter: Partial<ModelFilter>, downloaded: string[] = []) =>
  catalogue
    .map((entry) => offerModel(entry, withGpu, new Set(downloaded)))
    .filter((offer) => suits(offer, { ...noFilter, ...filter }))
    .map((offer) => offer.model.id);

test("filters are exact, and words are looked for in title, id, quality and languages", () => {
  expect(found({})).toHaveLength(catalogue.length);
  expect(found({ search: "  ETTIN 68 " })).toEqual(["cross-encoder/ettin-reranker-68m-v1"]);
  expect(found({ search: "no such model" })).toEqual([]);
  expect(found({ languages: "many" })).toEqual(
    catalogue.filter(({ languages }) => languages !== "English").map(({ id }) => id),
  );
  expect(found({ commercial: true })).not.toContain("jinaai/jina-reranker-v2-base-multilingual");
  expect(found({ kind: "late-interaction" })).toEqual(["answerdotai/answerai-colbert-small-v1"]);
  expect(found({ downloaded: true }, [tiny.id])).toEqual(["Xenova/all-MiniLM-L6-v2", tiny.id]);
});
