import { embeddedModel } from "./embedded-model.ts";
import type { ModelEntry } from "./model.ts";

/** The embedded model in the weights that its Hub repository has, for callers without a copy of our variants. */
export const miniLmOnHub: ModelEntry = {
  ...embeddedModel,
  source: { kind: "hub", revision: "main" },
  variants: [
    {
      dtype: "q8",
      devices: ["wasm"],
      files: [
        {
          path: "onnx/model_quantized.onnx",
          bytes: 22_972_370,
          sha256: "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
        },
      ],
    },
    {
      dtype: "fp32",
      devices: ["webgpu", "wasm"],
      files: [
        {
          path: "onnx/model.onnx",
          bytes: 90_387_606,
          sha256: "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e",
        },
      ],
    },
  ],
};
