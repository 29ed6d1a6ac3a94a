/** Lists of records with their fields. Pure. */
import type { Column, Item, RecordList } from "../reading.ts";
import { isObject } from "./values.ts";

/** Fields are those of the first records; later ones hardly have others. */
const sampleSize = 200;

export function recordList(
  label: string,
  items: readonly Item[],
  form: RecordList["form"],
  context: Partial<Pick<RecordList, "direct" | "query" | "topN" | "rankFields" | "problems">> = {},
): RecordList {
  return { label, items, columns: listColumns(items), form, direct: false, problems: [], ...context };
}

/** The fields of records, and those one level inside them, such as `metadata.title`. */
function listColumns(items: readonly Item[]): Column[] {
  const columns = new Map<string, Column>();
  const add = (path: readonly string[]): void => {
    const label = path.join(".");
    if (!columns.has(label)) columns.set(label, { label, name: path.at(-1) ?? "", path });
  };
  for (const { value } of items.slice(0, sampleSize)) {
    if (typeof value === "string") add([]);
    if (!isObject(value)) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (isObject(inner)) for (const leaf of Object.keys(inner)) add([key, leaf]);
      else if (inner !== null) add([key]);
    }
  }
  return [...columns.values()];
}
