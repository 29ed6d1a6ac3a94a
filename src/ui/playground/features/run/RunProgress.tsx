import { usePlayground } from "../../stores/store-context.ts";
import { formatDuration } from "../../../text/format.ts";
import { describeProgress } from "../../../text/describe-progress.ts";

/** What a run is doing, in words, and a thin bar that takes no room of its own. */
export function RunProgress() {
  const run = usePlayground((state) => state.run);
  if (run.status !== "running") return undefined;
  const { text, fraction } = describeProgress(run.progress);
  return (
    <>
      <span className="text-xs text-muted tabular-nums">
        {text}
        {run.timeLeftMs !== undefined && `, ${formatDuration(run.timeLeftMs)} left`}
      </span>
      <progress
        aria-label="Progress"
        className="absolute inset-x-0 bottom-0 block h-0.5 w-full appearance-none overflow-hidden bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        max={1}
        {...(fraction !== undefined && { value: fraction })}
      />
    </>
  );
}
