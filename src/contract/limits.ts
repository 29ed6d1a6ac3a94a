/**
 * How much is taken in at once, in one table for every way in: files, pasted text, the JSON pane, shared links, saved
 * drafts, messages to the iframe. Without it, a file of a few bytes or one long line can stop a tab.
 */
import type { FieldError } from "./errors.ts";
import { isPlainObject } from "./plain-object.ts";

export const limits = {
  /** Bytes of a file, as it lies and unpacked; characters of a pasted text. */
  bytes: 50_000_000,
  /** Bytes that a shared link may unpack to. */
  linkBytes: 20_000_000,
  /** Lists and objects inside each other: what copies, compares and writes them is recursive. */
  depth: 100,
  documents: 100_000,
  /** Characters of one text. The models with the longest inputs read about 40,000. */
  characters: 1_000_000,
  /** Characters of an image as a data URL. */
  imageCharacters: 50_000_000,
} as const;

/** Predicates: the field's name comes before them. */
const messages = {
  depth: `must not have more than ${limits.depth} levels of lists and objects`,
  documents: `must not be more than ${limits.documents.toLocaleString("en")}`,
  characters: `must not have more than ${limits.characters.toLocaleString("en")} characters`,
} as const;

const error = (field: string, kind: keyof typeof messages): FieldError => ({
  field,
  message: messages[kind],
  type: "value_error.limit",
});

/** What exceeds the limits in a query and documents of any form. Looks at each value once and never recurses. */
export function limitErrors(query: unknown, documents: unknown): FieldError[] {
  const list: readonly unknown[] = Array.isArray(documents) ? documents : [];
  if (list.length > limits.documents) return [error("documents", "documents")];
  const inputs = [query, ...list];
  return inputs.flatMap((input, position) => {
    const kind = excess(input);
    return kind ? [error(position === 0 ? "query" : `documents[${position - 1}]`, kind)] : [];
  });
}

function excess(input: unknown): "depth" | "characters" | undefined {
  if (isTooDeepValue(input)) return "depth";
  const { text, title, image } = isPlainObject(input) ? input : { text: input };
  const longer = (value: unknown, most: number): boolean => typeof value === "string" && value.length > most;
  const tooLong =
    longer(text, limits.characters) ||
    longer(title, limits.characters) ||
    longer(image, limits.imageCharacters);
  return tooLong ? "characters" : undefined;
}

/** Whether a value has more levels than allowed. */
export function isTooDeepValue(root: unknown): boolean {
  const open = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth === limits.depth) return true;
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
  return false;
}

/** Whether JSON, valid or not, has more levels than allowed: known before a parser, which may recurse, reads it. */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === "\\" && inString) at += 1;
    // A text never goes over a line's end: a quote that is missing must not hide the lines after it.
    else if (character === '"' || (character === "\n" && inString)) inString = character === '"' && !inString;
    else if (inString) continue;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > limits.depth) return true;
  }
  return false;
}
