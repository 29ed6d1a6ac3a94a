/** The response of the `/v1/rerank` contract. Only clients of remote servers validate one, so pages load it late. */
import * as v from "valibot";
import { RerankDocument } from "./rerank.ts";
import { dropNulls } from "./without-nulls.ts";

const Position = v.pipe(v.number(), v.integer(), v.minValue(0));

/** In UTF-16 units of the text; how many were read, and how many more there are than `max`. */
export const Passage = v.object({ start: Position, end: Position, read: Position, unread: Position });

export const RerankResult = v.object({
  /** Position in `request.documents`, never in the sorted list. */
  index: v.pipe(v.number(), v.integer(), v.minValue(0)),
  relevance_score: v.pipe(v.number(), v.finite()),
  /** With `passages`: the one that gave the score. */
  passage: v.optional(Passage),
  document: v.optional(v.pipe(v.unknown(), v.transform(dropNulls), RerankDocument)),
});
export type RerankResult = v.InferOutput<typeof RerankResult>;

const TokenCount = v.pipe(v.number(), v.integer(), v.minValue(0));

export const RerankUsage = v.looseObject({
  /** Tokens of the model's inputs, special tokens included; the same whether or not embeddings were cached. */
  prompt_tokens: TokenCount,
  completion_tokens: TokenCount,
  total_tokens: TokenCount,
});
export type RerankUsage = v.InferOutput<typeof RerankUsage>;

export const RerankResponse = v.object({
  id: v.string(),
  object: v.literal("list"),
  model: v.string(),
  /** Best first. */
  results: v.array(RerankResult),
  /** How many documents scored below `min_score`. Absent without it, or if a server returned too few to tell. */
  below_min_score: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** The length of the query, if `max_tokens_per_query` cut it, and how many of its tokens were read. */
  truncated_query: v.optional(v.object({ tokens: TokenCount, used_tokens: TokenCount })),
  /** Positions of the documents that were not read within `budget_ms`, in the order in which they would have been. */
  unread_documents: v.optional(v.array(Position)),
  usage: RerankUsage,
});
export type RerankResponse = v.InferOutput<typeof RerankResponse>;
