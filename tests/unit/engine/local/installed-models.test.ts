import { expect, test, vi } from "vitest";
import { listInstalledModels, modelIdFromUrl } from "../../../../src/engine/local/installed-models.ts";

test.each([
  ["https://huggingface.co/org/name/resolve/abc/onnx/model.onnx", "org/name"],
  ["https://huggingface.co/org/name/resolve/abc/tokenizer.json", "org/name"],
  ["http://localhost:4175/slow/org/name/resolve/abc/onnx/model.onnx", "org/name"],
  ["https://files.example/models/mine/onnx/model.onnx", "https://files.example/models/mine"],
  ["https://files.example/models/mine/tokenizer.json", "https://files.example/models/mine"],
])("%s belongs to %s", (url, model) => {
  expect(modelIdFromUrl(url)).toBe(model);
});

test("a cache that fails has no models @fault", async () => {
  const fail = (): Promise<never> => Promise.reject(new DOMException("It broke.", "UnknownError"));
  for (const caches of [
    { has: fail },
    { has: async () => true, open: fail },
    { has: async () => true, open: async () => ({ keys: fail }) },
  ]) {
    vi.stubGlobal("caches", caches);
    expect(await listInstalledModels()).toEqual([]);
  }
});
