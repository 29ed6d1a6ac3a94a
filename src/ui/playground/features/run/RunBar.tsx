import { Play, Square } from "lucide-react";
import { usePlayground } from "../../stores/store-context.ts";
import { formatDuration } from "../../../text/format.ts";
import { runText } from "../../text/run.ts";

const buttonId = "rerank";

/** For what starts a run and then is gone. */
export function focusRunButton(): void {
  document.getElementById(buttonId)?.focus();
}

/**
 * One button for both, so that focus stays on it when Rerank becomes Cancel. On a narrow page it stays in view at the
 * bottom.
 */
export function RunBar() {
  const running = usePlayground((state) => state.run.status === "running");
  const rerank = usePlayground((state) => state.rerank);
  const cancel = usePlayground((state) => state.cancel);
  return (
    <div className="flex items-center gap-3 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-10 max-lg:border-t max-lg:border-line max-lg:bg-surface max-lg:p-3 print:hidden">
      <button
        id={buttonId}
        type="button"
        className={running ? "button h-10 grow" : "button button-primary h-10 grow"}
        aria-keyshortcuts={running ? "Escape" : "Control+Enter Meta+Enter"}
        onClick={() => (running ? cancel() : void rerank())}
      >
        {running ? <Square aria-hidden size={14} /> : <Play aria-hidden size={14} />}
        <span>{running ? runText.cancel : runText.rerank}</span>
      </button>
      <LastRun />
    </div>
  );
}

/** How long the answer took that is shown. */
function LastRun() {
  const elapsedMs = usePlayground((state) => state.answer?.elapsedMs);
  if (elapsedMs === undefined) return undefined;
  return (
    <span className="min-w-14 text-right text-xs text-muted tabular-nums" title={runText.lastRun}>
      <span className="sr-only">{`${runText.lastRun}: `}</span>
      <span>{formatDuration(elapsedMs)}</span>
    </span>
  );
}
