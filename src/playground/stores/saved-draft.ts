/** Drafts as they are kept and shared: versioned, validated on the way in. An API key is never part of one. */
import * as v from "valibot";
import { RerankDocument, Truncate } from "../../contract/rerank.ts";
import { type Draft, defaultSettings } from "./draft.ts";
import { rowOf } from "./rows.ts";

/**
 * Version 1. Every setting may be missing: an older draft, or one made by hand, gets the default. What a newer
 * version adds is ignored.
 */
const SavedSettings = v.object({
  modelId: v.fallback(v.string(), defaultSettings.modelId),
  device: v.fallback(v.picklist(["auto", "webgpu", "wasm"]), defaultSettings.device),
  dtype: v.fallback(
    v.picklist(["auto", "fp32", "fp16", "q8", "w8a8", "w8a32", "q4", "q4f16"]),
    defaultSettings.dtype,
  ),
  topN: v.fallback(v.string(), defaultSettings.topN),
  truncate: v.fallback(Truncate, defaultSettings.truncate),
  maxTokensPerDocument: v.fallback(v.string(), defaultSettings.maxTokensPerDocument),
  hubHost: v.fallback(v.pipe(v.string(), v.url()), defaultSettings.hubHost),
});

const SavedDraft = v.object({
  v: v.literal(1),
  query: v.string(),
  documents: v.array(RerankDocument),
  settings: v.fallback(SavedSettings, defaultSettings),
});
type SavedDraft = v.InferOutput<typeof SavedDraft>;

export function saveDraft({ query, rows, settings }: Draft): SavedDraft {
  return { v: 1, query, documents: rows.map(({ document }) => document), settings };
}

/** `undefined` for what is no draft. */
export function restoreDraft(saved: unknown): Draft | undefined {
  const parsed = v.safeParse(SavedDraft, saved);
  if (!parsed.success) return undefined;
  const { query, documents, settings } = parsed.output;
  return { query, rows: documents.map(rowOf), settings };
}
