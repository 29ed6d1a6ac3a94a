/** The documents of a draft as rows: what can be done with them. Pure. */
import { type RerankDocument, textOf } from "../../../contract/rerank.ts";
import { documentGrade } from "./grades.ts";

/** One document with an identity of its own, so that edits and moves keep their row. */
export interface Row {
  id: number;
  document: RerankDocument;
}
export type Rows = readonly Row[];

let lastRowId = 0;

export function newRow(document: RerankDocument): Row {
  lastRowId += 1;
  return { id: lastRowId, document };
}

export function rowText({ document }: Row): string {
  return textOf(document) ?? "";
}

export function documentImage(document: RerankDocument): string | undefined {
  return typeof document === "string" ? undefined : document.image;
}

/** An image in words. */
export function imageName(document: RerankDocument, index: number): string {
  return documentLabel(document) ?? `Image document ${index + 1}`;
}

/** A document where there is room for words only. */
export function displayText(document: RerankDocument, index: number): string {
  return (
    textOf(document)?.trim() || (documentImage(document) === undefined ? "" : imageName(document, index))
  );
}

/** What an object has beside its text; `undefined` for a text, and for an image alone. */
export function documentLabel(document: RerankDocument): string | undefined {
  if (typeof document === "string") return undefined;
  const { id, title } = document;
  const grade = documentGrade(document);
  const parts = [title, id !== undefined && `id ${id}`, grade !== undefined && `grade ${grade}`];
  return parts.filter(Boolean).join(" · ") || (document.image === undefined ? "object" : undefined);
}

/** An object keeps its other keys when its text is edited. */
export function withText(rows: Rows, id: number, text: string): Rows {
  return rows.map((row) => {
    if (row.id !== id) return row;
    return { id, document: typeof row.document === "string" ? text : { ...row.document, text } };
  });
}

export function without(rows: Rows, id: number): Rows {
  return rows.filter((row) => row.id !== id);
}

/** Puts a row at another place; places outside of the list mean its ends. */
export function moved(rows: Rows, id: number, to: number): Rows {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) return rows;
  const rest = without(rows, id);
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), row, ...rest.slice(place)];
}

/** Several documents in the place of one row: a paste. */
export function replacedBy(rows: Rows, id: number, documents: readonly RerankDocument[]): Rows {
  return rows.flatMap((row) => (row.id === id ? documents.map(newRow) : [row]));
}
