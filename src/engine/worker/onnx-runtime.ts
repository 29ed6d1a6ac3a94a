/**
 * ONNX Runtime Web, in the build that the device needs and no larger one: WASM 14 MB; WebGPU 17 MB where the
 * browser can suspend WebAssembly (JSPI), else 27 MB. All of them are served by us.
 */
import type * as Ort from "onnxruntime-web";
import asyncifyWasm from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import jspiWasm from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import plainWasm from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import type { Device } from "../../models/model.ts";

export type OnnxRuntime = typeof Ort;

export async function loadOnnxRuntime(device: Device): Promise<OnnxRuntime> {
  const { ort, wasm } = await buildFor(device);
  ort.env.wasm.wasmPaths = { wasm };
  // Parallelism comes from several workers; one session needs no SharedArrayBuffer.
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  return ort;
}

async function buildFor(device: Device): Promise<{ ort: OnnxRuntime; wasm: string }> {
  if (device === "wasm") return { ort: await import("onnxruntime-web/wasm"), wasm: plainWasm };
  if ("Suspending" in WebAssembly) return { ort: await import("onnxruntime-web/jspi"), wasm: jspiWasm };
  return { ort: await import("onnxruntime-web/webgpu"), wasm: asyncifyWasm };
}
