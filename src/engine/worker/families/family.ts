import type { FamilyName, Recipe } from "../../../models/model.ts";
import type { BatchLimits } from "../batches.ts";
import type { Head } from "../head.ts";
import type { ScoringInput, ChunkScores, TokenMatches, Truncation } from "../protocol.ts";
import type { QueryInput } from "../query.ts";
import type { Session } from "../session.ts";
import type { Tokenizer } from "../tokenizer.ts";

/** How a kind of model turns a query and documents into scores. */
export interface Family {
  /** @throws {RerankError} `query_too_long` */
  score(chunk: ScoringInput): Promise<ChunkScores>;
  /**
   * Tokens of the query, and the maximum tokens of a document that the model reads with it.
   * @throws {RerankError} `query_too_long`
   */
  lengths(query: QueryInput): { queryTokens: number; documentBudget: number };
  /** How the tokens of query and document match; only in families whose score is a sum of such matches. */
  match?(query: string, document: string, truncation: Truncation): Promise<TokenMatches>;
}

export interface FamilyContext<Name extends FamilyName = FamilyName> {
  recipe: Extract<Recipe, { family: Name }>;
  tokenizer: Tokenizer;
  session: Session;
  /** The graph that turns images into vectors, if the model has one. */
  vision?: Session | undefined;
  /** The layers after the graph, if the model has any. */
  head?: Head | undefined;
  /** Maximum length of an input in tokens, special tokens included. */
  maxTokens: number;
  batches: BatchLimits;
  /** Bytes of document embeddings that the family may cache. */
  cacheBytes: number;
}
