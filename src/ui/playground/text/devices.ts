/** Sentences and labels of the device speeds. Loaded with the first answer of a GPU. */
import type { Device } from "../../../models/model.ts";
import { plural } from "../../text/format.ts";

export const devicesText = {
  heading: "Device speeds",
  names: { webgpu: "WebGPU", wasm: "WASM" } satisfies Record<Device, string>,
  /** @param chosen and others: the time that each was expected to take */
  expected: (name: string, chosen: string, others: readonly (readonly [name: string, time: string])[]) =>
    `${name} for this request: ${chosen} expected, against ${others.map(([other, time]) => `${time} on ${other}`).join(" and ")}.`,
  notMeasured: "Only WebGPU is in use. Measure both devices, and each run goes to the faster one.",
  mayDownload: (size: string) => `WASM uses other weights (${size}), which are downloaded if needed.`,
  measure: "Measure both devices",
  again: "Measure again",
  cancel: "Cancel measuring",
  running: "Measuring…",
  done: "The devices are measured.",
  gone: "This answer's model is no longer loaded. Rerank, then measure.",
  copy: "Copy the device speeds",
  table: {
    caption: "What a run costs on each device",
    device: "Device",
    fixed: "Each run",
    perToken: "1,000 tokens",
    load: "Loading",
  },
  weights: (device: string, dtype: string, workers: number) =>
    `${device} (${dtype}${workers > 1 ? `, ${plural(workers, "worker")}` : ""})`,
  cross: (below: string, tokens: string, above: string) =>
    `Up to about ${tokens} tokens ${below} is faster, beyond that ${above}.`,
  always: (name: string) => `${name} is faster for requests of any length.`,
  chart: "Time of a run by the tokens that it reads, both logarithmic",
} as const;
