import { readFileSync } from "node:fs";

/** The address of ONNX Runtime's WASM for `vi.mock`, in a form that Node's `fetch` reads. */
export function onnxWasm(): { default: string } {
  const bytes = readFileSync("node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm");
  return { default: `data:application/wasm;base64,${bytes.toString("base64")}` };
}
