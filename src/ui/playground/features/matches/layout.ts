/** A text in runs, each token that stands in it apart. Pure. */
import type { TokenMatches } from "../../stores/engines.ts";
import { alignTokens } from "./align-tokens.ts";

export interface TextRun {
  text: string;
  /** Where it begins in the text. */
  start: number;
  /** The token that stands here; `undefined` where none does that counts. */
  column: number | undefined;
}

export interface Layout {
  /** Joined they are the text. */
  runs: readonly TextRun[];
  /** Tokens that count and stand nowhere in the text: the model's own, and what could not be found. */
  others: readonly number[];
  /** What each token is called: as it is written in the text, or else as the tokenizer has it. */
  names: readonly string[];
}

/** @param readFrom the end of the text that was not cut */
export function layoutOf(
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
