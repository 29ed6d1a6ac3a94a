import type { DeviceChoice } from "../../../../engine/local/device.ts";

export const devices: readonly { value: DeviceChoice; label: string }[] = [
  { value: "auto", label: "Auto" },
  { value: "webgpu", label: "WebGPU" },
  { value: "wasm", label: "WASM" },
];
