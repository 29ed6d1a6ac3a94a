import { type SettingName, attributeName, settingNames } from "../../contract/settings.ts";

type ParameterName = "query" | "model" | "device" | "dtype" | SettingName | "mode" | "theme";

const parameterNames: readonly ParameterName[] = [
  "query",
  "model",
  "device",
  "dtype",
  ...settingNames,
  "mode",
  "theme",
];

/** Parameters of the iframe's address and keys of its messages, each with the element's attribute. */
export const attributeNames = parameterNames.map((name) => [name, attributeName(name)] as const);
