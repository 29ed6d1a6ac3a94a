/** Which reranker is suggested after the answer of an embedding model. Pure. */
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
