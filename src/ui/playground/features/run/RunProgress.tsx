import { useEffect, useState } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { runText } from "../../text/run.ts";
import { formatDuration } from "../../../text/format.ts";
import { describeProgress } from "../../../text/describe-progress.ts";

/** So long a start needs no more words. */
const shortStartMs = 5000;

/** What a run is doing, in words, and a thin bar that takes no space in the layout. */
export function RunProgress() {
  const run = usePlayground((state) => state.run);
  const longStart = useLong(run.status === "running" && run.progress?.phase === "load");
  if (run.status !== "running") return undefined;
  const { text, fraction } = describeProgress(run.progress);
  return (
    <>
      <span className="min-w-0 text-xs leading-4 text-muted tabular-nums">
        <span>{text + (longStart ? runText.longStart : "")}</span>
        {run.timeLeftMs !== undefined && <span>{runText.timeLeft(formatDuration(run.timeLeftMs))}</span>}
      </span>
      <progress
        aria-label={runText.progress}
        className="absolute inset-x-0 bottom-0 block h-0.5 w-full appearance-none overflow-hidden bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        max={1}
        {...(fraction !== undefined && { value: fraction })}
      />
    </>
  );
}

/** Whether this has been so for longer than a short start. */
function useLong(is: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!is) return undefined;
    const timer = setTimeout(() => setLong(true), shortStartMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [is]);
  return long;
}
