import { remoteSide } from "../../stores/comparison-store.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { announceProgress } from "../../../text/describe-progress.ts";
import { formatScore, plural } from "../../../text/format.ts";

/** Says to screen readers which phase a run is in and how it ended; not every step of it. */
export function Announcer() {
  const message = usePlayground(({ run, answer }) => {
    if (run.status === "running") return announceProgress(run.progress);
    if (run.status === "cancelled") return "Cancelled.";
    if (run.status !== "idle" || !answer) return "";
    const [best] = answer.response.results;
    if (!best) return "";
    const count = plural(answer.response.results.length, "result");
    return `Done: ${count}. Best: document ${best.index + 1}, score ${formatScore(best.relevance_score)}.`;
  });
  const compared = useComparison(({ sides }) => {
    const side = sides[remoteSide];
    if (side?.run.status === "running" && side.run.progress?.phase === "retry")
      return announceProgress(side.run.progress);
    if (side?.run.status === "cancelled") return "The server’s answer is not waited for any more.";
    if (side?.run.status !== "idle" || !side.ranking) return "";
    const [best] = side.ranking.order;
    return best === undefined ? "" : `The server answered. Best: document ${best + 1}.`;
  });
  return (
    <>
      <output className="sr-only">{message}</output>
      <output className="sr-only">{compared}</output>
    </>
  );
}
