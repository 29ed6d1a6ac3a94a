/** What the fields of the request's settings say beside their labels. */
import type { SettingName, SettingValue } from "../../../../contract/settings.ts";

/**
 * What a blank field means.
 * @param maxTokens the longest input of the selected model, if it is known
 */
export function placeholder(name: SettingName, maxTokens: number | undefined): string {
  if (name.startsWith("max_tokens_")) return maxTokens === undefined ? "all" : `up to ${maxTokens}`;
  return name === "top_n" ? "all" : "none";
}

type Choices = { readonly [Name in SettingName]?: Readonly<Record<SettingValue<Name>, string>> };

export const choiceLabels: { readonly [Name in SettingName]?: Readonly<Record<string, string>> } = {
  truncate: { end: "Drop the end", start: "Drop the start", none: "Refuse (error)" },
} satisfies Choices;
