import { families } from "../../../models/families.ts";
import {
  type Device,
  type ModelEntry,
  type ModelFile,
  type ModelVariant,
  type Recipe,
  headLayers,
} from "../../../models/model.ts";
import type { LoadRequest, LoadedFile } from "../../worker/protocol.ts";
import type { Candidate } from "../device.ts";
import { blockLimits } from "../score/blocks.ts";

/**
 * What each worker is given to load.
 * @param files the candidate's files by path, as `fetchModelFiles` returns them
 * @param cacheBytes limit on the document embeddings that one worker caches
 */
export function createLoadRequest(
  model: ModelEntry,
  { device, variant }: Candidate,
  files: ReadonlyMap<string, Blob>,
  cacheBytes: number,
): LoadRequest {
  const loadedFile = (file: ModelFile): LoadedFile => ({
    name: file.path.slice(file.path.lastIndexOf("/") + 1),
    blob: files.get(file.path) ?? new Blob(),
    ...(file.sha256 !== undefined && { sha256: file.sha256 }),
  });
  const graph = ([weights, ...externalData]: ModelVariant["files"]) => ({
    weights: loadedFile(weights),
    externalData: externalData.map(loadedFile),
  });
  return {
    ...graph(variant.files),
    ...(variant.vision && { vision: graph(variant.vision) }),
    head: headLayers(model.recipe).map((layer) => ("file" in layer ? loadedFile(layer.file) : undefined)),
    recipe: recipeOn(device, model),
    device,
    dtype: variant.dtype,
    maxTokens: model.maxTokens,
    ...(hasUnprovenLength(model) && { proveLength: true }),
    tokenizerJson: loadedFile(model.tokenizer.json),
    tokenizerConfig: loadedFile(model.tokenizer.config),
    cacheBytes,
  };
}

/** Beyond this length a run takes long, and few models have a table of positions that could end early. */
const maxProvenTokens = 1024;

/** The pairs of a model's card are too short to prove its length. */
function hasUnprovenLength({ golden, recipe, maxTokens }: ModelEntry): boolean {
  return golden !== "catalogued" && families[recipe.family].batched && maxTokens <= maxProvenTokens;
}

/** The recipe with the device's limits, so that the worker cuts and measures documents by them. */
function recipeOn(device: Device, model: ModelEntry): Recipe {
  const { recipe } = model;
  const limits = blockLimits(device, model);
  if (!limits || !("maxDocumentTokens" in recipe)) return recipe;
  return { ...recipe, maxDocumentTokens: limits.maxDocumentTokens };
}
