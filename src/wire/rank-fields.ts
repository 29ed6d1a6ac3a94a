/**
 * `rank_fields`: the fields of each document whose values are ranked, one after the other. Source: Cohere v1,
 * https://docs.cohere.com/v1/reference/rerank. Cohere does not say how it joins them; here, each begins a line.
 */
import { type FieldError, fieldError } from "../contract/errors.ts";
import { isPlainObject } from "../contract/plain-object.ts";
import { shortened } from "../contract/shortened.ts";

/**
 * @returns the documents with the ranked text as `text`; `undefined` if none of them is an object
 * @throws {RerankError} `invalid_request`, naming `rank_fields` or the documents without any of the fields
 */
export function withRankFields(documents: unknown, rankFields: unknown): unknown[] | undefined {
  const fields = fieldNames(rankFields);
  if (!fields) {
    const message = "must be a list of the names of fields";
    throw fieldError("invalid_request", [
      { field: "rank_fields", message, type: "type_error.array", input: rankFields },
    ]);
  }
  if (!Array.isArray(documents) || !documents.some(isPlainObject)) return undefined;
  const errors: FieldError[] = [];
  const listed = shortened(fields.join(", "));
  const isRanked = new Set(fields);
  const ranked = documents.map((document: unknown, index) => {
    if (!isPlainObject(document)) return document;
    const own = fields.filter((field) => Object.hasOwn(document, field));
    const values = own.flatMap((field) => textOfValue(document[field]));
    if (values.length === 0)
      errors.push({
        field: `documents[${index}]`,
        message: `has none of the fields that rank_fields names: ${listed}`,
        type: "value_error.missing",
        input: document,
      });
    const others = Object.entries(document).filter(([field]) => !isRanked.has(field));
    // Their values may be of any type, which the contract's fields of the same name may not.
    return { ...Object.fromEntries(others), text: values.join("\n") };
  });
  if (errors.length > 0) throw fieldError("invalid_request", errors);
  return ranked;
}

function fieldNames(value: unknown): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const names = value.filter((name) => typeof name === "string");
  return names.length === value.length ? names : undefined;
}

function textOfValue(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  try {
    return [JSON.stringify(value)];
  } catch (cause) {
    // It has more levels than the stack has room for.
    if (!(cause instanceof RangeError)) throw cause;
    const message = "names a field whose value has too many levels";
    throw fieldError("invalid_request", [{ field: "rank_fields", message, type: "value_error.depth" }]);
  }
}
