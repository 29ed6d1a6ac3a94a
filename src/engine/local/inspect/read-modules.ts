/** sentence-transformers' `modules.json`: the modules that a text passes through, from first to last. */
import * as v from "valibot";
import { isInFolder } from "../../../models/recipes.ts";
import type { Activation, HeadLayer, Pooling } from "../../../models/model.ts";
import { inspectMessages } from "./messages.ts";
import { checkFields } from "./declared-fields.ts";
import { type Inspection, notUsable, readAs, strict } from "./folder.ts";
import { readPooling } from "./read-pooling.ts";

/** `type` is the path of a Python class, and `path` the folder of the module's files. */
const Module = v.looseObject({
  path: v.pipe(
    v.string(),
    v.check((path) => path === "" || isInFolder(path), "must lie in the folder"),
  ),
  type: v.string(),
});
type Module = v.InferOutput<typeof Module>;
const Modules = v.array(Module);

const DenseConfig = v.looseObject({
  activation_function: v.optional(v.string()),
  out_features: v.number(),
  module_output_name: strict(v.string()),
});

export interface Pipeline {
  pooling: Pooling;
  /** Whether the pooled vector includes the prompt's tokens. */
  includePrompt: boolean;
  layers: HeadLayer[];
  /** Whether the last layer returns a single score instead of a vector. */
  endsInScore: boolean;
}

/** What `modules.json` says. */
export interface ReadModules {
  /** `undefined` if the graph alone computes the score. */
  pipeline: Pipeline | undefined;
  /** Paths of the modules' configurations. */
  configs: string[];
}

/** The modules that run after the pooling. `undefined`: the module changes nothing. */
type LayerReader = (path: string, inspection: Inspection) => Promise<ReadLayer | undefined>;
const layerReaders: ReadonlyMap<string, LayerReader> = new Map<string, LayerReader>([
  ["Dense", readDense],
  ["LayerNorm", readLayerNorm],
  [
    "Normalize",
    async (path, inspection) => {
      await readConfig("Normalize", path, inspection);
      return { layer: { kind: "normalize" } };
    },
  ],
  [
    "Dropout",
    async (path, inspection) => {
      await readConfig("Dropout", path, inspection);
      return undefined;
    },
  ],
]);

interface ReadLayer {
  layer: HeadLayer;
  /** Of a dense layer. */
  outputs?: number;
  /** Whether its output is the score, which no further layer reads. */
  isScore?: boolean;
}

/** By the name of the class in PyTorch's module. */
const activations: ReadonlyMap<string, Activation> = new Map([
  ["torch.nn.modules.linear.Identity", "identity"],
  ["torch.nn.modules.activation.Tanh", "tanh"],
  ["torch.nn.modules.activation.ReLU", "relu"],
  ["torch.nn.modules.activation.GELU", "gelu"],
  ["torch.nn.modules.activation.Sigmoid", "sigmoid"],
  ["torch.nn.modules.activation.SiLU", "silu"],
]);

/**
 * `undefined` without a `modules.json`.
 * @throws {RerankError} `model_not_found` for an unknown module, another order than transformer, pooling, layers, or
 *   what a module's configuration says and cannot be run
 */
export async function readModules(inspection: Inspection): Promise<ReadModules | undefined> {
  const { folder } = inspection;
  if (!(await folder.find("modules.json"))) return undefined;
  const modules = await readAs(Modules, folder, "modules.json");
  for (const module of modules) checkFields("module", "modules.json", module, inspection);
  const [transformer, pooling, ...layers] = modules;
  if (!transformer || moduleName(transformer) !== "Transformer") throw unknownModule(transformer, inspection);
  if (transformer.path !== "" && (await folder.find(`${transformer.path}/config.json`)))
    throw notUsable(folder.id, inspectMessages.transformerFolder(transformer.path));
  const configs = modules.map(({ path }) => `${path}/config.json`);
  if (!pooling) return { pipeline: undefined, configs };
  if (moduleName(pooling) !== "Pooling") throw unknownModule(pooling, inspection);
  const read: ReadLayer[] = [];
  for (const module of layers) {
    const reader = layerReaders.get(moduleName(module) ?? "");
    if (!reader) throw unknownModule(module, inspection);
    if (read.at(-1)?.isScore === true) throw unknownModule(module, inspection);
    const layer = await reader(module.path, inspection);
    if (layer) read.push(layer);
  }
  const pooled = await readPooling(`${pooling.path}/config.json`, inspection);
  const pipeline = {
    ...pooled,
    layers: read.map(({ layer }) => layer),
    endsInScore: read.at(-1)?.outputs === 1,
  };
  return { pipeline, configs };
}

/** The class of a module of sentence-transformers; `undefined` for other code, whatever its name. */
function moduleName({ type }: Module): string | undefined {
  return type.startsWith("sentence_transformers.") ? type.slice(type.lastIndexOf(".") + 1) : undefined;
}

function unknownModule(module: Module | undefined, { folder }: Inspection) {
  return notUsable(folder.id, inspectMessages.unknownModule(module?.type ?? "none"));
}

/** Modules without settings may have no configuration. */
async function readConfig(kind: "LayerNorm" | "Normalize" | "Dropout", path: string, inspection: Inspection) {
  const file = `${path}/config.json`;
  if (!(await inspection.folder.find(file))) return;
  checkFields(kind, file, await readAs(v.looseObject({}), inspection.folder, file), inspection);
}

async function readDense(path: string, inspection: Inspection): Promise<ReadLayer> {
  const { folder } = inspection;
  const configPath = `${path}/config.json`;
  const config = await readAs(DenseConfig, folder, configPath);
  checkFields("Dense", configPath, config, inspection);
  const name = config.activation_function ?? "torch.nn.modules.activation.Tanh";
  const activation = activations.get(name);
  if (!activation) throw notUsable(folder.id, inspectMessages.activation(path, name));
  const file = await findWeights(path, inspection);
  const isScore = config.module_output_name === "scores";
  if (isScore && config.out_features !== 1)
    throw notUsable(folder.id, inspectMessages.classes(config.out_features));
  return { layer: { kind: "dense", activation, file }, outputs: config.out_features, isScore };
}

async function readLayerNorm(path: string, inspection: Inspection): Promise<ReadLayer> {
  await readConfig("LayerNorm", path, inspection);
  // PyTorch's default, which sentence-transformers does not change or store.
  return { layer: { kind: "layer-norm", epsilon: 1e-5, file: await findWeights(path, inspection) } };
}

async function findWeights(path: string, { folder }: Inspection) {
  const file = await folder.find(`${path}/model.safetensors`);
  if (file) return file;
  const pickled = await folder.find(`${path}/pytorch_model.bin`);
  throw notUsable(
    folder.id,
    pickled ? inspectMessages.pickledWeights(pickled.path) : inspectMessages.noLayerWeights(path),
  );
}
