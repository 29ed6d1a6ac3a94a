import { remoteId } from "../../stores/comparison/candidates.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { announceProgress } from "../../../text/describe-progress.ts";
import { runText } from "../../text/run.ts";

/** Tells screen readers which phase a run is in and how it ended, but not every step. */
export function Announcer() {
  const message = usePlayground(({ run, answer }) => {
    if (run.status === "running") return announceProgress(run.progress);
    if (run.status === "cancelled") return runText.cancelled;
    if (run.status !== "idle" || !answer) return "";
    const [best] = answer.response.results;
    if (!best) return "";
    return runText.done(answer.response.results.length, best.index + 1, best.relevance_score);
  });
  const compared = useComparison(({ candidates }) => {
    const candidate = candidates[remoteId];
    if (candidate?.run.status === "running" && candidate.run.progress?.phase === "retry")
      return announceProgress(candidate.run.progress);
    if (candidate?.run.status === "cancelled") return runText.serverCancelled;
    if (candidate?.run.status !== "idle" || !candidate.ranking) return "";
    const [best] = candidate.ranking.order;
    return best === undefined ? "" : runText.serverDone(best + 1);
  });
  return (
    <>
      <output className="sr-only">{message}</output>
      <output className="sr-only">{compared}</output>
    </>
  );
}
