/** Which reranker is suggested after the answer of an embedding model, and what it changed. Pure. */
import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { findModel } from "../../../../models/catalogue.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { needsOtherLanguages, readsEnglishOnly } from "./languages.ts";

/** Cross-encoders that run on any machine and may be used for anything. */
export const suggested = {
  english: "Xenova/ms-marco-MiniLM-L-6-v2",
  multilingual: "cross-encoder/mmarco-mMiniLMv2-L12-H384-v1",
} as const;

export interface Suggestion {
  model: ModelEntry;
  /** The embedding model reads English alone, and not all texts are. */
  otherLanguages: boolean;
}

/**
 * @param model that has answered
 * @returns `undefined` if the catalogue of this page has no such reranker
 */
export function suggestReranker(
  answered: ModelEntry,
  query: string,
  documents: readonly string[],
): Suggestion | undefined {
  const other = needsOtherLanguages(query, documents);
  const model = findModel(suggested[other ? "multilingual" : "english"]);
  return model && { model, otherLanguages: other && readsEnglishOnly(answered) };
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
