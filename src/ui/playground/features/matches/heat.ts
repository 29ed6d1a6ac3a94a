/** What a late-interaction score is made of, as it is shown. Pure. */
import type { TokenMatches } from "../../stores/engines.ts";

export interface Match {
  /** Of the document's tokens that count. */
  column: number;
  similarity: number;
}

/** What can be looked at by itself: one token of the query, or all that fill it up. */
export interface QueryPart {
  kind: "text" | "special" | "filling";
  /** Token, as the tokenizer has it. */
  token: string;
  /** Of the similarities; more than one of the filling. */
  rows: readonly number[];
  /** The best match of each row: what counts in the score. */
  best: readonly Match[];
  sum: number;
}

export interface Heat {
  /** Those of the text first, then those that the model adds. */
  parts: readonly QueryPart[];
  /** Document tokens. */
  columns: number;
  similarities: Float32Array;
  /** Tokens of the query: as many best matches make the score. */
  rows: number;
  /** The sum of the best matches. */
  score: number;
  /** The mean of all similarities: what is not above it is not shaded. */
  low: number;
  high: number;
}

export function heatOf({ query, document, similarities }: TokenMatches): Heat {
  const columns = document.length;
  const best = query.map((_, row) => bestOfRow(similarities, columns, row));
  const part = (kind: QueryPart["kind"], rows: readonly number[]): QueryPart => ({
    kind,
    token: query[rows[0] ?? 0]?.text ?? "",
    rows,
    best: rows.flatMap((row) => best[row] ?? []),
    sum: rows.reduce((sum, row) => sum + (best[row]?.similarity ?? 0), 0),
  });
  const rowsOf = (kind: QueryPart["kind"]): number[] =>
    query.flatMap((token, row) =>
      (token.special ? (token.filling === true ? "filling" : "special") : "text") === kind ? [row] : [],
    );
  const filling = rowsOf("filling");
  let sum = 0;
  let high = -1;
  for (const similarity of similarities) {
    sum += similarity;
    high = Math.max(high, similarity);
  }
  return {
    parts: [
      ...rowsOf("text").map((row) => part("text", [row])),
      ...rowsOf("special").map((row) => part("special", [row])),
      ...(filling.length > 0 ? [part("filling", filling)] : []),
    ],
    columns,
    similarities,
    rows: query.length,
    score: best.reduce((sum, { similarity }) => sum + similarity, 0),
    low: sum / Math.max(1, similarities.length),
    high,
  };
}

function bestOfRow(similarities: Float32Array, columns: number, row: number): Match {
  let best: Match = { column: 0, similarity: -Infinity };
  for (let column = 0; column < columns; column++) {
    const similarity = similarities[row * columns + column] ?? -Infinity;
    if (similarity > best.similarity) best = { column, similarity };
  }
  return best;
}

/** For each document token its best similarity with a part of the query, or with any token of it. */
export function shadesOf({ columns, similarities, rows }: Heat, part: QueryPart | undefined): number[] {
  const shown = part?.rows ?? Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: columns }, (_, column) =>
    shown.reduce((best, row) => Math.max(best, similarities[row * columns + column] ?? -Infinity), -Infinity),
  );
}

/** How often each document token is the best match of a part's tokens, the most wanted first. */
export function wantedBy({ best }: QueryPart): { column: number; times: number }[] {
  const times = new Map<number, number>();
  for (const { column } of best) times.set(column, (times.get(column) ?? 0) + 1);
  return [...times]
    .map(([column, times]) => ({ column, times }))
    .sort((a, b) => b.times - a.times || a.column - b.column);
}

export const levels = 5;

/** 0: not shaded; the highest similarity is `levels`. */
export function levelOf(similarity: number, { low, high }: Pick<Heat, "low" | "high">): number {
  if (high <= low) return 0;
  return Math.max(0, Math.min(levels, Math.ceil(((similarity - low) / (high - low)) * levels)));
}
