/** Makes documents of a list's records. Pure. */
import type { RerankDocument } from "../../../../../../contract/rerank.ts";
import { importText } from "../../../../text/import.ts";
import type { Item, RecordList, Roles, TextProblem } from "../reading.ts";
import { pick, textValue } from "../records/values.ts";
import { judgeContent } from "./content.ts";
import { contractDocument, hasContractRoles, isContractList } from "./contract-form.ts";
import { parseGrade } from "./parse-grade.ts";
import { proposeRoles, textAt } from "./roles.ts";

export interface Choice extends Roles {
  /** Whether documents keep the fields that have no role. */
  others: boolean;
}

export function proposeChoice(list: RecordList): Choice {
  const roles = proposeRoles(list);
  return { ...roles, others: isContractList(list, roles) };
}

/** @returns the documents, and the records or fields that could not become part of one */
export function makeDocuments(
  list: RecordList,
  choice: Choice,
): { documents: RerankDocument[]; problems: TextProblem[] } {
  const problems: TextProblem[] = [];
  const unchanged = choice.others && hasContractRoles(list, choice);
  // Nothing is chosen yet, so nothing is missing.
  if (choice.text === undefined && !unchanged) return { documents: [], problems };
  const documents = list.items.flatMap((item, index) => {
    const own = unchanged ? contractDocument(item.value) : undefined;
    if (own !== undefined) return [own];
    const fields = readFields(list, choice, item.value);
    const report = (message: string): void => void problems.push(placed(item, index + 1, message));
    if (unchanged || fields.text === undefined || fields.text.trim() === "") {
      report(missing(list, choice, unchanged, index + 1));
      return [];
    }
    if (fields.badGrade !== undefined) report(importText.noGrade(fields.badGrade));
    return [document(list, choice, item.value, { ...fields, text: fields.text })];
  });
  return { documents, problems };
}

interface Fields {
  text: string | undefined;
  title: string | undefined;
  id: string | number | undefined;
  grade: number | undefined;
  /** What stands in the grade's field and is no number. */
  badGrade: string | undefined;
}

function readFields({ columns, form }: RecordList, choice: Choice, value: unknown): Fields {
  const read = (role: number | undefined): unknown => {
    const path = role === undefined ? undefined : columns[role]?.path;
    return path && pick(value, path);
  };
  const textPath = choice.text === undefined ? undefined : columns[choice.text]?.path;
  const cell = read(choice.id);
  const id = form === "table" && typeof cell === "string" ? cell.trim() : cell;
  const grade = parseGrade(read(choice.grade));
  return {
    text: textPath && textValue(textAt(value, textPath)),
    title: textValue(read(choice.title))?.trim() || undefined,
    id: typeof id === "number" || (typeof id === "string" && id !== "") ? id : undefined,
    grade,
    badGrade: (grade === undefined && textValue(read(choice.grade))?.trim()) || undefined,
  };
}

function document(
  list: RecordList,
  choice: Choice,
  value: unknown,
  { text, title, id, grade }: Fields & { text: string },
): RerankDocument {
  const own = list.form === "table" ? text.trim() : text;
  const metadata = choice.others ? otherFields(list, choice, value) : {};
  const fields = {
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(grade !== undefined && { grade }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
  return Object.keys(fields).length === 0 ? own : { ...fields, text: own };
}

/** Fields without a role, under their names. */
function otherFields(list: RecordList, choice: Choice, value: unknown): Record<string, unknown> {
  const names = new Set(otherColumns(list, choice));
  const entries = list.columns.flatMap(({ label, path }): [string, unknown][] => {
    const field = pick(value, path);
    const empty = field === undefined || field === null || field === "";
    return !names.has(label) || empty || isEmbedding(field) ? [] : [[label, field]];
  });
  return Object.fromEntries(entries);
}

/** The labels of the fields without a role. Embeddings are none: no reranker reads them, and they are long. */
export function otherColumns({ columns, items }: RecordList, choice: Choice): string[] {
  const used = new Set([choice.text, choice.title, choice.id, choice.grade]);
  return columns.flatMap(({ label, path }, index) => {
    const first = items
      .map(({ value }) => pick(value, path))
      .find((field) => field !== undefined && field !== null);
    return used.has(index) || path.length === 0 || isEmbedding(first) ? [] : [label];
  });
}

function isEmbedding(value: unknown): boolean {
  if (typeof value === "string") return judgeContent([value]) === "vector";
  return Array.isArray(value) && value.length > 3 && value.every((entry) => typeof entry === "number");
}

function missing(list: RecordList, choice: Choice, unchanged: boolean, number: number): string {
  if (unchanged)
    return list.form === "json-lines" ? importText.skippedLine : importText.invalidDocument(number);
  return importText.noText(choice.text === undefined ? "" : (list.columns[choice.text]?.label ?? ""));
}

/** @param number of the record, from 1, which tells the place where no line does */
function placed({ line, column }: Item, number: number, message: string): TextProblem {
  if (line === undefined) return { message: importText.inRecord(number, message) };
  return { line, ...(column !== undefined && { column }), message };
}
