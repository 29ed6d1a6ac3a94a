import { expect, test } from "vitest";
import type { DeviceSpeed } from "../../../../../../src/engine/local/devices/speed.ts";
import {
  describeCrossing,
  heightOf,
  lineOf,
  timeRange,
} from "../../../../../../src/ui/playground/features/devices/crossing.ts";

const speed = (device: DeviceSpeed["device"], fixedMs: number, msPerToken: number): DeviceSpeed => ({
  device,
  dtype: "fp32",
  workers: 1,
  fixedMs,
  msPerToken,
  loadMs: 0,
  samples: [],
  measuredAt: "",
});

test("which device is faster for how much text, in whichever order they stand", () => {
  const gpu = speed("webgpu", 60, 0.02);
  const wasm = speed("wasm", 10, 0.4);
  const sentence = "Up to about 130 tokens WASM is faster, beyond that WebGPU.";
  expect(describeCrossing([gpu, wasm])).toBe(sentence);
  expect(describeCrossing([wasm, gpu])).toBe(sentence);
});

test("a device that is faster within all that the chart shows is always faster", () => {
  expect(describeCrossing([speed("webgpu", 5, 0.02), speed("wasm", 10, 0.4)])).toBe(
    "WebGPU is faster for requests of any length.",
  );
  // They cross at a million tokens.
  expect(describeCrossing([speed("webgpu", 400_000, 0.1), speed("wasm", 10, 0.5)])).toBe(
    "WASM is faster for requests of any length.",
  );
});

test("the lines stay within the chart, from the lowest time to the highest", () => {
  const speeds = [speed("webgpu", 60, 0.02), speed("wasm", 10, 0.4), speed("wasm", 0, 0)];
  const range = timeRange(speeds);
  expect(range).toEqual({ minMs: 0.1, maxMs: 100_000 });
  expect(heightOf(10, range)).toBeCloseTo(1 / 3);
  for (const [x, y] of speeds.flatMap((each) => lineOf(each, range)))
    expect([x >= 0 && x <= 1, y >= 0 && y <= 1]).toEqual([true, true]);
});
