/** Documents out of a text file, by the kind that its name tells. Pure. */
import Papa from "papaparse";
import * as v from "valibot";
import { RerankDocument } from "../../../../../contract/rerank.ts";
import { gradeKeys } from "../../../stores/grades.ts";
import { type Parsed, type TextProblem, hasContent, parseDocuments } from "./document-json.ts";
import { linesOf } from "./read-paste.ts";

export type FileContent =
  | { kind: "documents"; documents: RerankDocument[]; problems: TextProblem[] }
  /** A table: which column holds the texts is for the person to say. */
  | { kind: "table"; columns: string[]; rows: string[][]; problems: TextProblem[] };

/**
 * @param name decides: .json, .jsonl, .csv, .tsv; everything else is read as a document a line
 * @returns what could be read, and what could not with its line; a file without any document is a failure
 */
export function readFile(name: string, text: string): Parsed<FileContent> {
  const content = text.replace(/^\uFEFF/, "");
  if (content.includes("\u0000")) return nothing("This is no text file.", []);
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  switch (ending) {
    case "json":
      return readJson(content);
    case "jsonl":
    case "ndjson":
      return filled(readJsonLines(content));
    case "csv":
      return readTable(content, "");
    case "tsv":
      return readTable(content, "\t");
    default:
      return filled({ kind: "documents", documents: linesOf(content), problems: [] });
  }
}

/**
 * One column of a table as documents; empty cells are left out.
 * @param grades a column with a number for each: how relevant the document is
 */
export function documentsOfColumn(
  rows: readonly string[][],
  column: number,
  grades?: number,
): RerankDocument[] {
  return rows.flatMap((row) => {
    const text = row[column]?.trim() ?? "";
    if (text === "") return [];
    const grade = grades === undefined ? NaN : numberOf(row[grades]);
    return [Number.isNaN(grade) ? text : { text, grade }];
  });
}

/** Which column holds grades, by its name and because there are numbers in it; `undefined` where none does. */
export function likelyGradeColumn(columns: readonly string[], rows: readonly string[][]): number | undefined {
  const found = columns.findIndex(
    (title, column) =>
      gradeKeys.includes(title.trim().toLowerCase()) &&
      rows.some((row) => !Number.isNaN(numberOf(row[column]))),
  );
  return found === -1 ? undefined : found;
}

function numberOf(cell = ""): number {
  return cell.trim() === "" ? NaN : Number(cell);
}

/** Which column most likely holds the texts: the one with the longest cells. */
export function likelyTextColumn(rows: readonly string[][]): number {
  const lengths = (rows[0] ?? []).map((_, column) =>
    rows.slice(0, 100).reduce((sum, row) => sum + (row[column]?.length ?? 0), 0),
  );
  return Math.max(0, lengths.indexOf(Math.max(...lengths)));
}

function readJson(text: string): Parsed<FileContent> {
  const parsed = parseDocuments(text);
  if (!parsed.ok) return parsed;
  return filled({ kind: "documents", documents: parsed.value, problems: [] });
}

function readJsonLines(text: string): FileContent {
  const documents: RerankDocument[] = [];
  const problems: TextProblem[] = [];
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    if (line.trim() === "") return;
    const parsed = v.safeParse(RerankDocument, jsonOf(line));
    if (parsed.success && hasContent(parsed.output)) documents.push(parsed.output);
    else
      problems.push({
        line: index + 1,
        message: 'is not a JSON text, or an object with a "text" or an "image"',
      });
  });
  return { kind: "documents", documents, problems };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function readTable(text: string, delimiter: string): Parsed<FileContent> {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: "greedy" });
  const [columns = [], ...rows] = data;
  const doubts = new Map<number, TextProblem>();
  for (const { code, index, row = 0, message } of errors) {
    if (code === "UndetectableDelimiter") continue;
    // A row is named once; its line is counted where the parser says where it stands.
    const line = index === undefined ? row + 1 : text.slice(0, index).split("\n").length;
    if (!doubts.has(row)) doubts.set(row, { line, message: message.toLowerCase() });
  }
  const problems = [...doubts.values()];
  if (columns.length === 0) return nothing("There is no row in it.", problems);
  return { ok: true, value: { kind: "table", columns, rows, problems } };
}

function filled(content: Extract<FileContent, { kind: "documents" }> | FileContent): Parsed<FileContent> {
  if (content.kind === "table" || content.documents.length > 0) return { ok: true, value: content };
  return nothing("There is no document in it.", content.problems);
}

function nothing(message: string, problems: TextProblem[]): Parsed<never> {
  return { ok: false, problems: problems.length > 0 ? problems.slice(0, 20) : [{ line: 1, message }] };
}
