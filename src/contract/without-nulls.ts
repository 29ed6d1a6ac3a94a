import { isPlainObject } from "./plain-object.ts";

/** The fields of a document that the contract knows. Other fields come back with the result, null or not. */
const documentFields: ReadonlySet<string> = new Set(["text", "image", "id", "title", "metadata"]);

/** A request without the fields that are null: at its top level, in its query and in its documents. Never changes `input`. */
export function withoutNulls(input: unknown): unknown {
  if (!isPlainObject(input)) return input;
  const request = without(input, () => true);
  const { query, documents } = request;
  return {
    ...request,
    ...(isPlainObject(query) && { query: without(query, () => true) }),
    ...(Array.isArray(documents) && {
      documents: documents.map(documentWithoutNulls),
    }),
  };
}

/** A document without those of the contract's fields that are null. */
export function documentWithoutNulls(document: unknown): unknown {
  return isPlainObject(document) ? without(document, (field) => documentFields.has(field)) : document;
}

/** The same object if it has no such field. */
function without(
  object: Record<string, unknown>,
  isOptional: (field: string) => boolean,
): Record<string, unknown> {
  const fields = Object.entries(object);
  const kept = fields.filter(([field, value]) => value !== null || !isOptional(field));
  return kept.length === fields.length ? object : Object.fromEntries(kept);
}
