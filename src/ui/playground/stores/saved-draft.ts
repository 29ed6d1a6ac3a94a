/** Drafts as they are kept and shared. */
import * as v from "valibot";
import { limitErrors } from "../../../contract/limits.ts";
import { embeddedModel } from "../../../models/embedded-model.ts";
import { SharedDraft, defaultSettings } from "../../draft/shared-draft.ts";
import type { Draft } from "./draft.ts";
import { documentImage, newRow, rowText } from "./rows.ts";

export function saveDraft({ query, queryImage, rows, settings }: Draft): SharedDraft {
  const documents = rows.map(({ document }) => document);
  return { v: 1, query, ...(queryImage !== undefined && { queryImage }), documents, settings };
}

/** A draft as this browser keeps it: with the default model of the page that it was typed in. */
export function keepDraft(draft: Draft): SharedDraft & { defaultModelId: string } {
  return { ...saveDraft(draft), defaultModelId: defaultSettings.modelId };
}

/** A site may have got another default model since: nobody chose the former one. `undefined` for what is no draft. */
export function restoreKept(kept: unknown): Draft | undefined {
  const draft = restoreDraft(kept);
  if (!draft) return undefined;
  const former: unknown = Object(kept).defaultModelId ?? embeddedModel.id;
  const { modelId } = defaultSettings;
  if (draft.settings.modelId !== former || former === modelId) return draft;
  return { ...draft, settings: { ...draft.settings, modelId, dtype: defaultSettings.dtype } };
}

/** The draft as a link can hold it: without the images of this machine, which are too large for one. */
export function withoutOwnImages(draft: Draft): { draft: Draft; leftOut: number } {
  const isOwn = (image: string | undefined): boolean => image !== undefined && !/^https?:/i.test(image);
  const own = draft.rows.filter(({ document }) => isOwn(documentImage(document)));
  const rows = draft.rows.flatMap((row) => {
    if (!own.includes(row) || typeof row.document === "string") return [row];
    const { image: _, ...document } = row.document;
    return rowText(row) === "" ? [] : [{ ...row, document }];
  });
  const query = isOwn(draft.queryImage);
  return {
    draft: { ...draft, rows, ...(query && { queryImage: undefined }) },
    leftOut: own.length + Number(query),
  };
}

/** `undefined` for what is no draft. */
export function restoreDraft(saved: unknown): Draft | undefined {
  const parsed = v.safeParse(SharedDraft, saved);
  if (!parsed.success) return undefined;
  const { query, queryImage, documents, settings } = parsed.output;
  if (limitErrors(query, documents).length > 0) return undefined;
  return { query, queryImage, rows: documents.map(newRow), settings };
}
