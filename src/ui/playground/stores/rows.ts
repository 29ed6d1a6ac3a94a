/** The documents of a draft as rows, and the changes of such rows. Pure. */
import { type RerankDocument, inputText } from "../../../contract/rerank.ts";
import { draftText } from "../text/draft.ts";
import { documentGrade } from "./grades.ts";

/** A document with an id that stays the same when the row is edited or moved. */
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
  return inputText(document) ?? "";
}

export function documentImage(document: RerankDocument): string | undefined {
  return typeof document === "string" ? undefined : document.image;
}

/** A name for a document that has an image. */
export function imageName(document: RerankDocument, index: number): string {
  return documentLabel(document) ?? draftText.image(index + 1);
}

/** A document as text: an image becomes its name. */
export function displayText(document: RerankDocument, index: number): string {
  return (
    inputText(document)?.trim() || (documentImage(document) === undefined ? "" : imageName(document, index))
  );
}

/** As much of a text as a line on the screen can need: the browser lays out all that it is given. */
const lineCharacters = 500;

/** A document on one line. */
export function lineText(document: RerankDocument, index: number): string {
  return displayText(document, index).slice(0, lineCharacters);
}

/** Title, id and grade of a document; `undefined` for a plain text and for an image without any of them. */
export function documentLabel(document: RerankDocument): string | undefined {
  if (typeof document === "string") return undefined;
  const { id, title } = document;
  const grade = documentGrade(document);
  const parts = [
    title,
    id !== undefined && draftText.id(String(id)),
    grade !== undefined && draftText.grade(grade),
  ];
  return parts.filter(Boolean).join(" · ") || (document.image === undefined ? draftText.object : undefined);
}

/** Changes the text of a row; an object keeps its other keys. */
export function withText(rows: Rows, id: number, text: string): Rows {
  return rows.map((row) => {
    if (row.id !== id) return row;
    return { id, document: typeof row.document === "string" ? text : { ...row.document, text } };
  });
}

export function without(rows: Rows, id: number): Rows {
  return rows.filter((row) => row.id !== id);
}

/** Moves a row to a position; positions outside of the list mean its ends. */
export function moved(rows: Rows, id: number, to: number): Rows {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) return rows;
  const rest = without(rows, id);
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), row, ...rest.slice(place)];
}

/** Replaces one row with several documents, as a paste does. */
export function replacedBy(rows: Rows, id: number, documents: readonly RerankDocument[]): Rows {
  return rows.flatMap((row) => (row.id === id ? documents.map(newRow) : [row]));
}
