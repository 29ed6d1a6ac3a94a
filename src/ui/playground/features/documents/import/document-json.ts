/** Documents as JSON, and where in the text it is wrong. Pure. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import * as v from "valibot";
import { RerankDocument } from "../../../../../contract/rerank.ts";

export interface TextProblem {
  /** From 1. */
  line: number;
  /** From 1; absent where the whole line is meant. */
  column?: number;
  message: string;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: TextProblem[] };

const syntaxMessages: Record<string, string> = {
  InvalidSymbol: "this is no JSON value; texts stand in double quotes",
  InvalidNumberFormat: "this number is not complete",
  PropertyNameExpected: "a name in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected here",
  CommaExpected: "a comma is expected here",
  CloseBraceExpected: "a closing } is missing",
  CloseBracketExpected: "a closing ] is missing",
  UnexpectedEndOfString: "this text is not closed with a double quote",
  UnexpectedEndOfNumber: "this number is not complete",
  InvalidUnicode: "\\u must be followed by four hexadecimal digits",
  InvalidEscapeCharacter: "this escape is unknown",
  InvalidCharacter: "this character must be escaped",
};

/** A JSON array of strings or objects with `text` or `image`, as `documents` of a request. An object with `documents` will do. */
export function parseDocuments(text: string): Parsed<RerankDocument[]> {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0 || !root) {
    const problems = errors.map(({ error, offset }) => {
      const code = printParseErrorCode(error);
      return { ...placeOf(text, offset), message: syntaxMessages[code] ?? code };
    });
    return { ok: false, problems: problems.slice(0, 20) };
  }
  const list = root.type === "object" ? propertyOf(root, "documents") : root;
  if (list?.type !== "array") {
    return problem(text, root.offset, "a list of documents in [ ] is expected here");
  }
  const problems: TextProblem[] = [];
  const documents = (list.children ?? []).flatMap((node, index) => {
    const parsed = v.safeParse(RerankDocument, valueOf(node));
    if (parsed.success && hasContent(parsed.output)) return [parsed.output];
    const message = `document ${index + 1} must be a text, or an object with a "text" or an "image"`;
    problems.push({ ...placeOf(text, node.offset), message });
    return [];
  });
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, 20) }
    : { ok: true, value: documents };
}

/** Whether there is something to rank: a text, be it empty, or an image. */
export function hasContent(document: RerankDocument): boolean {
  return typeof document === "string" || document.text !== undefined || document.image !== undefined;
}

export function formatDocuments(documents: readonly RerankDocument[]): string {
  return JSON.stringify(documents, null, 2);
}

function problem(text: string, offset: number, message: string): Parsed<never> {
  return { ok: false, problems: [{ ...placeOf(text, offset), message }] };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function propertyOf(node: Node, name: string): Node | undefined {
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

function valueOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(valueOf);
  if (node.type !== "object") return node.value;
  const entries = (node.children ?? []).map(({ children }): [string, unknown] => {
    const [key, value] = children ?? [];
    return [String(key?.value), value && valueOf(value)];
  });
  return Object.fromEntries(entries);
}
