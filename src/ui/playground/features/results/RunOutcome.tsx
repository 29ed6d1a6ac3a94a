import { describeError } from "../../../text/describe-error.ts";
import { usePlayground } from "../../stores/store-context.ts";

/** How the last run ended, where it did not end well. */
export function RunOutcome() {
  const run = usePlayground((state) => state.run);
  const answered = usePlayground((state) => state.answer !== undefined);
  if (run.status === "failed") {
    const { code } = run.error;
    return (
      <div role="alert" className="mx-4 my-3 rounded-md bg-danger-soft px-3 py-2 text-danger">
        <p className="font-medium [overflow-wrap:anywhere]">{describeError(run.error)}</p>
        <p className="text-xs">
          {code}
          {answered && " · the last good answer is below"}
        </p>
      </div>
    );
  }
  if (run.status !== "cancelled") return undefined;
  return (
    <p className="mx-4 my-3 rounded-md bg-sunken px-3 py-2 text-muted">
      Cancelled{answered ? "; the last good answer is below" : ""}.
    </p>
  );
}
