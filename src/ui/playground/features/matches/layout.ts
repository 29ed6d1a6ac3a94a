/** Splits a text into runs, one for each token that occurs in it. Pure. */
import type { TokenMatches } from "../../stores/engines.ts";
import { alignTokens } from "./align-tokens.ts";

export interface TextRun {
  text: string;
  /** Offset in the text. */
  start: number;
  /** Index of the token; `undefined` for text without a token that counts. */
  column: number | undefined;
}

export interface Layout {
  /** Joined, they are the text. */
  runs: readonly TextRun[];
  /** Tokens that count but are not in the text: the model's own, and those that could not be found. */
  others: readonly number[];
  /** Name of each token: as in the text, or else as in the vocabulary. */
  names: readonly string[];
}

/** @param readFrom the end of the text that was not cut */
export function layoutTokens(
  text: string,
  tokens: TokenMatches["document"],
  readFrom: "start" | "end" = "start",
): Layout {
  const placed = tokens.flatMap(({ special }, column) => (special ? [] : [column]));
  const spans = alignTokens(
    text,
    placed.map((column) => tokens[column]?.text ?? ""),
    readFrom,
  );
  const names = tokens.map(({ text: token }) => token || "▁");
  const others = new Set(tokens.keys());
  const runs: TextRun[] = [];
  let at = 0;
  const add = (end: number, column: number | undefined): void => {
    if (end > at) runs.push({ text: text.slice(at, end), start: at, column });
    at = end;
  };
  placed.forEach((column, row) => {
    const span = spans[row];
    if (!span) return;
    names[column] = text.slice(span.start, span.end);
    others.delete(column);
    add(span.start, undefined);
    add(span.end, column);
  });
  add(text.length, undefined);
  return { runs, others: [...others], names };
}
