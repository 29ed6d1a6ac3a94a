/** Matches in words: what is shown by colour is said, too. Pure. */
import { formatScore, plural } from "../../../text/format.ts";
import { type Heat, type QueryPart, shadesOf, wantedBy } from "./heat.ts";

const namedColumns = 3;

/** A name in quotes; in another direction it must not turn round what stands beside it. */
function quote(name: string): string {
  return /^[ -~]*$/.test(name) ? `“${name}”` : `“\u2068${name}\u2069”`;
}

/**
 * @param names of the document's tokens
 * @param name of the query's token
 */
export function describePart(heat: Heat, part: QueryPart, name: string, names: readonly string[]): string {
  const quoted = (column: number): string => quote(names[column] ?? "");
  if (part.kind === "filling") {
    const wanted = wantedBy(part).slice(0, namedColumns);
    const said = wanted.map(({ column, times }) => `${quoted(column)} (${plural(times, "time")})`);
    return `The ${plural(part.rows.length, "filling token")} best match ${said.join(", ")}; together ${formatScore(part.sum)}.`;
  }
  const [best] = part.best;
  if (!best) return "";
  const next = shadesOf(heat, part)
    .map((similarity, column) => ({ column, similarity }))
    .filter(({ column }) => column !== best.column)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, namedColumns - 1)
    .map(({ column, similarity }) => `${quoted(column)} ${formatScore(similarity)}`);
  const then = next.length > 0 ? ` Then ${next.join(", ")}.` : "";
  return `${quote(name)} best matches ${quoted(best.column)}: ${formatScore(best.similarity)}.${then}`;
}

/** @param score the document's in the answer */
export function describeSum({ rows, score: sum }: Heat, score: number): string {
  const said = `Sum of ${plural(rows, "best match", "best matches")} = ${formatScore(sum)}`;
  return formatScore(sum) === formatScore(score)
    ? `${said}, the document’s score.`
    : `${said}; read together with others, the document got ${formatScore(score)}.`;
}
