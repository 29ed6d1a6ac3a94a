import { usePlayground } from "../../stores/store-context.ts";
import { formatScore, plural } from "../../ui/format.ts";

/** Says to screen readers which phase a run is in and how it ended; not every step of it. */
export function Announcer() {
  const message = usePlayground(({ run, answer }) => {
    if (run.status === "running") return phaseMessage[run.progress?.phase ?? "start"];
    if (run.status === "cancelled") return "Cancelled.";
    if (run.status !== "idle" || !answer) return "";
    const [best] = answer.response.results;
    if (!best) return "";
    const count = plural(answer.response.results.length, "result");
    return `Done: ${count}. Best: document ${best.index + 1}, score ${formatScore(best.relevance_score)}.`;
  });
  return <output className="sr-only">{message}</output>;
}

const phaseMessage = {
  start: "Starting.",
  download: "Downloading the model.",
  load: "Loading the model.",
  "self-test": "Checking the model's scores.",
  score: "Scoring the documents.",
  request: "Asking the server.",
  retry: "Waiting to ask the server again.",
};
