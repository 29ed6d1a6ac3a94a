/** Prepares the matches behind a late-interaction score for display. Pure. */
import type { TokenMatches } from "../../stores/engines.ts";

export interface Match {
  /** Index among the document's tokens that count. */
  column: number;
  similarity: number;
}

/** A part of the query that can be chosen: one token, or all mask padding together. */
export interface QueryPart {
  kind: "text" | "special" | "padding";
  /** The token as in the vocabulary. */
  token: string;
  /** Its rows in the similarities; several for mask padding. */
  rows: readonly number[];
  /** The best match of each row, which counts in the score. */
  best: readonly Match[];
  /** Sum of the best matches. */
  sum: number;
}

export interface Heat {
  /** Tokens of the text first, then those that the model adds. */
  parts: readonly QueryPart[];
  /** Number of document tokens. */
  columns: number;
  similarities: Float32Array;
  /** Number of query tokens, and so of best matches in the score. */
  rows: number;
  /** The sum of the best matches. */
  score: number;
  /** Mean of all similarities. Tokens at or below it are not shaded. */
  low: number;
  /** Highest similarity. */
  high: number;
}

export function buildHeat({ query, document, similarities }: TokenMatches): Heat {
  const columns = document.length;
  const best = query.map((_, row) => bestMatch(similarities, columns, row));
  const part = (kind: QueryPart["kind"], rows: readonly number[]): QueryPart => ({
    kind,
    token: query[rows[0] ?? 0]?.text ?? "",
    rows,
    best: rows.flatMap((row) => best[row] ?? []),
    sum: rows.reduce((sum, row) => sum + (best[row]?.similarity ?? 0), 0),
  });
  const rowsOfKind = (kind: QueryPart["kind"]): number[] =>
    query.flatMap((token, row) =>
      (token.special ? (token.maskPadding === true ? "padding" : "special") : "text") === kind ? [row] : [],
    );
  const padding = rowsOfKind("padding");
  let sum = 0;
  let high = -1;
  for (const similarity of similarities) {
    sum += similarity;
    high = Math.max(high, similarity);
  }
  return {
    parts: [
      ...rowsOfKind("text").map((row) => part("text", [row])),
      ...rowsOfKind("special").map((row) => part("special", [row])),
      ...(padding.length > 0 ? [part("padding", padding)] : []),
    ],
    columns,
    similarities,
    rows: query.length,
    score: best.reduce((sum, { similarity }) => sum + similarity, 0),
    low: sum / Math.max(1, similarities.length),
    high,
  };
}

function bestMatch(similarities: Float32Array, columns: number, row: number): Match {
  let best: Match = { column: 0, similarity: -Infinity };
  for (let column = 0; column < columns; column++) {
    const similarity = similarities[row * columns + column] ?? -Infinity;
    if (similarity > best.similarity) best = { column, similarity };
  }
  return best;
}

/** For each document token, its best similarity with a part of the query, or with the whole query. */
export function tokenShades({ columns, similarities, rows }: Heat, part: QueryPart | undefined): number[] {
  const shown = part?.rows ?? Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: columns }, (_, column) =>
    shown.reduce((best, row) => Math.max(best, similarities[row * columns + column] ?? -Infinity), -Infinity),
  );
}

/** How often each document token is the best match of a part's tokens, the most frequent first. */
export function matchCounts({ best }: QueryPart): { column: number; times: number }[] {
  const times = new Map<number, number>();
  for (const { column } of best) times.set(column, (times.get(column) ?? 0) + 1);
  return [...times]
    .map(([column, times]) => ({ column, times }))
    .sort((a, b) => b.times - a.times || a.column - b.column);
}

export const levels = 5;

/** Shade from 0 (none) to `levels` (the highest similarity). */
export function shadeLevel(similarity: number, { low, high }: Pick<Heat, "low" | "high">): number {
  if (high <= low) return 0;
  return Math.max(0, Math.min(levels, Math.ceil(((similarity - low) / (high - low)) * levels)));
}
