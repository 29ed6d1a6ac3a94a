/** Describes matches in words, for everyone who cannot see the colours. Pure. */
import { formatScore } from "../../../text/format.ts";
import { matchesText } from "../../text/matches.ts";
import { type Heat, type QueryPart, matchCounts, tokenShades } from "./heat.ts";

const namedColumns = 3;

/** A name in quotes, isolated if it is not ASCII so that right-to-left text does not reorder the sentence. */
function quote(name: string): string {
  return /^[ -~]*$/.test(name) ? `“${name}”` : `“\u2068${name}\u2069”`;
}

/**
 * @param name name of the query's token
 * @param names names of the document's tokens
 */
export function describePart(heat: Heat, part: QueryPart, name: string, names: readonly string[]): string {
  const quoted = (column: number): string => quote(names[column] ?? "");
  if (part.kind === "padding") {
    const counts = matchCounts(part).slice(0, namedColumns);
    const matches = counts.map(({ column, times }) => matchesText.matchCount(quoted(column), times));
    return matchesText.paddingBest(part.rows.length, matches, part.sum);
  }
  const [best] = part.best;
  if (!best) return "";
  const next = tokenShades(heat, part)
    .map((similarity, column) => ({ column, similarity }))
    .filter(({ column }) => column !== best.column)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, namedColumns - 1)
    .map(({ column, similarity }) => `${quoted(column)} ${formatScore(similarity)}`);
  return matchesText.best(quote(name), quoted(best.column), best.similarity, next);
}

/** @param score the document's score in the answer */
export function describeSum({ rows, score: sum }: Heat, score: number): string {
  return formatScore(sum) === formatScore(score)
    ? matchesText.sumIsScore(rows, sum)
    : matchesText.sumIsNotScore(rows, sum, score);
}
