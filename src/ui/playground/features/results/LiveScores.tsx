import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { formatScore } from "../../../text/format.ts";
import { resultsText } from "../../text/results.ts";
import { DocumentImage } from "../images/DocumentImage.tsx";

const shownScores = 50;

/**
 * Scores as they arrive, in the order of the request, until there is a first answer. With more than `shownScores`
 * documents, only those that have a score.
 */
export function LiveScores({ scores }: { scores: readonly (ScoredDocument | undefined)[] }) {
  const documents = usePlayground((state) => state.draft.rows);
  const rows = scores
    .map((scored, index) => ({ index, score: scored?.relevance_score }))
    .filter(({ score }) => score !== undefined || scores.length <= shownScores);
  return (
    <ol aria-label={resultsText.scoresSoFar} className="px-4 py-2 font-mono text-xs tabular-nums">
      {rows.slice(0, shownScores).map(({ index, score }) => (
        <li key={index} className="flex items-center gap-3 py-0.5 text-muted">
          <span className="w-12 text-right">{`#${index + 1}`}</span>
          <span className={score === undefined ? "" : "text-ink"}>
            {score === undefined ? "…" : formatScore(score)}
          </span>
          <DocumentImage document={documents[index]?.document ?? ""} index={index} small />
        </li>
      ))}
    </ol>
  );
}
