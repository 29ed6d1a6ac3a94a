import { RerankError } from "../contract/errors.ts";
import type { CreateRerankerOptions } from "../engine/create-reranker.ts";
import { findModel } from "../models/catalogue.ts";
import { embeddedModel } from "../models/embedded-model.ts";
import { miniLmOnHub } from "../models/mini-lm-on-hub.ts";
import type { ModelEntry } from "../models/model.ts";

export interface LibraryOptions extends Omit<CreateRerankerOptions, "environment" | "modelBaseUrl"> {
  /**
   * URL of a folder with the embedded model as `Xenova/all-MiniLM-L6-v2/…`: a copy of `public/models` of the
   * repository. Without it that model comes from the Hub, in the weights that are published there.
   */
  modelBaseUrl?: string;
}

/**
 * The model that the caller requests.
 * @throws {RerankError} `model_not_found` for an id that the catalogue does not have
 */
export function requestedModel({ model = embeddedModel, modelBaseUrl }: LibraryOptions): ModelEntry {
  const entry = typeof model === "string" ? findModel(model) : model;
  if (!entry)
    throw new RerankError("model_not_found", `The catalogue has no model ${JSON.stringify(model)}.`);
  return entry === embeddedModel && modelBaseUrl === undefined ? miniLmOnHub : entry;
}
