/**
 * Loads the smallest build of ONNX Runtime Web that the device needs: 14 MB for WASM; 17 MB for WebGPU if the browser
 * can suspend WebAssembly (JSPI), else 27 MB. All of them come from our own server.
 */
import type * as Ort from "onnxruntime-web";
import asyncifyWasm from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import jspiWasm from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import plainWasm from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { RerankError } from "../../contract/errors.ts";
import type { Device } from "../../models/model.ts";

export type OnnxRuntime = typeof Ort;

/** @throws {RerankError} `download_failed` if its script cannot be fetched */
export async function loadOnnxRuntime(device: Device): Promise<OnnxRuntime> {
  const { ort, wasm } = await buildFor(device).catch((cause: unknown) => {
    throw notFetched(cause);
  });
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

/** How browsers say, through ONNX Runtime, that its WASM did not come, or came as something else. */
const fetchFailures =
  /no available backend found.*(failed to fetch|networkerror|network error|load failed|failed to load wasm|magic (word|number)|mime type|unexpected end|out of bounds|extends past end)/is;

/** The error of a session that could not be created, if ONNX Runtime's WASM is what was missing. */
export function missingRuntime(cause: unknown): RerankError | undefined {
  return fetchFailures.test(String(cause)) ? notFetched(cause) : undefined;
}

function notFetched(cause: unknown): RerankError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RerankError("download_failed", `ONNX Runtime could not be fetched: ${why}`, { cause });
}
