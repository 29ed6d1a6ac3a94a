import type { FamilyName, Recipe } from "../../../models/model.ts";
import type { BatchLimits } from "../batches.ts";
import type { Head } from "../head.ts";
import type { ScoringInput, ChunkScores, TokenMatches, Truncation } from "../protocol.ts";
import type { Session } from "../session.ts";
import type { Tokenizer } from "../tokenizer.ts";

/** How a kind of model turns a query and documents into scores. */
export interface Family {
  /** @throws {RerankError} `query_too_long` */
  score(chunk: ScoringInput): Promise<ChunkScores>;
  /**
   * Tokens of the query, and of a document those that the model can read beside it.
   * @throws {RerankError} `query_too_long`
   */
  lengths(query: string, instruction?: string): { queryTokens: number; documentBudget: number };
  /** Which token of the query found which of the document; only where the score is made of that. */
  match?(query: string, document: string, truncation: Truncation): Promise<TokenMatches>;
}

export interface FamilyContext<Name extends FamilyName = FamilyName> {
  recipe: Extract<Recipe, { family: Name }>;
  tokenizer: Tokenizer;
  session: Session;
  /** The graph that turns images into vectors, where the model has one. */
  vision?: Session | undefined;
  /** The layers after the graph, where it lacks them. */
  head?: Head | undefined;
  /** Longest input in tokens, special tokens included. */
  maxTokens: number;
  batches: BatchLimits;
  /** Bytes that the family may keep of documents it has encoded. */
  cacheBytes: number;
}
