/** Queries as the families read them. */
import { type PromptText, type PromptTokenizer, promptText } from "./prompt.ts";
import type { ScoringInput, TextLength } from "./protocol.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** The query of a request, and what decides how it is read. */
export type QueryInput = Pick<ScoringInput, "query" | "truncation" | "instruction">;

/** A query as token ids, without special tokens. */
export interface EncodedQuery extends TextLength {
  ids: number[];
}

/** @param prefix what the model expects before every query: it counts in the length, and no limit cuts it */
export function encodeQuery(
  { query, truncation: { maxTokensPerQuery: max } }: Pick<QueryInput, "query" | "truncation">,
  tokenizer: Pick<Tokenizer, "encode">,
  prefix = "",
): EncodedQuery {
  const all = tokenizer.encode(prefix + query);
  const ids = max === undefined ? all : all.slice(0, tokenizer.encode(prefix).length + max);
  return { ids, tokens: all.length, usedTokens: ids.length };
}

/**
 * A query for a prompt.
 * @param maxTokens the family's own limit
 */
export function promptQuery(
  { query, truncation: { maxTokensPerQuery = Infinity } }: Pick<QueryInput, "query" | "truncation">,
  tokenizer: PromptTokenizer,
  maxTokens = Infinity,
): PromptText {
  return promptText(query, tokenizer, Math.min(maxTokens, maxTokensPerQuery), { truncate: "end" });
}

/** Distinguishes cached queries that are read differently. */
export function queryKey({ query, truncation }: Pick<QueryInput, "query" | "truncation">): string {
  return `${truncation.maxTokensPerQuery ?? ""} ${query}`;
}
