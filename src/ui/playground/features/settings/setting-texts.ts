/** What the fields of the request's settings say beside their labels. */
import type { SettingName, SettingValue } from "../../../../contract/settings.ts";

/** What a blank field means. `maxTokens`: the longest input of the selected model, where it is known. */
export const placeholders: { readonly [Name in SettingName]?: (maxTokens: number | undefined) => string } = {
  top_n: () => "all",
  max_tokens_per_document: (maxTokens) => (maxTokens === undefined ? "all" : `up to ${maxTokens}`),
};

type Choices = { readonly [Name in SettingName]?: Readonly<Record<SettingValue<Name>, string>> };

export const choiceLabels: { readonly [Name in SettingName]?: Readonly<Record<string, string>> } = {
  truncate: { end: "Drop the end", start: "Drop the start", none: "Refuse (error)" },
} satisfies Choices;
