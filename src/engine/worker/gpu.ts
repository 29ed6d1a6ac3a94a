import type { GpuProbe } from "./protocol.ts";

/** Adapters that emulate a GPU on the CPU: correct, but slower than WASM. */
const softwareAdapter = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/** In browsers of 2023, adapters have no `info`. */
function adapterInfo(adapter: { info?: GPUAdapterInfo }): Partial<GPUAdapterInfo> {
  return adapter.info ?? {};
}

/** Looks for a WebGPU adapter in this worker, where the model would run. */
export async function probeGpu(): Promise<GpuProbe> {
  if (!self.isSecureContext) return { available: false, reason: "insecure-context" };
  if (!("gpu" in navigator) || !navigator.gpu) return { available: false, reason: "no-api" };
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return { available: false, reason: "no-adapter" };
  const { vendor, architecture, device, description, isFallbackAdapter } = adapterInfo(adapter);
  const name = description || [vendor, architecture, device].filter(Boolean).join(" ");
  const known = [vendor, architecture, device, description].join(" ");
  return {
    available: true,
    f16: adapter.features.has("shader-f16"),
    software: isFallbackAdapter === true || softwareAdapter.test(known),
    adapter: name === "" ? "unnamed adapter" : name,
    limits: {
      bufferBytes: adapter.limits.maxBufferSize,
      bindingBytes: adapter.limits.maxStorageBufferBindingSize,
    },
  };
}
