/** Reads the lines of Elasticsearch's and OpenSearch's `_bulk`: an action, then its document. Pure. */
import type { Item } from "../reading.ts";
import { isObject } from "./values.ts";

const actions = new Set(["index", "create", "update", "delete"]);

/** @returns the documents with the ids of their actions; `undefined` for lines that are no bulk request */
export function readBulk(items: readonly Item[]): Item[] | undefined {
  if (!bulkAction(items[0]?.value)) return undefined;
  const documents: Item[] = [];
  let id: unknown;
  for (const item of items) {
    const action = bulkAction(item.value);
    if (action) id = action["_id"];
    else if (isObject(item.value))
      documents.push({ ...item, value: { ...(id !== undefined && { _id: id }), ...source(item.value) } });
    else documents.push(item);
    if (!action) id = undefined;
  }
  return documents;
}

function source(value: Record<string, unknown>): Record<string, unknown> {
  return isObject(value["doc"]) ? value["doc"] : value;
}

function bulkAction(value: unknown): Record<string, unknown> | undefined {
  if (!isObject(value)) return undefined;
  const [first, second] = Object.entries(value);
  const [key, action] = first ?? [];
  return second === undefined && key !== undefined && actions.has(key) && isObject(action)
    ? action
    : undefined;
}
