/** What is kept and shared of a playground's input: versioned, validated on the way in. No API key is ever part of it. */
import * as v from "valibot";
import { RerankDocument } from "../../contract/rerank.ts";
import {
  type PropertyName,
  type SettingName,
  propertyName,
  settingFromText,
  settingNames,
  settings,
} from "../../contract/settings.ts";
import { type TypedSettings, initialSettings } from "./typed-settings.ts";
import type { DeviceChoice } from "../../engine/local/device.ts";
import { defaultHubHost, defaultModel } from "../../models/catalogue.ts";
import { type Dtype, dtypes } from "../../models/model.ts";
import { isWebAddress } from "../../models/web-address.ts";

/** What runs, and the settings of its requests as typed: nothing that is wrong is thrown away. */
export interface Settings extends TypedSettings {
  modelId: string;
  device: DeviceChoice;
  dtype: Dtype | "auto";
  hubHost: string;
}

export const defaultSettings: Settings = {
  modelId: defaultModel.id,
  device: "auto",
  dtype: "auto",
  ...initialSettings,
  hubHost: defaultHubHost,
};

type TypedSchemas = {
  [Name in SettingName as PropertyName<Name>]: v.SchemaWithFallback<
    v.GenericSchema<TypedSettings[PropertyName<Name>]>,
    TypedSettings[PropertyName<Name>]
  >;
};
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are made from the names
const typedSchemas = Object.fromEntries(
  settingNames.map((name) => {
    const { input, schema, initial } = settings[name];
    const isChoice = (text: string): boolean => v.is(schema.wrapped, settingFromText(name, text));
    const typed = input === "choice" ? v.pipe(v.string(), v.check(isChoice)) : v.string();
    return [propertyName(name), v.fallback<v.GenericSchema, unknown>(typed, initial)];
  }),
) as TypedSchemas;

/**
 * Version 1. Every setting may be missing: an older draft, or one made by hand, gets the default. What a newer
 * version adds is ignored.
 */
const SharedSettings = v.object({
  modelId: v.fallback(v.string(), defaultSettings.modelId),
  device: v.fallback(v.picklist(["auto", "webgpu", "wasm"]), defaultSettings.device),
  dtype: v.fallback(v.picklist(["auto", ...dtypes]), defaultSettings.dtype),
  ...typedSchemas,
  hubHost: v.fallback(v.pipe(v.string(), v.check(isWebAddress)), defaultSettings.hubHost),
});

export const SharedDraft = v.object({
  v: v.literal(1),
  query: v.string(),
  queryImage: v.optional(v.string()),
  // As they are: the library's own copy leaves out fields that are named "constructor", say.
  documents: v.custom<RerankDocument[]>((value) => v.is(v.array(RerankDocument), value)),
  settings: v.fallback(SharedSettings, defaultSettings),
});
export type SharedDraft = v.InferOutput<typeof SharedDraft>;
