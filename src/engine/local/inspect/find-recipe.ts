/** How a model without a `tabrank.json` scores, as far as its files tell. */
import type { Recipe } from "../../../models/model.ts";
import { inspectMessages } from "./messages.ts";
import { type Inspection, notUsable } from "./folder.ts";
import type { ModelConfig } from "./model-config.ts";
import type { ScoreActivation } from "./read-card.ts";
import type { Declarations } from "./read-declarations.ts";
import { type Pipeline, type ReadModules, readModules } from "./read-modules.ts";
import { readPooling } from "./read-pooling.ts";

/** Where conversions keep the pooling that `modules.json` named. */
const poolingPath = "1_Pooling/config.json";

/** By the name of the class in PyTorch's module. Of both, the order is that of the logits. */
const scoreActivations: ReadonlyMap<string, ScoreActivation> = new Map([
  ["torch.nn.modules.activation.Sigmoid", "sigmoid"],
  ["torch.nn.modules.linear.Identity", "identity"],
]);

export interface FoundRecipe {
  recipe: Recipe;
  activation: ScoreActivation;
  modules: ReadModules | undefined;
}

/**
 * A classifier with one class, or a model with a head that ends in a score, or one that the Hub lists as
 * `text-ranking`, is a cross-encoder; any other encoder is a bi-encoder.
 *
 * @throws {RerankError} `model_not_found` for any other architecture, several classes, or what cannot be run
 */
export async function findRecipe(
  config: ModelConfig,
  declared: Declarations,
  inspection: Inspection,
): Promise<FoundRecipe> {
  const activation = scoreActivation(config, declared, inspection);
  const modules = await readModules(inspection);
  const recipe = await chooseRecipe(config, declared, modules, inspection);
  if (recipe.family === "cross-encoder" && activation === "identity")
    inspection.notes.push(inspectMessages.rawLogits());
  return { recipe, activation, modules };
}

async function chooseRecipe(
  config: ModelConfig,
  declared: Declarations,
  modules: ReadModules | undefined,
  inspection: Inspection,
): Promise<Recipe> {
  const { folder } = inspection;
  const [architecture = ""] = config.architectures ?? [];
  const pipeline = modules?.pipeline;
  if (architecture.endsWith("ForSequenceClassification") && !pipeline) {
    throwIfSeveralClasses(config, inspection);
    return crossEncoder(declared, inspection);
  }
  // sentence-transformers drops the head of a masked language model.
  const isEncoder = architecture.endsWith("Model") || (pipeline && architecture.endsWith("ForMaskedLM"));
  if (!isEncoder) throw notUsable(folder.id, inspectMessages.architecture(architecture));
  if (pipeline?.endsInScore === true && declared.modelType !== "SentenceTransformer") {
    const { layers: head, pooling } = pipeline;
    return { ...crossEncoder(declared, inspection), head, pooling };
  }
  if (declared.modelType === "CrossEncoder") throw notUsable(folder.id, inspectMessages.noScore());
  if (modules && !pipeline) throw notUsable(folder.id, inspectMessages.noPooling());
  if (!modules && folder.pipelineTag === "text-ranking") return crossEncoder(declared, inspection);
  return biEncoder(pipeline ?? (await loosePooling(inspection)), declared, inspection);
}

function throwIfSeveralClasses(config: ModelConfig, { folder }: Inspection): void {
  const classes = config.num_labels ?? Object.keys(config.id2label ?? {}).length;
  if (classes > 1) throw notUsable(folder.id, inspectMessages.classes(classes));
}

function crossEncoder({ pairPrefix }: Declarations, { folder }: Inspection): { family: "cross-encoder" } {
  if (pairPrefix !== "") throw notUsable(folder.id, inspectMessages.pairPrompt(pairPrefix));
  return { family: "cross-encoder" };
}

/** What a cross-encoder of sentence-transformers applies to its logit, by the first file that says so. */
function scoreActivation(
  config: ModelConfig,
  { activation }: Declarations,
  { folder }: Inspection,
): ScoreActivation {
  const name =
    activation ??
    config.sentence_transformers?.activation_fn ??
    config.sbert_ce_default_activation_function ??
    "torch.nn.modules.activation.Sigmoid";
  const known = scoreActivations.get(name);
  if (!known) throw notUsable(folder.id, inspectMessages.scoreActivation(name));
  return known;
}

async function loosePooling(inspection: Inspection): Promise<Pipeline> {
  const rest = { layers: [], endsInScore: false };
  if (await inspection.folder.find(poolingPath))
    return { ...(await readPooling(poolingPath, inspection)), ...rest };
  inspection.notes.push(inspectMessages.assumedPooling());
  return { pooling: "mean", includePrompt: true, ...rest };
}

function biEncoder(
  { pooling, includePrompt, layers }: Pipeline,
  { queryPrefix, documentPrefix, similarity }: Declarations,
  { folder, notes }: Inspection,
): Recipe {
  if (queryPrefix + documentPrefix !== "") {
    if (!includePrompt) throw notUsable(folder.id, inspectMessages.promptLeftOut());
    notes.push(inspectMessages.prompts(queryPrefix, documentPrefix));
  }
  return {
    family: "bi-encoder",
    pooling,
    queryPrefix,
    ...(documentPrefix !== "" && { documentPrefix }),
    ...(layers.length > 0 && { head: layers }),
    ...(similarity === "dot" && { similarity }),
  };
}
