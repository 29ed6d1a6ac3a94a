/** Sentences and labels of the settings. The labels of a request's settings stand in the settings table. */
import type { SettingName, SettingValue } from "../../../contract/settings.ts";

const listed = new Intl.ListFormat("en");

export const settingsText = {
  device: "Device",
  weights: "Weights",
  auto: "Auto",
  whileTyping: "Rerank while typing",
  more: "More settings",
  /** @param of number of documents */
  depth: (expected: number, of: number) =>
    expected >= of
      ? `The time limit should be enough for ${of === 1 ? "the document" : `all ${of.toLocaleString("en")} documents`}, by the speed of the last run.`
      : `The time limit should be enough for the first ${expected.toLocaleString("en")} of ${of.toLocaleString("en")} documents, by the speed of the last run.`,
  value: (label: string, value: string) => `${label}: ${value}`,
} as const;

export const instructionText = {
  none: "none",
  /** @param models that the instruction is for, where the selected model takes none */
  hint: (models: readonly string[]) =>
    `What counts as relevant, in your own words${models.length > 0 ? `, for ${listed.format(models)}` : ""}.`,
  modelDefault: " If empty, the model’s own instruction applies, as shown.",
} as const;

/**
 * What a blank field means.
 * @param maxTokens the longest input of the selected model, if it is known
 */
export function placeholder(name: SettingName, maxTokens: number | undefined): string {
  if (name.startsWith("max_tokens_")) return maxTokens === undefined ? "all" : `up to ${maxTokens}`;
  return name === "top_n" ? "all" : "none";
}

type Choices = {
  readonly [Name in SettingName]?: Readonly<Record<Extract<SettingValue<Name>, string>, string>>;
};

export const choiceLabels: { readonly [Name in SettingName]?: Readonly<Record<string, string>> } = {
  truncate: { end: "Drop the end", start: "Drop the start", none: "Refuse (error)" },
  passages: { none: "Cut", best: "Best passage" },
} satisfies Choices;
