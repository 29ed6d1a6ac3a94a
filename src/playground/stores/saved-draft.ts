/** Drafts as they are kept and shared. */
import * as v from "valibot";
import { SharedDraft } from "../../share/shared-draft.ts";
import type { Draft } from "./draft.ts";
import { rowOf } from "./rows.ts";

export function saveDraft({ query, rows, settings }: Draft): SharedDraft {
  return { v: 1, query, documents: rows.map(({ document }) => document), settings };
}

/** `undefined` for what is no draft. */
export function restoreDraft(saved: unknown): Draft | undefined {
  const parsed = v.safeParse(SharedDraft, saved);
  if (!parsed.success) return undefined;
  const { query, documents, settings } = parsed.output;
  return { query, rows: documents.map(rowOf), settings };
}
