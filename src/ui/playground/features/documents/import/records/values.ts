/** Small questions about parsed values. Pure. */

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === "string");
}

/** An own property of an object; `undefined` for anything else. */
export function property(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function pick(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (current, key) => (Array.isArray(current) ? (current as unknown[])[Number(key)] : property(current, key)),
    value,
  );
}

/** A field as text: a string, a number, a truth value, or the strings of a field with several values (Solr, Elasticsearch). */
export function textValue(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return isStrings(value) ? value.join("\n") : undefined;
}
