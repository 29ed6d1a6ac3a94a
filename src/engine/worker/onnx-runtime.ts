/**
 * Loads the smallest build of ONNX Runtime Web that the device needs: 14 MB for WASM; 17 MB for WebGPU if the browser
 * can suspend WebAssembly (JSPI), else 27 MB. All of them come from our own server.
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
  // Several workers run in parallel, so one session needs no threads and no SharedArrayBuffer.
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  return ort;
}

async function buildFor(device: Device): Promise<{ ort: OnnxRuntime; wasm: string }> {
  if (device === "wasm") return { ort: await import("onnxruntime-web/wasm"), wasm: plainWasm };
  if ("Suspending" in WebAssembly) return { ort: await import("onnxruntime-web/jspi"), wasm: jspiWasm };
  return { ort: await import("onnxruntime-web/webgpu"), wasm: asyncifyWasm };
}
