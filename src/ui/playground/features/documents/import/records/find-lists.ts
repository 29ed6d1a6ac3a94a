/** Finds the lists of records in JSON values. Pure. */
import { listContext } from "./context.ts";
import { byQuery, gradedRow } from "./graded.ts";
import { orientedRecords } from "./orients.ts";
import { hasNamedText, unwrap } from "./unwrap.ts";
import { type JsonObject, isObject } from "./values.ts";
import type { RecordList } from "../reading.ts";

/** Values that stand side by side, not yet unwrapped. */
export interface FoundList {
  /** Keys and indexes from the root; the records are its elements, if `whole`. */
  path: readonly (string | number)[];
  label: string;
  values: readonly unknown[];
  /** The list stands there as such, so every record has a place of its own. */
  whole: boolean;
  context: Pick<RecordList, "query" | "topN" | "rankFields">;
}

/** Keys that never hold documents. */
const ignored = new Set([
  "rank_fields",
  "embedding",
  "embeddings",
  "vector",
  "features",
  "schema",
  "columns",
  "index",
  "aggregations",
  "facets",
  "facet_counts",
  "facet_distribution",
  "highlights",
  "highlighting",
  "_highlightResult",
  "relationships",
  "usage",
  "truncated_cells",
]);

const maxDepth = 8;
/** A list of lists, such as the answers to several queries, is looked through up to here. */
const maxElements = 50;

export function findLists(root: unknown): FoundList[] {
  const found: FoundList[] = [];

  function add(
    path: FoundList["path"],
    values: readonly unknown[],
    ancestors: readonly unknown[],
    options: { label?: string; whole: boolean },
  ): void {
    const label = options.label ?? pathLabel(path);
    found.push({ path, values, whole: options.whole, label, context: listContext(ancestors) });
  }

  function visit(value: unknown, path: FoundList["path"], ancestors: readonly unknown[]): void {
    if (path.length > maxDepth) return;
    if (Array.isArray(value)) visitArray(value, path, ancestors);
    else if (isObject(value)) visitObject(value, path, ancestors, true);
  }

  function visitArray(values: unknown[], path: FoundList["path"], ancestors: readonly unknown[]): void {
    const rows = values.flatMap((value) => gradedRow(unwrap(value)) ?? []);
    if (rows.length > 0) {
      addGraded(byQuery(rows), path);
      return;
    }
    add(path, values, ancestors, { whole: true });
    values.slice(0, maxElements).forEach((element, index) => {
      const record = unwrap(element);
      if (isObject(element) && isObject(record) && !hasNamedText(record))
        visitObject(element, [...path, index], ancestors, false);
    });
  }

  /** @param asMap whether its values may be records; those of a list's element are its fields */
  function visitObject(
    value: JsonObject,
    path: FoundList["path"],
    ancestors: readonly unknown[],
    asMap: boolean,
  ): void {
    const row = gradedRow(value);
    if (row) {
      addGraded([row], path);
      return;
    }
    const around = [...ancestors, value];
    const maps = orientedRecords(value, asMap);
    for (const { label, values } of maps)
      add(path, values, around, { label: pathLabel([...path, label]), whole: false });
    if (
      maps.some(({ values }) => values.map(unwrap).some((record) => isObject(record) && hasNamedText(record)))
    )
      return;
    for (const [key, inner] of Object.entries(value))
      if (!ignored.has(key)) visit(inner, [...path, key], around);
  }

  function addGraded(rows: ReturnType<typeof byQuery>, path: FoundList["path"]): void {
    for (const { query, records } of rows.slice(0, maxElements))
      found.push({ path, label: query, values: records, whole: false, context: { query } });
  }

  visit(root, [], []);
  return found;
}

/** `hits.hits`, `results[0].hits`; empty for the root. */
function pathLabel(path: FoundList["path"]): string {
  return path.reduce<string>((label, step) => {
    if (typeof step === "number") return `${label}[${step}]`;
    return label === "" ? step : `${label}.${step}`;
  }, "");
}
