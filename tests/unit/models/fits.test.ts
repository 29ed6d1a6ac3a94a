import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../src/models/embedded-model.ts";
import { exportable } from "../../../src/models/exportable.ts";
import { type VariantNeeds, type Machine, fit, variantNeeds } from "../../../src/models/fits.ts";

const desktop: Machine = {
  gpu: { f16: true, software: false, limits: { bufferBytes: 2 ** 32, bindingBytes: 2 ** 31 - 4 } },
  memoryBytes: 8e9,
  freeStorageBytes: 200e9,
};
const phone: Machine = {
  gpu: { f16: true, software: false, limits: { bufferBytes: 2 ** 28, bindingBytes: 2 ** 27 } },
  memoryBytes: 4e9,
  freeStorageBytes: 2e9,
};
const iphone: Machine = { ...phone, memoryBytes: undefined, platform: "ios" };
const withoutGpu: Machine = { gpu: undefined };

const small: VariantNeeds = { bytes: 100e6 };
const ranks = { fits: 0, tight: 1, cannot: 2 };

test("the embedded model fits everywhere", () => {
  for (const variant of embeddedModel.variants)
    for (const machine of [desktop, phone, iphone])
      for (const device of variant.devices)
        expect(fit(variantNeeds(embeddedModel, variant), device, machine)).toEqual({
          verdict: "fits",
          reasons: [],
        });
});

describe("what a machine cannot do is said with its reason", () => {
  test.each([
    ["no WebGPU", small, "webgpu", withoutGpu, /has no WebGPU/],
    [
      "no 16-bit floats",
      { ...small, needsF16: true },
      "webgpu",
      { ...desktop, gpu: { ...desktop.gpu, f16: false } },
      /16-bit/,
    ],
    ["more than WASM's addresses", { bytes: 2e9 }, "wasm", desktop, /5\.1 GB .* 4\.3 GB/],
    [
      "far more than a page may take",
      { bytes: 1.5e9 },
      "wasm",
      iphone,
      /3\.8 GB .* iPhone or iPad, .* about 1\.5 GB/,
    ],
    ["a file of more than 2 GB", { bytes: 3e9, largestFileBytes: 3e9 }, "webgpu", desktop, /3\.0 GB/],
    [
      "a tensor beyond the adapter",
      { bytes: 1e9, largestTensorBytes: 3e8 },
      "webgpu",
      phone,
      /300 MB.*134 MB/,
    ],
    ["a graph that WASM cannot take in", { bytes: 2e9, graphBytes: 2e9 }, "webgpu", desktop, /one file/],
    [
      "far more memory than there is",
      { bytes: 7e9 },
      "webgpu",
      { ...desktop, memoryBytes: 4e9 },
      /about 4\.0 GB/,
    ],
  ] as const)("%s", (_, needs, device, machine, reason) => {
    const { verdict, reasons } = fit(needs, device, machine as Machine);
    expect(verdict).toBe("cannot");
    expect(reasons.join(" ")).toMatch(reason);
  });
});

describe("what may go wrong is tight", () => {
  test.each([
    ["one worker on WASM", { bytes: 1e9 }, "wasm", desktop, /one worker/],
    ["an emulated GPU", small, "webgpu", { ...desktop, gpu: { ...desktop.gpu, software: true } }, /emulated/],
    ["a phone's memory", { bytes: 2e9, largestTensorBytes: 1e6 }, "webgpu", phone, /2\.7 GB.*4\.0 GB/],
    [
      "memory that the browser does not report",
      { bytes: 2e9 },
      "webgpu",
      { ...desktop, memoryBytes: undefined },
      /does not say/,
    ],
    ["8 GB, or more", { bytes: 6e9, largestFileBytes: 1e9 }, "webgpu", desktop, /8\.0 GB or more/],
    ["a full disk", small, "wasm", { ...desktop, freeStorageBytes: 1e6 }, /at every visit/],
  ] as const)("%s", (_, needs, device, machine, reason) => {
    const { verdict, reasons } = fit(needs, device, machine as Machine);
    expect(verdict).toBe("tight");
    expect(reasons.join(" ")).toMatch(reason);
  });

  test("files that are here need no storage", () => {
    expect(fit({ ...small, here: true }, "wasm", { ...desktop, freeStorageBytes: 0 }).verdict).toBe("fits");
  });
});

const bytes = fc.double({ min: 0, max: 2e10, noNaN: true });
const anyMachine: fc.Arbitrary<Machine> = fc.record({
  gpu: fc.option(
    fc.record({
      f16: fc.boolean(),
      software: fc.boolean(),
      limits: fc.record({ bufferBytes: bytes, bindingBytes: bytes }),
    }),
    { nil: undefined },
  ),
  memoryBytes: fc.option(fc.constantFrom(1e9, 2e9, 4e9, 8e9), { nil: undefined }),
  freeStorageBytes: fc.option(bytes, { nil: undefined }),
});
const anyDevice = fc.constantFrom("wasm" as const, "webgpu" as const);

test("a verdict has reasons exactly where it is not that it fits", () => {
  fc.assert(
    fc.property(bytes, fc.boolean(), anyDevice, anyMachine, (size, needsF16, device, machine) => {
      const { verdict, reasons } = fit({ bytes: size, needsF16 }, device, machine);
      expect(reasons.length > 0).toBe(verdict !== "fits");
    }),
  );
});

test("a larger model never fits better, a larger machine never worse", () => {
  fc.assert(
    fc.property(bytes, bytes, bytes, anyDevice, anyMachine, (size, file, more, device, machine) => {
      const needs = { bytes: size, largestFileBytes: file };
      const larger = { bytes: size + more, largestFileBytes: file + more };
      const rank = (variant: VariantNeeds, on: Machine) => ranks[fit(variant, device, on).verdict];
      expect(rank(larger, machine)).toBeGreaterThanOrEqual(rank(needs, machine));
      const { gpu } = machine;
      const grown = gpu && {
        ...gpu,
        limits: { bufferBytes: gpu.limits.bufferBytes + more, bindingBytes: gpu.limits.bindingBytes + more },
      };
      const roomier = { ...machine, gpu: grown, memoryBytes: machine.memoryBytes && 8e9 };
      expect(rank(needs, roomier)).toBeLessThanOrEqual(rank(needs, machine));
    }),
  );
});

test("every variant of every model has a verdict for a desktop, and those to be exported run there somehow", () => {
  for (const model of catalogue)
    for (const variant of model.variants)
      for (const device of variant.devices)
        expect(["fits", "tight", "cannot"]).toContain(
          fit(variantNeeds(model, variant), device, desktop).verdict,
        );
  for (const { id, variants } of exportable) {
    const verdicts = variants.flatMap((variant) =>
      variant.devices.map((device) => fit(variant, device, desktop).verdict),
    );
    expect(verdicts, id).toContain("fits");
  }
});
