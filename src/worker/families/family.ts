import type { FamilyName, Recipe } from "../../models/model.ts";
import type { BatchLimits } from "../batches.ts";
import type { Piece, PieceScores } from "../protocol.ts";
import type { Session } from "../session.ts";
import type { Tokenizer } from "../tokenizer.ts";

/** How a kind of model turns a query and documents into scores. */
export interface Family {
  /** @throws {RerankError} `query_too_long` */
  score(piece: Piece): Promise<PieceScores>;
  /**
   * Tokens of a document that the model can read beside this query.
   * @throws {RerankError} `query_too_long`
   */
  documentRoom(query: string): number;
}

export interface FamilyContext<Name extends FamilyName = FamilyName> {
  recipe: Extract<Recipe, { family: Name }>;
  tokenizer: Tokenizer;
  session: Session;
  /** Longest input in tokens, special tokens included. */
  maxTokens: number;
  batches: BatchLimits;
  /** Bytes that the family may keep of documents it has encoded. */
  cacheBytes: number;
}
