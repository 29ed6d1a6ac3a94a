/** What the attributes ask for: read into settings, or told what is wrong with them. Pure. */
import { type FieldError, RerankError, fieldError } from "../../contract/errors.ts";
import type { DeviceChoice } from "../../engine/local/device.ts";
import { catalogue, defaultHubHost, defaultModel, findModel } from "../../models/catalogue.ts";
import { type Dtype, type ModelEntry, dtypes } from "../../models/model.ts";

export const modes = ["full", "compact", "results"] as const;
export type Mode = (typeof modes)[number];
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const devices = ["auto", "webgpu", "wasm"] as const satisfies readonly DeviceChoice[];
/** The value of an attribute; `null` where it is not there. */
export type ReadAttribute = (name: string) => string | null;

/** All that an engine depends on. */
export interface EngineSettings {
  model: ModelEntry;
  device: DeviceChoice;
  dtype: Dtype | undefined;
  /** With a slash at its end. */
  modelBaseUrl: string;
  hubHost: string;
}

/** Where relative addresses start, and where the embedded models lie without an attribute. */
export interface Places {
  documentUrl: string;
  modelBaseUrl: string;
}

/** One of the values, or the first: how HTML reads an attribute that is not there or that it does not know. */
export function oneOf<Value extends string>(
  values: readonly [Value, ...Value[]],
  given: string | null,
): Value {
  return values.find((value) => value === given) ?? values[0];
}

/** @throws {RerankError} `invalid_request` with every wrong attribute; `model_not_found` where it is only the model */
export function readEngineSettings(read: ReadAttribute, places: Places): EngineSettings {
  const errors: FieldError[] = [];
  const chosen = <Value extends string>(name: string, values: readonly Value[]): Value | undefined => {
    const given = read(name);
    if (given === null || given === "") return undefined;
    const known = values.find((value) => value === given);
    if (known === undefined) errors.push(attributeError(name, `must be one of ${values.join(", ")}`, given));
    return known;
  };
  const address = (name: string, otherwise: string, scheme = /:/, wanted = "address"): string => {
    const given = read(name);
    if (given === null || given === "") return otherwise;
    const href = URL.canParse(given, places.documentUrl) ? new URL(given, places.documentUrl).href : "";
    if (scheme.test(href)) return href;
    errors.push(attributeError(name, `must be an ${wanted}`, given));
    return otherwise;
  };
  const device = chosen("device", devices) ?? "auto";
  const dtype = chosen<Dtype | "auto">("dtype", ["auto", ...dtypes]);
  const modelBaseUrl = address("model-base-url", places.modelBaseUrl);
  const hubHost = address("hub-host", defaultHubHost, /^https?:/, "http or https address");
  if (errors.length > 0) throw fieldError("invalid_request", errors);
  return {
    model: readModel(read),
    device,
    dtype: dtype === "auto" ? undefined : dtype,
    modelBaseUrl: modelBaseUrl.endsWith("/") ? modelBaseUrl : `${modelBaseUrl}/`,
    hubHost,
  };
}

/** @throws {RerankError} `model_not_found` */
export function readModel(read: ReadAttribute): ModelEntry {
  const id = read("model");
  const model = id === null || id === "" ? defaultModel : findModel(id);
  if (model) return model;
  const known = catalogue.map((entry) => entry.id).join(", ");
  throw new RerankError("model_not_found", `There is no model "${id}" here. There are: ${known}.`);
}

function attributeError(field: string, message: string, input: string): FieldError {
  return { field, message, type: "value_error.attribute", input };
}
