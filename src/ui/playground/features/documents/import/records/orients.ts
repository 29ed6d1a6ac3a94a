/** Objects that hold records in other ways than as a list. Pure. */
import { judgeContent } from "../proposal/content.ts";
import { isKnownName, nameRank } from "../proposal/names.ts";
import { hasNamedText } from "./unwrap.ts";
import { type JsonObject, isObject, isStrings } from "./values.ts";

export interface Records {
  label: string;
  values: unknown[];
}

const isNumber = (key: string): boolean => /^\d+$/.test(key);
const namesText = (key: string): boolean => nameRank("text", key) !== -1;

/**
 * @param asMap whether its values may be records
 * @returns the records of pandas' orients `split`, `index`, `columns` and series, or of arrays side by side
 */
export function orientedRecords(value: JsonObject, asMap: boolean): Records[] {
  return [split(value), sideBySide(value), ...rowGroups(value), asMap ? byKey(value) : undefined].flatMap(
    (found) => (found && found.values.length > 0 ? [found] : []),
  );
}

/** `{"columns": ["text", "label"], "index": [0], "data": [["…", 1]]}` */
function split({ columns, data }: JsonObject): Records | undefined {
  if (!isStrings(columns) || !Array.isArray(data) || !data.every((row) => Array.isArray(row)))
    return undefined;
  const rows: unknown[][] = data;
  return {
    label: "data",
    values: rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]]))),
  };
}

/** Chroma's names of arrays, as the records have them. */
const singular = new Map([
  ["ids", "id"],
  ["documents", "text"],
  ["metadatas", "metadata"],
]);
const fieldName = (name: string): string => singular.get(name) ?? name;

/** `{"ids": ["a"], "documents": ["…"]}` of Chroma; `{"text": ["…"], "label": [1]}` of pandas. */
function sideBySide(value: JsonObject): Records | undefined {
  const arrays = Object.entries(value).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const length = arrays[0]?.[1].length ?? 0;
  const complete = arrays.length === Object.keys(value).length && arrays.length > 1;
  if (!("ids" in value) && !complete) return undefined;
  const columns = arrays.filter(
    ([name, array]) => array.length === length && !["embeddings", "included"].includes(name),
  );
  const text = columns.find(
    ([name, array]) => namesText(fieldName(name)) && array.some((entry) => typeof entry === "string"),
  );
  if (!text) return undefined;
  return {
    label: text[0],
    values: Array.from({ length }, (_, index) =>
      Object.fromEntries(columns.map(([name, array]) => [fieldName(name), array[index]])),
    ),
  };
}

/** The same with one list per query, as Chroma answers: each array of arrays is one column. */
function rowGroups(value: JsonObject): Records[] {
  if (!Array.isArray(value["ids"]) || !Array.isArray(value["ids"][0])) return [];
  const queries: unknown[] = value["ids"];
  return queries.flatMap((_, index) => {
    const columns = Object.entries(value).flatMap(([name, array]) =>
      Array.isArray(array) && Array.isArray(array[index]) ? [[name, array[index]] as const] : [],
    );
    const records = sideBySide(Object.fromEntries(columns));
    return records ? [{ ...records, label: `documents[${index}]` }] : [];
  });
}

/** `{"0": {"text": "…"}}` by rows, `{"text": {"0": "…"}}` by columns, `{"0": "…"}`, or documents by their ids. */
function byKey(value: JsonObject): Records | undefined {
  const entries = Object.entries(value);
  const numbered = entries.every(([key]) => isNumber(key));
  if (entries.every(([, inner]) => typeof inner === "string"))
    return numbered || (entries.length > 1 && isCorpus(entries))
      ? { label: "{…}", values: entries.map(([id, text]) => (numbered ? text : { id, text })) }
      : undefined;
  if (!entries.every(([, inner]) => isObject(inner))) return undefined;
  const objects = entries.flatMap(([key, inner]) => (isObject(inner) ? [[key, inner] as const] : []));
  if (!numbered && objects.some(([key, inner]) => namesText(key) || Object.keys(inner).every(isNumber))) {
    const keys = new Set(objects.flatMap(([, column]) => Object.keys(column)));
    return {
      label: objects.map(([key]) => key).join(", "),
      values: [...keys].map((row) =>
        Object.fromEntries(objects.map(([name, column]) => [name, column[row]])),
      ),
    };
  }
  // A single object is something around the records, unless it is one.
  if (!numbered && objects.length === 1 && !objects.some(([, inner]) => hasNamedText(inner)))
    return undefined;
  return { label: "{…}", values: objects.map(([id, inner]) => (numbered ? inner : { id, ...inner })) };
}

/** Texts by id, and not one record with several fields. */
function isCorpus(entries: [string, unknown][]): boolean {
  if (judgeContent(entries.map(([, text]) => String(text))) !== "text") return false;
  return !entries.some(([key]) => isKnownName(key));
}
