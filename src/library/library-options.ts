import type { RerankOptions } from "../contract/reranker.ts";
import { RerankError } from "../contract/errors.ts";
import type { DeviceChoice } from "../engine/local/device.ts";
import { findModel } from "../models/catalogue.ts";
import { embeddedModel, miniLmOnHub } from "../models/embedded-model.ts";
import type { Dtype, ModelEntry } from "../models/model.ts";

export interface LibraryOptions extends RerankOptions {
  /** A catalogue id, or an entry of your own; all-MiniLM-L6-v2 without it. */
  model?: string | ModelEntry;
  /** Default "auto": WebGPU where there is one that scores right, else WASM. In Node always WASM. */
  device?: DeviceChoice;
  /** Only these weights; otherwise what suits the device. */
  dtype?: Dtype;
  /** Number of workers on WASM; otherwise by cores and memory. */
  workers?: number;
  /**
   * URL of a folder with the embedded model as `Xenova/all-MiniLM-L6-v2/…`: a copy of `public/models` of the
   * repository. Without it that model comes from the Hub, in the weights that are published there.
   */
  modelBaseUrl?: string;
  /** Where hub models come from; `https://huggingface.co` without it. */
  hubHost?: string;
}

/**
 * The entry that is meant.
 * @throws {RerankError} `model_not_found` for an id that the catalogue does not have
 */
export function entryOf({ model = embeddedModel, modelBaseUrl }: LibraryOptions): ModelEntry {
  const entry = typeof model === "string" ? findModel(model) : model;
  if (!entry)
    throw new RerankError("model_not_found", `The catalogue has no model ${JSON.stringify(model)}.`);
  return entry === embeddedModel && modelBaseUrl === undefined ? miniLmOnHub : entry;
}
