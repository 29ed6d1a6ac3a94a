/** Every file of a repository that may say something about scores, and what becomes of it, as one table. */
import { inspectMessages } from "./messages.ts";
import { type Inspection, notUsable } from "./folder.ts";
import { transformerPaths } from "./read-declarations.ts";

/** Paths that other files of this folder read, or that the engine loads. */
const read =
  /^(modules|config_sentence_transformers|config|tokenizer|tokenizer_config|tabrank)\.json$|^1_Pooling\/config\.json$/;

/** Paths that do not say how a repository scores. */
const noEffect: readonly RegExp[] = [
  // Weights, graphs and what other runtimes need of them.
  /\.(onnx|onnx_data(_\d+)?|data|safetensors|bin|pt|pth|h5|ot|msgpack|gguf|mlmodel|xml|tflite|npz|index\.json)$/,
  /(^|\/)(quantize_config|quant_config|ort_config|openvino_config|data_config|generation_config)\.json$/,
  // What `tokenizer.json` holds as well.
  /^(special_tokens_map|added_tokens|vocab|unigram)\.json$/,
  // Training and evaluation.
  /(^|\/)(trainer_state|training_args|train_results|eval_results|all_results|hyperparams|similarity_evaluation.*)\.\w+$/,
  /^(eval|evaluation|results|runs|logs|checkpoints?|checkpoint-\d+|assets|images|docs|scripts|onnx|openvino|coreml|mlx)\//,
  /^(preprocessor_config|processor_config)\.json$/,
];

/** Formats in which settings, or parts of a model outside of its graph, are saved. */
const mayDeclare = /\.(json|metadata|pkl|joblib|ya?ml|toml|jinja)$/i;

const refused: readonly { path: RegExp; probe: string; reason: (path: string) => string }[] = [
  { path: /^artifact\.metadata$/, probe: "artifact.metadata", reason: inspectMessages.colbert },
];

/** Files of modules, `2_Dense/config.json`, which only `modules.json` puts in order. */
const ofModule = /^\d+_\w+\/config\.json$/;
const moduleProbes = [
  "1_Dense/config.json",
  "2_Dense/config.json",
  "3_Dense/config.json",
  "2_LayerNorm/config.json",
];

/**
 * Accounts for every file. What is not known is said on the model's card.
 * @param ofModules paths of the files that belong to the modules of `modules.json`; `undefined` without that file
 * @throws {RerankError} `model_not_found` for a file whose content would change the scores
 */
export async function checkFiles(
  ofModules: readonly string[] | undefined,
  { folder, notes }: Inspection,
): Promise<void> {
  const paths =
    folder.paths ?? (await present([...refused.map(({ probe }) => probe), ...moduleProbes], folder));
  const unknown: string[] = [];
  for (const path of paths) {
    const refusal = refused.find((one) => one.path.test(path));
    if (refusal) throw notUsable(folder.id, refusal.reason(path));
    if (read.test(path) || transformerPaths.includes(path) || ofModules?.includes(path) === true) continue;
    if (ofModule.test(path) && !ofModules) throw notUsable(folder.id, inspectMessages.noModules(path));
    if (mayDeclare.test(path) && !noEffect.some((pattern) => pattern.test(path))) unknown.push(path);
  }
  if (unknown.length > 0) notes.push(inspectMessages.unknownFiles(unknown));
}

/** A folder that cannot be listed is asked for single files. */
async function present(paths: readonly string[], folder: Inspection["folder"]): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => folder.find(path)));
  return paths.filter((_, position) => found[position] !== undefined);
}
