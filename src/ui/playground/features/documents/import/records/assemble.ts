/** Lists of records from JSON values, the most likely first. Pure. */
import { importText } from "../../../../text/import.ts";
import { hasContractDocuments } from "../proposal/contract-form.ts";
import { proposeRoles } from "../proposal/roles.ts";
import type { Item, RecordList, TextProblem } from "../reading.ts";
import { isHeader } from "../text/header.ts";
import { nodeAt } from "../text/json-node.ts";
import type { JsonItem } from "../text/json-values.ts";
import { tableList } from "../text/table.ts";
import { readBulk } from "./bulk.ts";
import { type FoundList, findLists } from "./find-lists.ts";
import { likelyLists } from "./likeness.ts";
import { recordList } from "./record-list.ts";
import { unwrap } from "./unwrap.ts";
import { property, textValue } from "./values.ts";

/** More than this, and the choice would be harder than the file. */
const maxLists = 50;

/** @param items the values of the text: one, or one for each line */
export function jsonLists(items: readonly JsonItem[]): RecordList[] {
  const bulk = items.length > 1 ? readBulk(items) : undefined;
  if (bulk) return [recordList(importText.bulk, bulk, "json-lines")];
  const single = items.length === 1 ? items[0] : undefined;
  const root = single ? single.value : items.map(({ value }) => value);
  const candidates = findLists(root)
    .map((found) => ({ path: found.path, list: toRecordList(found, items) }))
    .filter(({ list }) => hasText(list));
  const lists = likelyLists(candidates);
  if (lists.length > 0) return lists.slice(0, maxLists);
  if (!single) return [];
  const { line, column } = single;
  const item = { line, column, value: unwrap(single.value) };
  return [recordList(importText.wholeValue, [item], "json", { direct: true })].filter(hasText);
}

/** What is wrong with each element of a list of which none is a document, or with a value that is no list. */
export function elementProblems(items: readonly JsonItem[]): TextProblem[] {
  const [first] = items;
  if (items.length > 1) return items.map(({ line }) => ({ line, message: importText.skippedLine }));
  const path = Array.isArray(first?.value) ? [] : ["documents"];
  const problems = elementPlaces(path, items).map((place, index) => ({
    ...place,
    message: importText.invalidDocument(index + 1),
  }));
  if (problems.length > 0 || !first) return problems;
  // An empty list is one: a search without a hit, say.
  const isList = findLists(first.value).some(({ values }) => values.length === 0);
  return isList ? [] : [{ line: first.line, column: first.column, message: importText.listExpected }];
}

/** Whether the values are an answer with scores alone, which names its documents by their places in the request. */
export function isScoresOnly(items: readonly JsonItem[]): boolean {
  return findLists(items[0]?.value).some(({ values }) => values.length > 0 && values.every(isScored));
}

/** A result of a reranker. */
function isScored(value: unknown): boolean {
  const has = (key: string): boolean => typeof property(value, key) === "number";
  return has("index") && (has("score") || has("relevance_score"));
}

function hasText(list: RecordList): boolean {
  return proposeRoles(list).text !== undefined || hasContractDocuments(list);
}

function toRecordList(
  { path, label, values, whole, context }: FoundList,
  roots: readonly JsonItem[],
): RecordList {
  const lines = roots.length > 1 && path.length === 0;
  const places = whole ? elementPlaces(path, roots) : [];
  const items = values.map((value, index): Item => ({ ...places[index], value: unwrap(value) }));
  const problems = items.flatMap((_, index) => cutFields(values[index], places[index]));
  const name = label === "" ? importText.rootList(lines) : label;
  if (items.every(({ value }) => Array.isArray(value))) return arrayTable(name, items);
  const direct =
    (path.length === 0 || (path.length === 1 && path[0] === "documents")) &&
    whole &&
    items.every(({ value }, index) => value === values[index] && !isScored(value));
  // In JSON Lines, a record is a line.
  const placed = lines ? items.map(({ line, value }) => ({ line, value })) : items;
  return recordList(name, placed, lines ? "json-lines" : "json", { ...context, direct, problems });
}

/** Where the elements of a list begin. */
function elementPlaces(
  [first, ...rest]: FoundList["path"],
  roots: readonly JsonItem[],
): ({ line: number; column: number } | undefined)[] {
  if (roots.length > 1 && first === undefined) return roots.map(({ line, column }) => ({ line, column }));
  const root = roots.length > 1 ? roots[Number(first)] : roots[0];
  if (!root) return [];
  const path = roots.length > 1 ? rest : [...(first === undefined ? [] : [first]), ...rest];
  return (nodeAt(root.node, path)?.children ?? []).map(({ offset }) => root.locate(offset));
}

/** Rows that are arrays: pandas' `values`, or a spreadsheet's cells. */
function arrayTable(label: string, items: readonly Item[]): RecordList {
  const rows = items.map(({ line = 0, value }) => ({
    line,
    cells: Array.isArray(value) ? value.map((cell) => textValue(cell) ?? "") : [],
  }));
  const header = isHeader(rows);
  const names = header ? (rows[0]?.cells ?? []) : [];
  return tableList(label, header ? items.slice(1) : items, names, []);
}

/** The dataset server of Hugging Face cuts long cells and says so. */
function cutFields(value: unknown, place: Partial<TextProblem> | undefined): TextProblem[] {
  const cut = property(value, "truncated_cells");
  if (!Array.isArray(cut) || cut.length === 0) return [];
  return [{ ...place, message: importText.cutBySource(cut.map(String)) }];
}
