/** Which reranker is suggested after the answer of an embedding model, and what it changed. Pure. */
import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { findModel } from "../../../../models/catalogue.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { needsOtherLanguages } from "./languages.ts";

/** Cross-encoders that run on any machine and may be used for anything: the work for one token, all-MiniLM-L6-v2 as 1. */
export const suggested = {
  english: { id: "Xenova/ms-marco-MiniLM-L-6-v2", work: 1 },
  multilingual: { id: "cross-encoder/mmarco-mMiniLMv2-L12-H384-v1", work: 2 },
} as const;

export interface Suggestion {
  model: ModelEntry;
  work: number;
  /** The embedding model reads English alone, and not all texts are. */
  otherLanguages: boolean;
}

/**
 * @param model that has answered
 * @returns `undefined` if the catalogue of this page has no such reranker
 */
export function suggestReranker(
  { languages }: ModelEntry,
  query: string,
  documents: readonly string[],
): Suggestion | undefined {
  const other = needsOtherLanguages(query, documents);
  const { id, work } = suggested[other ? "multilingual" : "english"];
  const model = findModel(id);
  return model && { model, work, otherLanguages: other && languages === "English" };
}

/** In less, more is measured than the model. */
const minMs = 10;

/**
 * How long the reranker should take on this machine, from how long the embedding model took for the same texts.
 * @param read of the answer: every document, with the tokens that were read
 * @param elapsedMs of that run
 * @returns milliseconds; `undefined` if the answer came from a cache, or so fast that it tells nothing
 */
export function estimateMs(
  { model: { maxTokens }, work }: Suggestion,
  read: readonly Pick<ScoredDocument, "usedTokens" | "cached">[],
  queryTokens: number,
  elapsedMs: number,
): number | undefined {
  const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);
  const fresh = sum(read.flatMap(({ usedTokens, cached }) => (cached ? [] : [usedTokens])));
  if (fresh === 0 || elapsedMs < minMs) return undefined;
  const pairs = sum(read.map(({ usedTokens }) => Math.min(maxTokens, usedTokens + queryTokens)));
  return (elapsedMs / fresh) * work * pairs;
}

export interface Change {
  /** Documents that stand at another place. */
  moved: number;
  /** The document that has moved the most, by its position in the request; `undefined`: none has. */
  largest: { index: number; from: number; to: number } | undefined;
}

/** What has changed between two orders of the same documents. Places count from 1. */
export function findChange(
  before: readonly Pick<ScoredDocument, "index">[],
  after: readonly Pick<ScoredDocument, "index">[],
): Change {
  const placeBefore = new Map(before.map(({ index }, at) => [index, at + 1]));
  const moves = after.flatMap(({ index }, at) => {
    const from = placeBefore.get(index) ?? at + 1;
    return from === at + 1 ? [] : [{ index, from, to: at + 1 }];
  });
  const step = ({ from, to }: { from: number; to: number }): number => Math.abs(from - to);
  // Of equal steps the one that ends higher: readers look there.
  const [largest] = moves.toSorted((a, b) => step(b) - step(a) || a.to - b.to);
  return { moved: moves.length, largest };
}
