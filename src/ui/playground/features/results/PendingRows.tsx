import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { type Rows, documentImage, lineText } from "../../stores/rows.ts";
import { formatScore } from "../../../text/format.ts";
import { resultsText } from "../../text/results.ts";
import { ScoreBar } from "./ScoreBar.tsx";
import type { Scale } from "./scale.ts";
import { DocumentImage } from "../images/DocumentImage.tsx";

const shownRows = 50;

interface PendingRowsProps {
  rows: Rows;
  /** Scores as they arrive, in the order of the request; absent before a run. */
  scores?: readonly (ScoredDocument | undefined)[];
}

/**
 * The first documents in the shape of an answer, in the order in which they came: before the first run without scores,
 * and while it lasts with each score as it arrives.
 */
export function PendingRows({ rows: documents, scores }: PendingRowsProps) {
  const rows = documents
    .slice(0, shownRows)
    .map((row, index) => ({ ...row, index, score: scores?.[index]?.relevance_score }));
  // A sum of products has no bounds.
  const known = rows.map(({ score }) => score ?? 0);
  const scale: Scale = { low: Math.min(0, ...known), high: Math.max(1, ...known) };
  const { before, awaited } = resultsText.noScore;
  return (
    // Before a run it is a picture of the answer: the documents themselves are in their fields.
    <ol aria-label={resultsText.scoresSoFar} aria-hidden={!scores} className="text-muted">
      {rows.map(({ id, document, index, score }) => (
        <li
          key={id}
          className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 border-b border-line px-4 py-2 last:border-b-0"
        >
          <span />
          <div className="min-w-0">
            <div className="flex items-center gap-3 font-mono text-xs tabular-nums">
              <span className={`w-10 ${score === undefined ? "" : "font-semibold text-ink"}`}>
                {score === undefined ? (scores ? awaited : before) : formatScore(score)}
              </span>
              <ScoreBar score={score} scale={scale} muted />
              <span className="w-8 text-right">{`#${index + 1}`}</span>
            </div>
            {documentImage(document) !== undefined && (
              <DocumentImage document={document} index={index} small />
            )}
            <p dir="auto" className="truncate pt-0.5">
              {lineText(document, index)}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
