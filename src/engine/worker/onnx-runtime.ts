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

interface Build {
  load: () => Promise<OnnxRuntime>;
  wasm: string;
}

function buildFor(device: Device): Build {
  if (device === "wasm") return { load: () => import("onnxruntime-web/wasm"), wasm: plainWasm };
  if ("Suspending" in WebAssembly) return { load: () => import("onnxruntime-web/jspi"), wasm: jspiWasm };
  return { load: () => import("onnxruntime-web/webgpu"), wasm: asyncifyWasm };
}

/** Of this worker, which runs one device. */
let compiled: Promise<WebAssembly.Module | undefined> | undefined;
let loaded: Promise<OnnxRuntime> | undefined;

/**
 * ONNX Runtime's WASM, compiled once for all workers: half of the time in which a second worker starts.
 * @param given as another worker has compiled it
 * @returns `undefined` where it cannot be fetched like this, as in Node: ONNX Runtime then looks for it itself
 */
export function compileRuntime(
  device: Device,
  given?: WebAssembly.Module,
): Promise<WebAssembly.Module | undefined> {
  compiled ??= given
    ? Promise.resolve(given)
    : WebAssembly.compileStreaming(fetch(buildFor(device).wasm)).catch(() => undefined);
  return compiled;
}

/** @throws {RerankError} `download_failed` if its script cannot be fetched */
export function loadOnnxRuntime(device: Device): Promise<OnnxRuntime> {
  loaded ??= start(device).catch((cause: unknown) => {
    throw notFetched(cause);
  });
  return loaded;
}

async function start(device: Device): Promise<OnnxRuntime> {
  const { load, wasm } = buildFor(device);
  const [ort, module] = await Promise.all([load(), compileRuntime(device)]);
  ort.env.wasm.wasmPaths = { wasm };
  // Several workers run in parallel, so one session needs no threads and no SharedArrayBuffer.
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  if (module) instantiateFrom(module, ort);
  return ort;
}

/** ONNX Runtime can be given the bytes of its WASM, but no module: its call with our bytes is answered with ours. */
function instantiateFrom(module: WebAssembly.Module, { env }: OnnxRuntime): void {
  const bytes = new ArrayBuffer(1);
  env.wasm.wasmBinary = bytes;
  const { instantiate } = WebAssembly;
  Object.assign(WebAssembly, {
    instantiate: async (source: BufferSource, imports: WebAssembly.Imports) => {
      if (!(ArrayBuffer.isView(source) && source.buffer === bytes)) return instantiate(source, imports);
      Object.assign(WebAssembly, { instantiate });
      return { module, instance: await instantiate(module, imports) };
    },
  });
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
