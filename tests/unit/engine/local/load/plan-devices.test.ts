import { describe, expect, test } from "vitest";
import { planDevices } from "../../../../../src/engine/local/load/plan-devices.ts";
import { embeddedModel } from "../../../../../src/models/embedded-model.ts";
import { findModel } from "../../../../../src/models/catalogue.ts";
import type { ModelEntry } from "../../../../../src/models/model.ts";
import type { GpuProbe } from "../../../../../src/engine/worker/protocol.ts";

const gpu: GpuProbe = {
  available: true,
  f16: true,
  software: false,
  adapter: "acme",
  limits: { bufferBytes: 4e9, bindingBytes: 2e9 },
};

function modelOf(id: string): ModelEntry {
  const model = findModel(id);
  if (!model) throw new Error(id);
  return model;
}

function plan(...parameters: Parameters<typeof planDevices>): { tries: string[]; reasons: string[] } {
  const { candidates, notes } = planDevices(...parameters);
  return {
    tries: candidates.map(({ device, variant }) => `${device} ${variant.dtype}`),
    reasons: notes.map(({ reason }) => reason),
  };
}

describe("auto", () => {
  test("tries a real GPU first and WASM last", () => {
    expect(plan(embeddedModel, "auto", undefined, gpu)).toEqual({
      tries: ["webgpu w8a32", "wasm w8a8", "wasm w8a32"],
      reasons: [],
    });
  });

  test.each(["insecure-context", "no-api", "no-adapter"] as const)(
    "notes why WebGPU is unavailable: %s",
    (reason) => {
      const { tries, reasons } = plan(embeddedModel, "auto", undefined, { available: false, reason });
      expect(tries).toEqual(["wasm w8a8", "wasm w8a32"]);
      expect(reasons).toEqual([reason]);
    },
  );

  test("falls back to WASM if the probe fails, and notes why", () => {
    const probe = { available: false, reason: "probe-failed", message: "it did not answer in time" } as const;
    const { candidates, notes } = planDevices(embeddedModel, "auto", undefined, probe);
    expect(candidates[0]?.device).toBe("wasm");
    expect(notes).toMatchObject([{ reason: "probe-failed", message: expect.stringContaining("in time") }]);
  });

  test("does not use a software adapter, and notes it", () => {
    expect(plan(embeddedModel, "auto", undefined, { ...gpu, software: true })).toEqual({
      tries: ["wasm w8a8", "wasm w8a32"],
      reasons: ["software-adapter"],
    });
  });

  test("uses fp32 without 16-bit floats, and notes it", () => {
    const { tries, reasons } = plan(modelOf("Xenova/ms-marco-MiniLM-L-6-v2"), "auto", undefined, {
      ...gpu,
      f16: false,
    });
    expect(tries).toEqual(["webgpu fp32", "wasm q8", "wasm fp32"]);
    expect(reasons).toEqual(["no-f16"]);
  });
});

test("choosing WebGPU uses a software adapter, or WASM if there is no adapter", () => {
  expect(plan(embeddedModel, "webgpu", undefined, { ...gpu, software: true }).tries[0]).toBe("webgpu w8a32");
  expect(plan(embeddedModel, "webgpu", undefined, { available: false, reason: "no-api" }).tries[0]).toBe(
    "wasm w8a8",
  );
});

test("choosing WASM never uses the GPU", () => {
  const { tries } = plan(embeddedModel, "wasm", undefined, gpu);
  expect(tries.every((name) => name.startsWith("wasm"))).toBe(true);
});

test("published int8 weights are never offered on WebGPU", () => {
  const { tries } = plan(modelOf("jinaai/jina-reranker-v1-tiny-en"), "webgpu", undefined, gpu);
  expect(tries).toEqual(["webgpu fp16", "webgpu fp32", "wasm q8", "wasm fp32"]);
  expect(plan(modelOf("jinaai/jina-reranker-v1-tiny-en"), "webgpu", "q8", gpu)).toEqual({
    tries: ["wasm q8"],
    reasons: ["no-weights"],
  });
});
