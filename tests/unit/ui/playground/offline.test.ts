import { describe, expect, test } from "vitest";
import type { Candidate } from "../../../../src/engine/local/device.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { describeOffline } from "../../../../src/ui/playground/features/offline/describe-offline.ts";
import { partsFor } from "../../../../src/ui/playground/features/offline/needed-parts.ts";
import { cachedSizes } from "../../../../src/ui/playground/features/storage/cached-sizes.ts";
import { worksOffline } from "../../../../src/ui/playground/stores/offline-store.ts";

function candidateFor(device: Candidate["device"], dtype: string): Candidate | undefined {
  const variant = embeddedModel.variants.find((variant) => variant.dtype === dtype);
  return variant && { device, variant };
}

test.each([
  [candidateFor("wasm", "w8a8"), true, ["tokenizer", "runtime-wasm", "model-w8a8"]],
  [undefined, true, ["tokenizer", "runtime-wasm", "model-w8a8"]],
  [candidateFor("webgpu", "w8a32"), true, ["tokenizer", "runtime-wasm", "model-w8a32", "runtime-jspi"]],
  [candidateFor("webgpu", "w8a32"), false, ["tokenizer", "runtime-wasm", "model-w8a32", "runtime-asyncify"]],
])("the parts that a device needs %#", (candidate, suspends, parts) => {
  expect(partsFor(candidate, suspends, true)).toEqual(parts);
});

test("a site with models of its own needs those", () => {
  const parts = ["tokenizer", "runtime-wasm", "models-carried"];
  expect(partsFor(candidateFor("wasm", "w8a8"), true, false)).toEqual(parts);
  const report = {
    scriptUrls: [],
    parts: ["shell", ...parts].map((part) => ({ part, keptBytes: 1, totalBytes: 1 })),
  };
  expect(worksOffline(report)).toBe(true);
});

describe("a report", () => {
  const report = (missing: string) => ({
    scriptUrls: [],
    parts: ["shell", "code", "tokenizer", "runtime-wasm", "runtime-jspi", "model-w8a8"].map((part) => ({
      part,
      keptBytes: part === missing ? 0 : 10,
      totalBytes: 10,
    })),
  });

  test("means that the page works offline if page, tokenizer, a runtime and a model are complete", () => {
    expect(worksOffline(report("runtime-jspi"))).toBe(true);
    for (const missing of ["shell", "tokenizer", "runtime-wasm", "model-w8a8"]) {
      expect(worksOffline(report(missing))).toBe(false);
    }
  });

  test("is summed up, and described by what works offline", () => {
    expect(cachedSizes(report("runtime-jspi"))).toEqual({ pageBytes: 30, ownModelBytes: 20 });
    const state = { online: false, update: undefined, erase: undefined };
    const ready = (missing: string) => ({ status: "ready" as const, report: report(missing) });
    expect(describeOffline({ ...state, online: true, offline: ready("") })).toBeUndefined();
    expect(describeOffline({ ...state, offline: ready("") })).toMatch(/cached models/);
    expect(describeOffline({ ...state, offline: ready("model-w8a8") })).toMatch(/already loaded/);
  });
});
