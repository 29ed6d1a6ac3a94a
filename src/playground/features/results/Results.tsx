import { sameDraft } from "../../stores/draft.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { plural } from "../../ui/format.ts";
import { RunProgress } from "../run/RunProgress.tsx";
import { LiveScores } from "./LiveScores.tsx";
import { ResultItem } from "./ResultItem.tsx";

export function Results() {
  const answer = usePlayground((state) => state.answer);
  const run = usePlayground((state) => state.run);
  const stale = usePlayground(
    (state) => state.answer !== undefined && !sameDraft(state.answer.draft, state.draft),
  );
  const earlier = answer !== undefined && (stale || run.status === "failed" || run.status === "cancelled");
  return (
    <section aria-label="Answer" className="panel flex flex-col">
      <div className="flex items-center gap-2 px-4 py-3">
        <h2 className="heading">Results</h2>
        {earlier && (
          <span className="rounded bg-warn-soft px-1.5 py-0.5 text-xs text-warn">for the earlier input</span>
        )}
      </div>
      <RunProgress />
      {run.status === "failed" && (
        <div role="alert" className="mx-4 mb-3 rounded-md bg-danger-soft px-3 py-2 text-danger">
          <p className="font-medium">{run.error.message}</p>
          <p className="text-xs">
            {run.error.code}
            {answer ? " · the last good answer is below" : ""}
          </p>
        </div>
      )}
      {run.status === "cancelled" && (
        <p className="mx-4 mb-3 rounded-md bg-sunken px-3 py-2 text-muted">
          Cancelled{answer ? "; the last good answer is below" : ""}.
        </p>
      )}
      {answer ? (
        <div className={earlier || run.status === "running" ? "opacity-70" : ""}>
          <ol aria-label="Results" className="border-t border-line">
            {answer.ranked.slice(0, answer.response.results.length).map((scored, position) => (
              <ResultItem key={scored.index} answer={answer} scored={scored} rank={position + 1} />
            ))}
          </ol>
          <NotReturned />
        </div>
      ) : (
        <Waiting />
      )}
    </section>
  );
}

function Waiting() {
  const run = usePlayground((state) => state.run);
  if (run.status === "running") return <LiveScores scores={run.scores} />;
  return (
    <p className="border-t border-line px-4 py-8 text-center text-muted">
      Press Rerank: the model runs in this tab, and the documents come back best first.
    </p>
  );
}

/** Those below `top_n`: scored, and not part of the response. */
function NotReturned() {
  const answer = usePlayground((state) => state.answer);
  const rest = answer?.ranked.slice(answer.response.results.length) ?? [];
  if (!answer || rest.length === 0) return undefined;
  return (
    <details className="border-t border-line">
      <summary className="px-4 py-2 text-muted">{plural(rest.length, "more document")}, not returned</summary>
      <ol aria-label="Not returned">
        {rest.slice(0, 200).map((scored, position) => (
          <ResultItem
            key={scored.index}
            answer={answer}
            scored={scored}
            rank={answer.response.results.length + position + 1}
          />
        ))}
      </ol>
    </details>
  );
}
