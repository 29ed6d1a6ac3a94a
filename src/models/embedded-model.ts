import type { ModelEntry } from "./model.ts";

/**
 * The default: vendored under `public/models`, in two 8-bit variants that `tools/embedded-model` makes of the
 * fp32 weights. Recipe: sentence-transformers/all-MiniLM-L6-v2, mean pooling, L2, cosine, 256 tokens.
 */
export const embeddedModel: ModelEntry = {
  id: "Xenova/all-MiniLM-L6-v2",
  title: "all-MiniLM-L6-v2",
  source: { kind: "embedded" },
  recipe: { family: "bi-encoder", pooling: "mean", queryPrefix: "" },
  scoreKind: "cosine",
  tokenizer: {
    json: {
      path: "tokenizer.json",
      bytes: 711_661,
      sha256: "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0",
    },
    config: { path: "tokenizer_config.json", bytes: 366 },
  },
  variants: [
    {
      dtype: "w8a8",
      devices: ["wasm"],
      files: [
        {
          path: "onnx/model_w8a8.onnx",
          bytes: 23_648_344,
          sha256: "636e0e2435eb708ba22a948fc7c380f0eac1660f094f6e032ff7b80eba18c67f",
        },
      ],
    },
    {
      dtype: "w8a32",
      devices: ["webgpu", "wasm"],
      files: [
        {
          path: "onnx/model_w8a32.onnx",
          bytes: 24_829_369,
          sha256: "e3a0b088569f43cc704aacc70120ce344f2b9683ef51c93fd77d31d2a951d61a",
        },
      ],
    },
  ],
  maxTokens: 256,
  languages: "English",
  licence: {
    name: "Apache-2.0",
    commercialUse: "allowed",
    url: "https://www.apache.org/licenses/LICENSE-2.0",
  },
  golden: "catalogued",
  quality:
    "An English embedding model that comes with the page: quick and sound, but it reads query and document apart.",
};
