import { expect, test } from "vitest";
import { mayLoadUnasked, wasmCandidate } from "../../../../../src/engine/local/devices/second-device.ts";
import type { Environment } from "../../../../../src/engine/local/environment.ts";
import type { LoadOptions } from "../../../../../src/engine/local/load/load-options.ts";
import type { ModelEntry } from "../../../../../src/models/model.ts";
import { fakeEnvironment, fakeModel, locations, variant } from "../fake-environment.ts";

const model: ModelEntry = { ...fakeModel, variants: [variant("fp16", ["webgpu"]), variant("q8")] };

function unasked(source: ModelEntry["source"], changes: Partial<Environment> = {}): Promise<boolean> {
  const environment = { ...fakeEnvironment(), ...changes };
  const options: LoadOptions = { model: { ...model, source }, device: "auto", locations, environment };
  const candidate = wasmCandidate(options);
  if (!candidate) throw new Error("The model has weights for WASM.");
  return mayLoadUnasked(candidate, options);
}

const hub: ModelEntry["source"] = { kind: "hub", revision: "main" };

/** A cache with the files whose addresses end so. */
const cached = (...endings: string[]): Partial<Environment> => ({
  openCache: async () => ({
    match: async (url) => (endings.some((ending) => url.endsWith(ending)) ? new Response("{}") : undefined),
    put: async () => undefined,
    delete: async () => false,
  }),
});

test("a model of a hub is loaded unasked only if all of its files are cached", async () => {
  expect(await unasked(hub)).toBe(false);
  expect(await unasked(hub, cached("q8.onnx", "tokenizer.json"))).toBe(false);
  expect(await unasked(hub, cached("fp16.onnx", "tokenizer.json", "tokenizer_config.json"))).toBe(false);
  expect(await unasked(hub, cached("q8.onnx", "tokenizer.json", "tokenizer_config.json"))).toBe(true);
});

test("the embedded model is, unless data is to be saved; a folder of this computer always", async () => {
  expect(await unasked({ kind: "embedded" })).toBe(true);
  expect(await unasked({ kind: "embedded" }, { savesData: () => false })).toBe(true);
  expect(await unasked({ kind: "embedded" }, { savesData: () => true })).toBe(false);
  expect(await unasked({ kind: "files", files: new Map() }, { savesData: () => true })).toBe(true);
});

test("nothing is, where memory is short for both devices", async () => {
  const files: ModelEntry["source"] = { kind: "files", files: new Map() };
  // Each worker takes 60 MB for the runtime alone.
  expect(await unasked(files, { workerMemoryBytes: 130e6 })).toBe(true);
  expect(await unasked(files, { workerMemoryBytes: 110e6 })).toBe(false);
});

test("a model without weights for WASM has no second device", () => {
  const gpuOnly = { ...model, variants: [variant("fp16", ["webgpu"])] };
  expect(
    wasmCandidate({ model: gpuOnly, device: "auto", locations, environment: fakeEnvironment() }),
  ).toBeUndefined();
});
