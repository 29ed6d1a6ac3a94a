/**
 * Reads the JSON values of a text: one document, JSON Lines, or values one after the other. Accepts what tools and
 * people write beside the standard: comments, trailing commas, `NaN`. Pure.
 */
import { type Node, type ParseError, createScanner, parseTree, printParseErrorCode } from "jsonc-parser";
import { isTooDeep, isTooDeepValue, limits } from "../../../../../../contract/limits.ts";
import { importText } from "../../../../text/import.ts";
import { type Parsed, type TextProblem, failure } from "../reading.ts";
import { nodeValue } from "./json-node.ts";
import { type Position, positions } from "./positions.ts";

export interface JsonValues {
  items: JsonItem[];
  problems: TextProblem[];
}

/** A value, and where the values inside of it begin. */
export interface JsonItem extends Position {
  value: unknown;
  node: Node;
  locate: (offset: number) => Position;
}

/**
 * @param expect `one`: nothing may follow the first value; `lines`: a line that cannot be read does not lose the others;
 *   `any`: whatever the text turns out to be
 */
export function readJsonValues(text: string, expect: "one" | "lines" | "any"): Parsed<JsonValues> {
  const tooDeep = failure(importText.tooDeep(limits.depth));
  // Before the parser, which recurses, reads it; line by line, since brackets may be missing in each.
  if (text.split("\n").some(isTooDeep)) return tooDeep;
  const source = withoutNaN(text);
  const locate = positions(source);
  try {
    const whole = parseAt(source, 0, locate);
    if (whole.item) return { ok: true, value: { items: [whole.item], problems: whole.problems } };
    if (expect === "one") return { ok: false, problems: whole.problems };
    const items = consecutiveValues(source, locate) ?? [];
    if (items.length > 0)
      return { ok: true, value: { items, problems: items.flatMap(({ problems }) => problems) } };
    const spread = /^[^\S\n]*[[\]{}],?[^\S\n]*$/m.test(source);
    const byLine = readLines(source, locate);
    const firstIsRead = byLine.problems[0]?.line !== 1;
    if (!spread && byLine.items.length > 0 && (firstIsRead || expect === "lines"))
      return { ok: true, value: byLine };
    const named = expect === "lines" && !spread && byLine.problems.length > 0;
    return { ok: false, problems: named ? byLine.problems : whole.problems };
  } catch (error) {
    // The parser is recursive, and so is what reads its values.
    if (error instanceof RangeError) return tooDeep;
    throw error;
  }
}

interface Attempt {
  item?: JsonItem & { problems: TextProblem[] };
  problems: TextProblem[];
}

/** @param offset of the fragment in the whole text */
function parseAt(fragment: string, offset: number, locate: (offset: number) => Position): Attempt {
  const errors: ParseError[] = [];
  const node = parseTree(fragment, errors, { allowTrailingComma: true, disallowComments: false });
  const at = (inner: number): Position => locate(offset + inner);
  if (!node || errors.length > 0) {
    const found = errors.slice(0, 20).map(({ error, offset: inner }) => ({
      ...at(inner),
      message: importText.jsonSyntax(printParseErrorCode(error)),
    }));
    return { problems: found.length > 0 ? found : [{ message: importText.noDocuments }] };
  }
  const problems: TextProblem[] = [];
  const value = nodeValue(node, fragment, (key, inner) =>
    problems.push({ ...at(inner), message: importText.repeatedKey(key) }),
  );
  if (isTooDeepValue(value)) throw new RangeError(importText.tooDeep(limits.depth));
  return { item: { ...at(node.offset), value, node, locate: at, problems }, problems };
}

/** Values one after the other, with or without commas and line breaks between them; `undefined` if one is damaged. */
function consecutiveValues(
  text: string,
  locate: (offset: number) => Position,
): NonNullable<Attempt["item"]>[] | undefined {
  const items: NonNullable<Attempt["item"]>[] = [];
  for (const [start, end, scalar] of valueRanges(text)) {
    const fragment = text.slice(start, end);
    const item = scalar ? scalarItem(scalar, fragment, start, locate) : parseAt(fragment, start, locate).item;
    if (!item) return undefined;
    items.push(item);
  }
  return items;
}

function scalarItem(
  node: Node,
  fragment: string,
  offset: number,
  locate: (offset: number) => Position,
): NonNullable<Attempt["item"]> {
  const value = nodeValue(node, fragment, () => undefined);
  const { line, column } = locate(offset);
  return { line, column, value, node, locate: (inner) => locate(offset + inner), problems: [] };
}

/** Where the top-level values begin and end, and texts and numbers themselves: a parser for each takes long. Kinds of tokens are numbers of `SyntaxKind`, a const enum. */
function valueRanges(text: string): [start: number, end: number, scalar: Node | undefined][] {
  const [open, close, comma, string, number, endOfText] = [[1, 3], [2, 4], 5, 10, 11, 17];
  const scanner = createScanner(text, true);
  const ranges: [number, number, Node | undefined][] = [];
  let depth = 0;
  let start = 0;
  for (let kind: number = scanner.scan(); kind !== endOfText; kind = scanner.scan()) {
    if (depth === 0) start = scanner.getTokenOffset();
    if (open.includes(kind)) depth += 1;
    if (close.includes(kind)) depth -= 1;
    if (depth > 0 || kind === comma) continue;
    const end = scanner.getTokenOffset() + scanner.getTokenLength();
    const error: number = scanner.getTokenError();
    const isScalar = (kind === string || kind === number) && error === 0;
    const scalar = isScalar ? scalarNode(scanner.getTokenValue(), kind === number, end - start) : undefined;
    ranges.push([start, end, scalar]);
  }
  if (depth !== 0) ranges.push([start, text.length, undefined]);
  return ranges;
}

const scalarNode = (value: string, isNumber: boolean, length: number): Node => ({
  type: isNumber ? "number" : "string",
  offset: 0,
  length,
  value: isNumber ? Number(value) : value,
});

function readLines(text: string, locate: (offset: number) => Position): JsonValues {
  const items: JsonItem[] = [];
  const problems: TextProblem[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const content = line.replace(/,\s*$/, "");
    if (content.trim() !== "") {
      const { item } = parseAt(content, offset, locate);
      if (item) items.push(item);
      if (item) problems.push(...item.problems);
      else problems.push({ line: locate(offset).line, message: importText.skippedLine });
    }
    offset += line.length + 1;
  }
  return { items, problems };
}

/** Python and JavaScript write numbers that JSON lacks; they stand for a missing value. */
function withoutNaN(text: string): string {
  if (!/\b(?:NaN|Infinity)\b/.test(text)) return text;
  // A pattern for whole strings would need as much stack as the longest one has characters.
  let inString = false;
  return text.replace(/\\.|["\n]|-?\b(?:NaN|Infinity)\b/g, (token) => {
    if (token === '"') inString = !inString;
    else if (token === "\n") inString = false;
    else if (!inString && !token.startsWith("\\")) return "null";
    return token;
  });
}
