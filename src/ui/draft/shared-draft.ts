/** What is kept and shared of a playground's input: versioned, validated on the way in. No API key is ever part of it. */
import * as v from "valibot";
import { RerankDocument, Truncate } from "../../contract/rerank.ts";
import type { DeviceChoice } from "../../engine/local/device.ts";
import { defaultHubHost } from "../../models/catalogue.ts";
import { embeddedModel } from "../../models/embedded-model.ts";
import { type Dtype, dtypes } from "../../models/model.ts";

export interface Settings {
  modelId: string;
  device: DeviceChoice;
  dtype: Dtype | "auto";
  /** As typed: nothing that is wrong is thrown away. Empty: all. */
  topN: string;
  truncate: Truncate;
  /** As typed. Empty: the model's own limit. */
  maxTokensPerDocument: string;
  /** As typed; used by models that take one. Blank: the model's own. */
  instruction: string;
  hubHost: string;
}

export const defaultSettings: Settings = {
  modelId: embeddedModel.id,
  device: "auto",
  dtype: "auto",
  topN: "3",
  truncate: "end",
  maxTokensPerDocument: "",
  instruction: "",
  hubHost: defaultHubHost,
};

/**
 * Version 1. Every setting may be missing: an older draft, or one made by hand, gets the default. What a newer
 * version adds is ignored.
 */
const SharedSettings = v.object({
  modelId: v.fallback(v.string(), defaultSettings.modelId),
  device: v.fallback(v.picklist(["auto", "webgpu", "wasm"]), defaultSettings.device),
  dtype: v.fallback(v.picklist(["auto", ...dtypes]), defaultSettings.dtype),
  topN: v.fallback(v.string(), defaultSettings.topN),
  truncate: v.fallback(Truncate, defaultSettings.truncate),
  maxTokensPerDocument: v.fallback(v.string(), defaultSettings.maxTokensPerDocument),
  instruction: v.fallback(v.string(), defaultSettings.instruction),
  hubHost: v.fallback(v.pipe(v.string(), v.url()), defaultSettings.hubHost),
});

export const SharedDraft = v.object({
  v: v.literal(1),
  query: v.string(),
  queryImage: v.optional(v.string()),
  documents: v.array(RerankDocument),
  settings: v.fallback(SharedSettings, defaultSettings),
});
export type SharedDraft = v.InferOutput<typeof SharedDraft>;
