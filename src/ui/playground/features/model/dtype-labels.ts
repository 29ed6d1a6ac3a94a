import type { Device, Dtype } from "../../../../models/model.ts";

export const dtypeLabels: Record<Dtype, string> = {
  fp32: "fp32",
  fp16: "fp16",
  q8: "q8 (int8, per tensor)",
  w8a8: "w8a8 (int8, per row)",
  w8a32: "w8a32 (8-bit weights)",
  q4: "q4",
  q4f16: "q4f16",
};

export const deviceNames: Record<Device, string> = { wasm: "WASM", webgpu: "WebGPU" };
