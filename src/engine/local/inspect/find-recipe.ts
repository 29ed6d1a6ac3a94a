/** How a model without a `tabrank.json` scores, as far as its files tell. */
import * as v from "valibot";
import type { Recipe } from "../../../models/model.ts";
import { inspectMessages } from "../messages.ts";
import { type Folder, notUsable, readAs } from "./folder.ts";
import type { ModelConfig } from "./model-config.ts";
import { readHead } from "./read-head.ts";

export interface FoundRecipe {
  recipe: Recipe;
  /** A sentence that says what the files do not state and is assumed. */
  assumption?: string;
}

/**
 * A classifier with one class, or a model with a head, or one that the Hub lists as `text-ranking`, is a cross-encoder;
 * any other encoder is a bi-encoder.
 *
 * @throws {RerankError} `model_not_found` for any other architecture, several classes, or an unsupported pooling
 */
export async function findRecipe(config: ModelConfig, folder: Folder): Promise<FoundRecipe> {
  const [architecture = ""] = config.architectures ?? [];
  if (architecture.endsWith("ForSequenceClassification")) {
    throwIfSeveralClasses(config, folder);
    return { recipe: { family: "cross-encoder" } };
  }
  if (!architecture.endsWith("Model")) throw notUsable(folder.id, inspectMessages.architecture(architecture));
  const head = await readHead(folder);
  if (head.length > 0) return { recipe: { family: "cross-encoder", head } };
  if (folder.pipelineTag === "text-ranking") return { recipe: { family: "cross-encoder" } };
  return findBiEncoder(folder);
}

function throwIfSeveralClasses(config: ModelConfig, { id }: Folder): void {
  const classes = config.num_labels ?? Object.keys(config.id2label ?? {}).length;
  if (classes > 1) throw notUsable(id, inspectMessages.classes(classes));
}

/**
 * sentence-transformers' pooling configuration: one of its `pooling_mode_…` is true; since version 6 it has a
 * `pooling_mode` instead.
 */
const poolingPath = "1_Pooling/config.json";
const PoolingConfig = v.record(v.string(), v.unknown());

const poolings: Record<string, "mean" | "cls"> = {
  mean_tokens: "mean",
  cls_token: "cls",
  mean: "mean",
  cls: "cls",
};

async function findBiEncoder(folder: Folder): Promise<FoundRecipe> {
  const recipe = (pooling: "mean" | "cls"): Recipe => ({ family: "bi-encoder", pooling, queryPrefix: "" });
  if (!(await folder.find(poolingPath)))
    return { recipe: recipe("mean"), assumption: inspectMessages.assumedPooling() };
  const modes = poolingModes(await readAs(PoolingConfig, folder, poolingPath));
  const pooling = modes.length === 1 ? poolings[modes[0] ?? ""] : undefined;
  if (!pooling) throw notUsable(folder.id, inspectMessages.pooling(modes));
  return { recipe: recipe(pooling) };
}

function poolingModes(config: Record<string, unknown>): string[] {
  return Object.entries(config).flatMap(([name, value]) => {
    if (name === "pooling_mode" && typeof value === "string") return [value];
    return name.startsWith("pooling_mode_") && value === true ? [name.slice("pooling_mode_".length)] : [];
  });
}
