import { isPlainObject } from "./plain-object.ts";

/** An object without the fields that are null; anything else unchanged. */
export function dropNulls(value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

/** A request without the fields that are null: at its top level, in its query and in its documents. */
export function withoutNulls(input: unknown): unknown {
  const request = dropNulls(input);
  if (!isPlainObject(request)) return request;
  const { query, documents } = request;
  return {
    ...request,
    query: dropNulls(query),
    documents: Array.isArray(documents) ? documents.map(dropNulls) : documents,
  };
}
