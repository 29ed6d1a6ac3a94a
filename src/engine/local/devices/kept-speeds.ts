/** Measured speeds, kept for later visits: valid for the same model, weights, adapter, runtime and browser only. */
import * as v from "valibot";
import { dependencies } from "../../../../package.json";
import type { Dtype, ModelEntry } from "../../../models/model.ts";
import { dtypes } from "../../../models/dtypes.ts";
import type { SpeedStore } from "../environment.ts";
import type { DeviceSpeed } from "./speed.ts";

/** What a measurement holds for. */
export interface Measured {
  model: ModelEntry;
  /** `undefined`: the weights that suit each device. */
  dtype: Dtype | undefined;
}

const Cost = v.pipe(v.number(), v.finite(), v.minValue(0));
const Speed = v.object({
  device: v.picklist(["webgpu", "wasm"]),
  dtype: v.picklist(dtypes),
  adapter: v.optional(v.string()),
  workers: v.pipe(v.number(), v.integer(), v.minValue(1)),
  fixedMs: Cost,
  msPerToken: Cost,
  loadMs: Cost,
  samples: v.array(v.object({ tokens: Cost, ms: Cost })),
  measuredAt: v.string(),
});
const Kept = v.array(v.object({ key: v.string(), speeds: v.array(Speed) }));

/** Models whose speeds are kept: the latest. */
const maxKept = 20;

const runtime = dependencies["onnxruntime-web"];

function keyOf({ model: { id, source }, dtype }: Measured, { browser }: SpeedStore): string {
  return JSON.stringify([id, source.kind === "hub" ? source.revision : source.kind, dtype, runtime, browser]);
}

/** @returns one speed for each device, or none; what is damaged counts as not there */
export function readSpeeds(measured: Measured, store: SpeedStore): readonly DeviceSpeed[] {
  const key = keyOf(measured, store);
  return readAll(store).find((entry) => entry.key === key)?.speeds ?? [];
}

export function keepSpeeds(measured: Measured, speeds: readonly DeviceSpeed[], store: SpeedStore): void {
  const key = keyOf(measured, store);
  const others = readAll(store).filter((entry) => entry.key !== key);
  store.write(JSON.stringify([...others, { key, speeds }].slice(-maxKept)));
}

function readAll(store: SpeedStore): v.InferOutput<typeof Kept> {
  try {
    const parsed = v.safeParse(Kept, JSON.parse(store.read() ?? "[]"));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}
