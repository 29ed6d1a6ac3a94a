/** Takes records out of what search engines and frameworks put around them. Pure. */
import { nameRank } from "../proposal/names.ts";
import { type JsonObject, isObject, property, textValue } from "./values.ts";

/**
 * Keys that hold the record: Elasticsearch `_source`; rerank answers and Typesense `document`; Qdrant `payload`;
 * Hugging Face `row`; LlamaIndex `node`, `__data__`, `text_resource`; LangChain `kwargs`; Weaviate `properties`; Vespa,
 * Pinecone and Elasticsearch `fields`; bulk updates `doc`.
 */
const wrappers = [
  "_source",
  "document",
  "payload",
  "row",
  "node",
  "kwargs",
  "__data__",
  "properties",
  "fields",
  "doc",
  "text_resource",
] as const;

/** Keys beside the wrapper that name the record: they are kept if the record has no id of its own. */
const outerIds = ["_id", "id", "id_", "objectID", "put"] as const;

/** @returns the record itself, a text, or what was given if nothing is around it */
export function unwrap(value: unknown): unknown {
  if (!isObject(value) || hasNamedText(value)) return withNestedId(value);
  for (const wrapper of wrappers) {
    const inner = value[wrapper];
    if (typeof inner === "string" && wrapper === "document") return withId({ text: inner }, value);
    if (isObject(inner)) return withId(unwrap(inner), value);
  }
  return withNestedId(value);
}

/** Whether a field has the name and the value of a text. */
export function hasNamedText(value: JsonObject): boolean {
  return Object.entries(value).some(
    ([key, field]) => nameRank("text", key) !== -1 && textValue(field) !== undefined,
  );
}

function withId(record: unknown, outer: JsonObject): unknown {
  if (!isObject(record) || Object.keys(record).some((key) => nameRank("id", key) !== -1)) return record;
  const id = outerIds
    .map((key) => outer[key])
    .find((key) => typeof key === "string" || typeof key === "number");
  const bare = Object.keys(record).length === 1 && "text" in record;
  if (id !== undefined) return { id, ...record };
  return bare && typeof outer["document"] === "string" ? record["text"] : record;
}

/** Weaviate puts ids into `_additional`. */
function withNestedId(value: unknown): unknown {
  const id = property(property(value, "_additional"), "id");
  return isObject(value) && id !== undefined && value["id"] === undefined ? { ...value, id } : value;
}
