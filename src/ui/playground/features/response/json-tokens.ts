/** Splits JSON into tokens for syntax colours. Pure. */

export interface JsonToken {
  kind: "key" | "string" | "number" | "word" | "other";
  text: string;
  /** Offset in the JSON. */
  start: number;
}

const tokenPattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** The tokens of formatted JSON. Joined, they are the input again. */
export function jsonTokens(json: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  for (const match of json.matchAll(tokenPattern)) {
    const [whole, string, colon] = match;
    if (match.index > end) tokens.push({ kind: "other", text: json.slice(end, match.index), start: end });
    const text = string ?? whole;
    const kind =
      string === undefined
        ? match[3] === undefined
          ? "word"
          : "number"
        : colon === undefined
          ? "string"
          : "key";
    tokens.push({ kind, text, start: match.index });
    if (colon !== undefined) tokens.push({ kind: "other", text: colon, start: match.index + text.length });
    end = match.index + whole.length;
  }
  if (end < json.length) tokens.push({ kind: "other", text: json.slice(end), start: end });
  return tokens;
}
