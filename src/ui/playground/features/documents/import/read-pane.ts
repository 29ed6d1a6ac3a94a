/** Reads what stands in the JSON pane. Pure. */
import { limitErrors } from "../../../../../contract/limits.ts";
import type { RerankDocument } from "../../../../../contract/rerank.ts";
import { contractDocument } from "./proposal/contract-form.ts";
import { plainDocuments } from "./proposal/plain.ts";
import { readJson } from "./read.ts";
import type { FileContent, TextProblem } from "./reading.ts";

export type PaneContent =
  | { kind: "documents"; documents: RerankDocument[] }
  /** A request, an answer or an export: the person says what becomes of it. */
  | { kind: "choice"; content: FileContent }
  | { kind: "problems"; problems: TextProblem[] };

/** Rows and JSON show the same, so a list of documents is read whole or not at all. */
export function readPane(text: string): PaneContent {
  if (/^\s*\[\s*\]\s*$/.test(text)) return { kind: "documents", documents: [] };
  const read = readJson(text, "one");
  if (!read.ok) return { kind: "problems", problems: read.problems };
  const content: FileContent = { ...read.value, queries: false };
  const plain = plainDocuments(content) ?? writtenDocuments(content);
  if (!plain) return { kind: "choice", content };
  if (plain.problems.length > 0) return { kind: "problems", problems: plain.problems.slice(0, 20) };
  const excess = limitErrors(undefined, plain.documents);
  if (excess.length > 0)
    return {
      kind: "problems",
      problems: excess.map(({ field, message }) => ({ message: `${field} ${message}.` })),
    };
  return { kind: "documents", documents: plain.documents };
}

/**
 * What the pane shows of the rows must be read back as the same rows, whatever they hold: a blank text, or a number
 * beside a field that reads more like a text. In a file, that field may be the text.
 */
function writtenDocuments({
  lists: [list, ...more],
  problems,
}: FileContent): ReturnType<typeof plainDocuments> {
  if (!list?.direct || list.form !== "json" || more.length > 0) return undefined;
  if (list.query !== undefined || list.topN !== undefined) return undefined;
  const documents = list.items.flatMap(({ value }): RerankDocument[] => {
    const document = contractDocument(value);
    return document === undefined ? [] : [document];
  });
  return documents.length === list.items.length
    ? { documents, problems: [...problems, ...list.problems] }
    : undefined;
}
