/** Splits records that name the query they belong to. Pure. */
import { importText } from "../../../../text/import.ts";
import { nameRank } from "../proposal/names.ts";
import { proposeRoles } from "../proposal/roles.ts";
import type { Item, RecordList } from "../reading.ts";
import { byQuery, gradedRow } from "./graded.ts";
import { recordList } from "./record-list.ts";
import { pick } from "./values.ts";

/** With more queries than this, the field is one like others. */
const maxQueries = 200;

/** @returns a list for each query and then all records; the list alone if its records name no query */
export function splitByQuery(list: RecordList): RecordList[] {
  const column = list.columns.findIndex(({ name }) => nameRank("query", name) !== -1);
  const path = list.columns[column]?.path;
  const { text } = proposeRoles(list);
  if (!path || list.query !== undefined || text === undefined || text === column) return [list];
  const groups = new Map<string, Item[]>();
  for (const item of list.items) {
    const query = pick(item.value, path);
    if (typeof query !== "string") return [list];
    const group = groups.get(query) ?? [];
    group.push(item);
    groups.set(query, group);
  }
  if (groups.size === 1) return [{ ...list, query: [...groups.keys()][0] }];
  if (groups.size > maxQueries) return [list];
  const split = [...groups].map(([query, items]) => ({ ...list, label: query, items, query }));
  return [...split, { ...list, label: importText.allQueries }];
}

/** A table of triples as one list for each query, and then its rows. */
export function splitTriples(list: RecordList): RecordList[] {
  const rows = list.items.flatMap(({ value }) => {
    const [query, positive, negative, more] = Array.isArray(value) ? (value as unknown[]) : [];
    return more === undefined ? (gradedRow({ query, positive, negative }) ?? []) : [];
  });
  const lists = byQuery(rows)
    .slice(0, maxQueries)
    .map(({ query, records }) =>
      recordList(
        query,
        records.map((value) => ({ value })),
        "json",
        { query },
      ),
    );
  return [...lists, list];
}
