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

/** @param prefix what the model expects before every query; the query's length includes it */
export function encodeQuery(
  { query }: Pick<QueryInput, "query" | "truncation">,
  tokenizer: Pick<Tokenizer, "encode">,
  prefix = "",
): EncodedQuery {
  const ids = tokenizer.encode(prefix + query);
  return { ids, tokens: ids.length, usedTokens: ids.length };
}

/**
 * A query for a prompt.
 * @param maxTokens the family's own limit
 */
export function promptQuery(
  { query }: Pick<QueryInput, "query" | "truncation">,
  tokenizer: PromptTokenizer,
  maxTokens = Infinity,
): PromptText {
  return promptText(query, tokenizer, maxTokens, { truncate: "end" });
}

/** Distinguishes cached queries that are read differently. */
export function queryKey({ query }: Pick<QueryInput, "query" | "truncation">): string {
  return query;
}
