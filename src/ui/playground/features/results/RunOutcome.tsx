import { describeError } from "../../../text/describe-error.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { resultsText } from "../../text/results.ts";

/** Tells how the last run ended, unless it succeeded. */
export function RunOutcome() {
  const run = usePlayground((state) => state.run);
  const answered = usePlayground((state) => state.answer !== undefined);
  if (run.status === "failed") {
    const { code } = run.error;
    return (
      <div
        role="alert"
        className="mx-4 max-lg:scroll-mb-36 my-3 rounded-md bg-danger-soft px-3 py-2 text-danger"
      >
        <p className="font-medium [overflow-wrap:anywhere]">{describeError(run.error)}</p>
        <p className="text-xs">
          <span>{code}</span>
          {answered && <span>{` · ${resultsText.earlierResults}`}</span>}
        </p>
      </div>
    );
  }
  if (run.status !== "cancelled") return undefined;
  return (
    <p className="mx-4 my-3 rounded-md bg-sunken px-3 py-2 text-muted">
      <span>{resultsText.cancelled}</span>
      {answered && <span>{` ${resultsText.earlierResults}`}</span>}
    </p>
  );
}
