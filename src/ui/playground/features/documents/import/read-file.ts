/** Reads documents from a text file, by the format of its extension. Pure. */
import Papa from "papaparse";
import * as v from "valibot";
import { RerankDocument } from "../../../../../contract/rerank.ts";
import { gradeKeys } from "../../../stores/grades.ts";
import { type Parsed, type TextProblem, hasContent, parseDocuments } from "./document-json.ts";
import { importText } from "../../../text/import.ts";
import { type Reader, fileExtension, findReader, formats } from "./formats.ts";
import { nonEmptyLines } from "./read-paste.ts";

export type FileContent =
  | { kind: "documents"; documents: RerankDocument[]; problems: TextProblem[] }
  /** The user picks the column that holds the texts. */
  | { kind: "table"; columns: string[]; rows: string[][]; problems: TextProblem[] };

/**
 * @param name its extension decides on the format: see `formats`
 * @returns the content, with the lines that could not be read; a failure for a file without any document
 */
export function readFile(name: string, text: string): Parsed<FileContent> {
  const content = text.replace(/^\uFEFF/, "");
  if (content.includes("\u0000")) return failure(describeBinary(fileExtension(name)), []);
  return readers[findReader(name)](content);
}

const readers: Record<Reader, (content: string) => Parsed<FileContent>> = {
  lines: (content) => nonEmpty({ kind: "documents", documents: nonEmptyLines(content), problems: [] }),
  // Papa Parse detects the separator: semicolons are common, too.
  "comma-separated": (content) => readTable(content, ""),
  "tab-separated": (content) => readTable(content, "\t"),
  json: readJson,
  "json-lines": (content) => nonEmpty(readJsonLines(content)),
};

/** @param extension of a file that is not text */
function describeBinary(extension: string): string {
  const readable = formats.some(({ extensions }) => extensions.includes(extension));
  if (readable) return importText.notText;
  return importText.unsupported(
    extension,
    formats.map(({ name }) => name),
  );
}

/**
 * One column of a table as documents, without empty cells.
 * @param grades column with the relevance grades of the documents
 */
export function columnDocuments(
  rows: readonly string[][],
  column: number,
  grades?: number,
): RerankDocument[] {
  return rows.flatMap((row) => {
    const text = row[column]?.trim() ?? "";
    if (text === "") return [];
    const grade = grades === undefined ? NaN : parseNumber(row[grades]);
    return [Number.isNaN(grade) ? text : { text, grade }];
  });
}

/** The column that holds grades, by its title and because it has numbers; `undefined` if there is none. */
export function likelyGradeColumn(columns: readonly string[], rows: readonly string[][]): number | undefined {
  const found = columns.findIndex(
    (title, column) =>
      gradeKeys.includes(title.trim().toLowerCase()) &&
      rows.some((row) => !Number.isNaN(parseNumber(row[column]))),
  );
  return found === -1 ? undefined : found;
}

function parseNumber(cell = ""): number {
  return cell.trim() === "" ? NaN : Number(cell);
}

/** The column that most likely holds the texts: the one with the longest cells. */
export function likelyTextColumn(rows: readonly string[][]): number {
  const lengths = (rows[0] ?? []).map((_, column) =>
    rows.slice(0, 100).reduce((sum, row) => sum + (row[column]?.length ?? 0), 0),
  );
  return Math.max(0, lengths.indexOf(lengths.reduce((most, length) => Math.max(most, length), 0)));
}

function readJson(text: string): Parsed<FileContent> {
  const parsed = parseDocuments(text);
  if (!parsed.ok) return parsed;
  return nonEmpty({ kind: "documents", documents: parsed.value, problems: [] });
}

function readJsonLines(text: string): FileContent {
  const documents: RerankDocument[] = [];
  const problems: TextProblem[] = [];
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    if (line.trim() === "") return;
    const parsed = v.safeParse(RerankDocument, parseJson(line));
    if (parsed.success && hasContent(parsed.output)) documents.push(parsed.output);
    else problems.push({ line: index + 1, message: importText.skippedLine });
  });
  return { kind: "documents", documents, problems };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function readTable(text: string, delimiter: string): Parsed<FileContent> {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: "greedy" });
  const [columns = [], ...rows] = data;
  const problemsByRow = new Map<number, TextProblem>();
  for (const { code, index, row = 0 } of errors) {
    if (code === "UndetectableDelimiter") continue;
    // One problem per row. The parser tells the offset of some; otherwise rows count as lines.
    const line = index === undefined ? row + 1 : text.slice(0, index).split("\n").length;
    if (!problemsByRow.has(row)) problemsByRow.set(row, { line, message: importText.tableSyntax(code) });
  }
  const problems = [...problemsByRow.values()];
  if (columns.length === 0) return failure(importText.noRows, problems);
  return { ok: true, value: { kind: "table", columns, rows, problems } };
}

function nonEmpty(content: FileContent): Parsed<FileContent> {
  if (content.kind === "table" || content.documents.length > 0) return { ok: true, value: content };
  return failure(importText.noDocuments, content.problems);
}

function failure(message: string, problems: TextProblem[]): Parsed<never> {
  return { ok: false, problems: problems.length > 0 ? problems.slice(0, 20) : [{ message }] };
}
