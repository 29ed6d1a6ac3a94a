/** Documents as a person types them and as a page gives them. Pure. */
import type { RerankDocument } from "../../contract/rerank.ts";

export interface DocumentsInput {
  /** As it stands in the field. */
  text: string;
  documents: readonly RerankDocument[];
  /** What is wrong with the text; the documents are none then. */
  problem?: string;
}

/** One document per line; a text that begins with `[` is JSON. */
export function documentsOfText(text: string): DocumentsInput {
  if (text.trimStart().startsWith("[")) return { ...documentsOfJson(text), text };
  const documents = text.split("\n").filter((line) => line.trim() !== "");
  return { text, documents };
}

/** The attribute: a JSON list. What its entries are is checked with the request. */
export function documentsOfJson(json: string): DocumentsInput {
  try {
    const value: unknown = JSON.parse(json);
    if (Array.isArray(value)) return documentsOfList(value);
  } catch {
    // Said below.
  }
  return { text: json, documents: [], problem: "must be a JSON list, or one document per line" };
}

export function documentsOfList(documents: readonly RerankDocument[]): DocumentsInput {
  const lines = documents.filter(
    (document) => typeof document === "string" && /^[^[\s][^\n\r]*$/.test(document),
  );
  const plain = lines.length === documents.length;
  return { documents, text: plain ? lines.map(String).join("\n") : JSON.stringify(documents, undefined, 2) };
}

/** A text between tags: its lines and indents are the page's, not the document's. */
export function documentOfMarkup(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
