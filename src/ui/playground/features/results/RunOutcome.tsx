import { describeError } from "../../../text/describe-error.ts";
import type { Settings } from "../../../draft/shared-draft.ts";
import { defaultModel } from "../../../../models/catalogue.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { type Failure, failureText } from "../../text/failure.ts";
import { focusRunButton } from "../run/RunBar.tsx";
import { resultsText } from "../../text/results.ts";

/** Tells how the last run ended, unless it succeeded, and what to press next. */
export function RunOutcome() {
  const run = usePlayground((state) => state.run);
  const answered = usePlayground((state) => state.answer !== undefined);
  if (run.status === "failed") {
    const { error } = run;
    const failure = failureText.failures[error.code];
    return (
      <div
        role="alert"
        className="mx-4 my-3 flex flex-col gap-1 overflow-y-auto rounded-md bg-danger-soft lg:max-h-48 lg:shrink-0 px-3 py-2 text-danger max-lg:scroll-mb-36"
      >
        {failure ? (
          <>
            <p className="font-medium">{failure.said}</p>
            <Earlier />
            <Remedies helps={failure.helps} />
            <details className="text-xs">
              <summary>{failureText.details}</summary>
              <p className="[overflow-wrap:anywhere]">
                <span>{describeError(error)}</span>
                <span className="font-mono">{` (${error.code})`}</span>
              </p>
            </details>
          </>
        ) : (
          <>
            <p className="font-medium [overflow-wrap:anywhere]">{describeError(error)}</p>
            <Earlier />
          </>
        )}
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

function Earlier() {
  const answered = usePlayground((state) => state.answer !== undefined);
  return answered ? <p className="text-xs">{resultsText.earlierResults}</p> : undefined;
}

/** What can be pressed after a failure that is not the input's. */
function Remedies({ helps }: Pick<Failure, "helps">) {
  const rerank = usePlayground((state) => state.rerank);
  const setSettings = usePlayground((state) => state.setSettings);
  const { modelId, device, dtype } = usePlayground((state) => state.draft.settings);
  const anyDevice = { device: "auto", dtype: "auto" } as const;
  const remedies: { offered: boolean; label: string; change?: Partial<Settings> }[] = [
    { offered: helps.includes("again"), label: failureText.again },
    {
      offered: helps.includes("any device") && (device !== "auto" || dtype !== "auto"),
      label: failureText.anyDevice,
      change: anyDevice,
    },
    {
      offered: modelId !== defaultModel.id,
      label: failureText.useModel(defaultModel.title),
      change: { modelId: defaultModel.id, ...anyDevice },
    },
  ];
  return (
    <div className="flex flex-wrap gap-2 py-1">
      {remedies
        .filter(({ offered }) => offered)
        .map(({ label, change }) => (
          <button
            key={label}
            type="button"
            className="button"
            onClick={() => {
              if (change) setSettings(change);
              void rerank();
              // This button goes with the failure.
              focusRunButton();
            }}
          >
            {label}
          </button>
        ))}
    </div>
  );
}
