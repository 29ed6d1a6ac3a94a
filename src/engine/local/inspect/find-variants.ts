import type { Device, Dtype, ModelVariant } from "../../../models/model.ts";
import { inspectMessages } from "./messages.ts";
import { type Folder, notUsable } from "./folder.ts";
import { readGraphFile } from "./graph-file.ts";

interface WeightNames {
  /** Without `.onnx`. */
  names: readonly string[];
  dtype: Dtype;
  devices: readonly Device[];
  needsF16?: true;
}

/**
 * The names under which transformers.js, Optimum and sentence-transformers publish weights, in order of preference on
 * each device. The processor in a name is the one that the weights were made for; they run on any.
 */
const weightNames: readonly WeightNames[] = [
  { names: ["model_fp16"], dtype: "fp16", devices: ["webgpu"], needsF16: true },
  {
    names: [
      "model_quantized",
      "model_int8",
      "model_uint8",
      "model_qint8_avx512_vnni",
      "model_qint8_avx512",
      "model_qint8_arm64",
      "model_quint8_avx2",
    ],
    dtype: "q8",
    devices: ["wasm"],
  },
  { names: ["model"], dtype: "fp32", devices: ["webgpu", "wasm"] },
  // ONNX Runtime's own operators, in float32; the approximate ones of O3 come last.
  { names: ["model_O2", "model_O1", "model_optimized", "model_O3"], dtype: "fp32", devices: ["wasm"] },
];

export interface FoundVariants {
  variants: ModelVariant[];
  /** Of all graphs that could be read. */
  operators: ReadonlySet<string>;
  /** Sentences about weights that are there and not offered. */
  notes: string[];
}

/**
 * The weights in a folder that can run here, in order of preference on each device.
 * @param needsOperators whether the graphs are read in any case
 * @throws {RerankError} `model_not_found` if there are none, naming what is wrong with those that are there
 */
export async function findVariants(folder: Folder, needsOperators: boolean): Promise<FoundVariants> {
  const variants: ModelVariant[] = [];
  const operators = new Set<string>();
  const leftOut: string[] = [];
  for (const { names, dtype, devices, needsF16 } of weightNames) {
    if (variants.some((variant) => variant.dtype === dtype)) continue;
    const paths = names.flatMap((name) => [`onnx/${name}.onnx`, `${name}.onnx`]);
    const found = await Promise.all(paths.map((path) => folder.find(path)));
    const weights = found.find(Boolean);
    if (!weights) continue;
    const { facts, externalData, reason } = await readGraphFile(weights, folder, needsOperators);
    for (const operator of facts?.operators ?? []) operators.add(operator);
    if (reason !== undefined) leftOut.push(reason);
    else variants.push({ dtype, devices, files: [weights, ...externalData], ...(needsF16 && { needsF16 }) });
  }
  if (variants.length === 0)
    throw notUsable(folder.id, leftOut[0] ?? inspectMessages.noWeights(graphPaths(folder)));
  const notes = [...leftOut.map(inspectMessages.weightsLeftOut), ...describeUnused(variants, folder)];
  return { variants, operators, notes };
}

function graphPaths({ paths = [] }: Folder): string[] {
  return paths.filter((path) => path.endsWith(".onnx"));
}

/** Every graph that is there and not offered, with the reason. */
function describeUnused(variants: readonly ModelVariant[], folder: Folder): string[] {
  const offered = new Set(variants.map(({ files: [{ path }] }) => path));
  const unused = graphPaths(folder).filter((path) => !offered.has(path));
  return unused.length > 0 ? [inspectMessages.unusedWeights(unused.map(describeWeights))] : [];
}

function describeWeights(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1, -".onnx".length);
  const known = weightNames.find(({ names }) => names.includes(name));
  if (known) return inspectMessages.sameWeights(path, known.dtype);
  if (/_(q4f16|q4|bnb4|int4|uint4)$/.test(name)) return inspectMessages.fourBits(path);
  if (name.endsWith("_O4")) return inspectMessages.forCuda(path);
  return inspectMessages.unknownWeights(path);
}
