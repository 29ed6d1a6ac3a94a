import { expect, test } from "vitest";
import { modelIdFromUrl } from "../../../../src/engine/local/installed-models.ts";

test.each([
  ["https://huggingface.co/org/name/resolve/abc/onnx/model.onnx", "org/name"],
  ["https://huggingface.co/org/name/resolve/abc/tokenizer.json", "org/name"],
  ["http://localhost:4175/slow/org/name/resolve/abc/onnx/model.onnx", "org/name"],
  ["https://files.example/models/mine/onnx/model.onnx", "https://files.example/models/mine"],
  ["https://files.example/models/mine/tokenizer.json", "https://files.example/models/mine"],
])("%s belongs to %s", (url, model) => {
  expect(modelIdFromUrl(url)).toBe(model);
});
