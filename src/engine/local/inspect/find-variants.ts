import type { Device, Dtype, ModelVariant } from "../../../models/model.ts";
import type { Folder } from "./folder.ts";

interface WeightNames {
  names: readonly string[];
  dtype: Dtype;
  devices: readonly Device[];
  needsF16?: true;
}

/**
 * The Hub's file names for weights, in order of preference on each device. 4-bit weights are left out: they are
 * untested here, and their scores drift.
 */
const weightNames: readonly WeightNames[] = [
  { names: ["model_fp16.onnx"], dtype: "fp16", devices: ["webgpu"], needsF16: true },
  { names: ["model_quantized.onnx", "model_int8.onnx", "model_uint8.onnx"], dtype: "q8", devices: ["wasm"] },
  { names: ["model.onnx"], dtype: "fp32", devices: ["webgpu", "wasm"] },
];

/** The weights in a folder that can run here, in order of preference on each device. */
export async function findVariants(folder: Folder): Promise<ModelVariant[]> {
  return (await Promise.all(weightNames.map((weights) => findVariant(weights, folder)))).flat();
}

async function findVariant(
  { names, dtype, devices, needsF16 }: WeightNames,
  folder: Folder,
): Promise<ModelVariant[]> {
  for (const path of names.flatMap((name) => [`onnx/${name}`, name])) {
    const weights = await folder.find(path);
    if (!weights) continue;
    const external = await folder.findExternal(`${path}_data`);
    return [{ dtype, devices, files: [weights, ...external], ...(needsF16 && { needsF16 }) }];
  }
  return [];
}
