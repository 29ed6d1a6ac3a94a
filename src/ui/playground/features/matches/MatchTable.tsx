import { formatScore, plural } from "../../../text/format.ts";
import { type Heat, wantedBy } from "./heat.ts";

interface MatchTableProps {
  heat: Heat;
  names: readonly string[];
  /** Of the document's tokens. */
  columnNames: readonly string[];
}

/** All that counts, as figures. */
export function MatchTable({ heat, names, columnNames }: MatchTableProps) {
  return (
    <details>
      <summary className="w-fit text-muted">All best matches as a table</summary>
      <table className="mt-1 w-full max-w-lg text-left [&_td]:py-0.5 [&_td]:pr-3 [&_th]:py-0.5 [&_th]:pr-3 [&_th]:font-medium">
        <thead className="border-b border-line text-muted">
          <tr>
            <th scope="col">Query</th>
            <th scope="col">Best match in the document</th>
            <th scope="col" className="text-right">
              Similarity
            </th>
          </tr>
        </thead>
        <tbody>
          {heat.parts.map((part, at) => (
            <tr key={part.rows[0]}>
              <th scope="row" className="[overflow-wrap:anywhere]">
                <bdi>{names[at]}</bdi>
                {part.kind === "filling" && <span className="text-muted"> × {part.rows.length}</span>}
              </th>
              <td className="[overflow-wrap:anywhere]">
                <bdi>{columnNames[wantedBy(part)[0]?.column ?? 0]}</bdi>
                {wantedBy(part).length > 1 && (
                  <span className="text-muted"> and {plural(wantedBy(part).length - 1, "other")}</span>
                )}
              </td>
              <td className="text-right tabular-nums">{formatScore(part.sum)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot className="border-t border-line">
          <tr>
            <th scope="row" colSpan={2}>
              Sum
            </th>
            <td className="text-right font-medium tabular-nums">{formatScore(heat.score)}</td>
          </tr>
        </tfoot>
      </table>
    </details>
  );
}
