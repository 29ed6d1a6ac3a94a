import { formatScore } from "../../../text/format.ts";
import { matchesText } from "../../text/matches.ts";
import { type Heat, matchCounts } from "./heat.ts";

interface MatchTableProps {
  heat: Heat;
  /** Names of the query's parts. */
  names: readonly string[];
  /** Names of the document's tokens. */
  columnNames: readonly string[];
}

/** Every best match that counts in the score, as a table. */
export function MatchTable({ heat, names, columnNames }: MatchTableProps) {
  return (
    <details>
      <summary className="w-fit text-muted">{matchesText.table}</summary>
      <table className="mt-1 w-full max-w-lg text-left [&_td]:py-0.5 [&_td]:pr-3 [&_th]:py-0.5 [&_th]:pr-3 [&_th]:font-medium">
        <thead className="border-b border-line text-muted">
          <tr>
            <th scope="col">{matchesText.query}</th>
            <th scope="col">{matchesText.bestInDocument}</th>
            <th scope="col" className="text-right">
              {matchesText.similarity}
            </th>
          </tr>
        </thead>
        <tbody>
          {heat.parts.map((part, at) => (
            <tr key={part.rows[0]}>
              <th scope="row" className="[overflow-wrap:anywhere]">
                <bdi>{names[at]}</bdi>
                {part.kind === "padding" && (
                  <span className="text-muted">{matchesText.times(part.rows.length)}</span>
                )}
              </th>
              <td className="[overflow-wrap:anywhere]">
                <bdi>{columnNames[matchCounts(part)[0]?.column ?? 0]}</bdi>
                {matchCounts(part).length > 1 && (
                  <span className="text-muted">{matchesText.andOthers(matchCounts(part).length - 1)}</span>
                )}
              </td>
              <td className="text-right tabular-nums">{formatScore(part.sum)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot className="border-t border-line">
          <tr>
            <th scope="row" colSpan={2}>
              {matchesText.sum}
            </th>
            <td className="text-right font-medium tabular-nums">{formatScore(heat.score)}</td>
          </tr>
        </tfoot>
      </table>
    </details>
  );
}
