/** The fields of a document that the contract knows. Other fields come back with the result, null or not. */
const documentFields: ReadonlySet<string> = new Set(["text", "image", "id", "title", "metadata"]);

/** A request without the fields that are null: at its top level, in its query and in its documents. Never changes `input`. */
export function withoutNulls(input: unknown): unknown {
  if (!isObject(input)) return input;
  const request = without(input, () => true);
  const { query, documents } = request;
  return {
    ...request,
    ...(isObject(query) && { query: without(query, () => true) }),
    ...(Array.isArray(documents) && {
      documents: documents.map((document: unknown) =>
        isObject(document) ? without(document, (field) => documentFields.has(field)) : document,
      ),
    }),
  };
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
