/** Parses documents in JSON, and locates its errors. Pure. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import * as v from "valibot";
import { RerankDocument } from "../../../../../contract/rerank.ts";
import { importText } from "../../../text/import.ts";

export interface TextProblem {
  /** From 1; absent for a problem with the whole file. */
  line?: number;
  /** From 1; absent for a problem with the whole line. */
  column?: number;
  /** A sentence. */
  message: string;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: TextProblem[] };

/** Reads an array of strings, or of objects with `text` or `image`, like a request's `documents`. A whole request works too. */
export function parseDocuments(text: string): Parsed<RerankDocument[]> {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0 || !root) {
    const problems = errors.map(({ error, offset }) => ({
      ...position(text, offset),
      message: importText.jsonSyntax(printParseErrorCode(error)),
    }));
    return { ok: false, problems: problems.slice(0, 20) };
  }
  const list = root.type === "object" ? findProperty(root, "documents") : root;
  if (list?.type !== "array") {
    return problem(text, root.offset, importText.listExpected);
  }
  const problems: TextProblem[] = [];
  const documents = (list.children ?? []).flatMap((node, index) => {
    const parsed = v.safeParse(RerankDocument, nodeValue(node));
    if (parsed.success && hasContent(parsed.output)) return [parsed.output];
    problems.push({ ...position(text, node.offset), message: importText.invalidDocument(index + 1) });
    return [];
  });
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, 20) }
    : { ok: true, value: documents };
}

/** Whether there is something to rank: a text (even an empty one) or an image. */
export function hasContent(document: RerankDocument): boolean {
  return typeof document === "string" || document.text !== undefined || document.image !== undefined;
}

export function formatDocuments(documents: readonly RerankDocument[]): string {
  return JSON.stringify(documents, null, 2);
}

function problem(text: string, offset: number, message: string): Parsed<never> {
  return { ok: false, problems: [{ ...position(text, offset), message }] };
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function findProperty(node: Node, name: string): Node | undefined {
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

function nodeValue(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(nodeValue);
  if (node.type !== "object") return node.value;
  const entries = (node.children ?? []).map(({ children }): [string, unknown] => {
    const [key, value] = children ?? [];
    return [String(key?.value), value && nodeValue(value)];
  });
  return Object.fromEntries(entries);
}
