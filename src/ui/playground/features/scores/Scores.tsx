import { useMemo } from "react";
import { type Cut, bestCut, judgedCuts, largestGaps } from "../../../../metrics/threshold.ts";
import { formatScore } from "../../../text/format.ts";
import { documentGrades, gradeKeys } from "../../stores/grades.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { scoresText } from "../../text/scores.ts";
import { ScoreChart } from "./ScoreChart.tsx";

const shownGaps = 3;

/** How the scores of an answer lie, and where a minimum score could cut them. */
export default function Scores({ answer }: { answer: Answer }) {
  const minScore = usePlayground((state) => state.draft.settings.minScore);
  const setSettings = usePlayground((state) => state.setSettings);
  const { scores, relevant, judged, proposals } = useMemo(() => propose(answer), [answer]);
  if (scores.length < 2) return <p className="px-4 py-3 text-muted">{scoresText.tooFew}</p>;
  const minimum = minScore.trim() === "" ? undefined : Number(minScore);
  const [best = 0, worst = 0] = [scores[0], scores.at(-1)];
  return (
    <div className="px-4 py-3">
      <figure>
        <figcaption className="pb-2 text-xs text-muted">
          {scoresText.chart(scores.length, formatScore(worst), formatScore(best))}
        </figcaption>
        <ScoreChart scores={scores} relevant={relevant} judged={judged} minimum={minimum} />
        <p aria-hidden className="flex justify-between pt-0.5 font-mono text-xs text-muted tabular-nums">
          <span>{formatScore(worst)}</span>
          <span>{formatScore(best)}</span>
        </p>
      </figure>
      <h3 className="label pt-3 pb-1">{scoresText.where}</h3>
      <ul aria-label={scoresText.where} className="flex flex-col">
        {proposals.map(({ threshold, keeps, reason }) => (
          <li
            key={`${threshold} ${reason}`}
            className="flex min-h-10 items-center gap-3 border-t border-line py-1"
          >
            <button
              type="button"
              className="button w-28 shrink-0 font-mono tabular-nums aria-pressed:border-accent aria-pressed:bg-accent-soft"
              aria-label={scoresText.use(String(threshold))}
              aria-pressed={minimum === threshold}
              onClick={() => setSettings({ minScore: String(threshold) })}
            >
              {threshold}
            </button>
            <span className="min-w-0">
              <span>{scoresText.keeps(keeps, scores.length)}</span>
              <span className="block text-xs text-muted">{reason}</span>
            </span>
          </li>
        ))}
        <li className="flex min-h-10 items-center border-y border-line py-1">
          <button
            type="button"
            className="button w-28 shrink-0 aria-pressed:border-accent aria-pressed:bg-accent-soft"
            aria-pressed={minimum === undefined}
            onClick={() => setSettings({ minScore: "" })}
          >
            {scoresText.none}
          </button>
        </li>
      </ul>
      <p className="pt-2 text-xs text-muted">
        <span>{scoresText.ownScores}</span> {!relevant && <span>{scoresText.grades(gradeKeys)}</span>}
      </p>
    </div>
  );
}

type Proposal = Cut & { reason: string };

function propose({ ranked, documents }: Answer) {
  const scores = ranked.map(({ relevance_score: score }) => score);
  const grades = documentGrades(documents);
  const relevant = grades && ranked.map(({ index }) => (grades[index] ?? 0) > 0);
  const judged = relevant ? judgedCuts(scores, relevant) : [];
  const best = bestCut(judged);
  const proposals: Proposal[] = largestGaps(scores, shownGaps).map((cut) => ({
    ...cut,
    reason: scoresText.gap(formatScore(cut.gap)),
  }));
  if (best)
    proposals.unshift({
      ...best,
      reason: scoresText.judged(best.precision.toFixed(2), best.recall.toFixed(2)),
    });
  return { scores, relevant, judged, proposals };
}
