import type { ScoredDocument } from "../../../contract/reranker.ts";
import { formatScore } from "../../ui/format.ts";

/** Until there is a first answer: scores as they arrive, in the order of the request. */
export function LiveScores({ scores }: { scores: readonly (ScoredDocument | undefined)[] }) {
  return (
    <ol aria-label="Scores so far" className="px-4 py-2 font-mono text-xs tabular-nums">
      {scores.slice(0, 50).map((scored, index) => (
        // The position is the document's identity in this run.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="flex gap-3 py-0.5 text-muted">
          <span className="w-8 text-right">#{index + 1}</span>
          <span className={scored ? "text-ink" : ""}>
            {scored ? formatScore(scored.relevance_score) : "…"}
          </span>
        </li>
      ))}
    </ol>
  );
}
