import { usePlayground } from "../../stores/store-context.ts";
import { describeProgress } from "./describe-progress.ts";

export function RunProgress() {
  const run = usePlayground((state) => state.run);
  if (run.status !== "running") return undefined;
  const { text, fraction } = describeProgress(run.progress);
  return (
    <div className="px-4 pb-3">
      <p className="pb-1 text-xs text-muted tabular-nums">{text}</p>
      <progress
        aria-label="Progress"
        className="block h-1 w-full appearance-none overflow-hidden rounded-full bg-line accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        max={1}
        {...(fraction !== undefined && { value: fraction })}
      />
    </div>
  );
}
