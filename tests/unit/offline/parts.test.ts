import { expect, test } from "vitest";
import { offlinePart } from "../../../src/offline/parts.ts";

const shell = new Set(["assets/index-AbC_12-3.js"]);

test.each([
  ["", "shell"],
  ["assets/index-AbC_12-3.js", "shell"],
  ["assets/recipes-D7kg0AcI.js", "code"],
  ["assets/ort.wasm.bundle.min-D0X-hZCk.js", "code"],
  ["favicon.svg", "code"],
  ["icons/192.png", "code"],
  ["manifest.webmanifest", "code"],
  ["assets/ort-wasm-simd-threaded-4byDm7i3.wasm", "runtime-wasm"],
  ["assets/ort-wasm-simd-threaded.jspi-CP6SXO_B.wasm", "runtime-jspi"],
  ["assets/ort-wasm-simd-threaded.asyncify-CxOG5pUO.wasm", "runtime-asyncify"],
  ["models/Xenova/all-MiniLM-L6-v2/onnx/model_w8a8.onnx", "model-w8a8"],
  ["models/Xenova/all-MiniLM-L6-v2/onnx/model_w8a32.onnx", "model-w8a32"],
  ["models/Xenova/all-MiniLM-L6-v2/tokenizer.json", "tokenizer"],
  ["models/Xenova/all-MiniLM-L6-v2/tokenizer_config.json", "tokenizer"],
  ["models/Xenova/all-MiniLM-L6-v2/config.json", undefined],
  ["models/Xenova/all-MiniLM-L6-v2/LICENSE", undefined],
  ["models/org/model/onnx/model_quantized.onnx", "models-carried"],
  ["models/local/mine/onnx/model.onnx_data", "models-carried"],
  ["models/org/model/tokenizer.json", "tokenizer"],
  ["models/org/model/tabrank.json", undefined],
  ["_headers", undefined],
  ["robots.txt", undefined],
  ["social.png", undefined],
  ["tabrank-service-worker.js", undefined],
])("%s belongs to the part %s", (path, part) => {
  expect(offlinePart(path, shell)).toBe(part);
});
