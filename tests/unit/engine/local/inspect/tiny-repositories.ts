/** Repositories made of fixtures: the files of a tiny model, with others laid over them. */
import { readFileSync, readdirSync } from "node:fs";
import { createLoadRequest } from "../../../../../src/engine/local/load/load-request.ts";
import { inspectFiles } from "../../../../../src/engine/local/inspect-repository.ts";
import { type LoadedModel, loadModel } from "../../../../../src/engine/worker/loaded-model.ts";
import type { ModelEntry } from "../../../../../src/models/model.ts";

export const tinyBert = "tests/fixtures/hub/tabrank/tiny-bert-bi-encoder";

export type Files = Map<string, Blob>;

/** All files of a folder, by path. */
export function readFolder(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`);
  return new Map(paths.map((path) => [path.slice(folder.length + 1), new Blob([readFileSync(path)])]));
}

/** tiny-bert-bi-encoder with float32 weights, and files of another folder. */
export function overTinyBert(folder: string): Files {
  const files = new Map([...readFolder(tinyBert), ...readFolder(folder)]);
  files.delete("onnx/model_fp16.onnx");
  files.delete("onnx/model_quantized.onnx");
  return files;
}

export function jsonFile(value: unknown): Blob {
  return new Blob([JSON.stringify(value)]);
}

/** Inspects the files and loads what they describe, in this thread. */
export async function loadFiles(files: Files): Promise<{ model: ModelEntry; loaded: LoadedModel }> {
  const model = await inspectFiles("tiny", files);
  return { model, loaded: await loadEntry(model, files) };
}

/** Loads the float32 weights of a model in this thread. */
export async function loadEntry(model: ModelEntry, files: Files): Promise<LoadedModel> {
  const variant = model.variants.find(({ dtype }) => dtype === "fp32");
  if (!variant) throw new Error("There are no float32 weights.");
  const request = createLoadRequest(model, { device: "wasm", variant }, files, 1_000_000);
  return loadModel(request, () => {});
}
