import { RefreshCw, X } from "lucide-react";
import { useState } from "react";
import { isBusy } from "../../stores/comparison/selectors.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { updateText } from "../../text/offline.ts";

/** Offers to reload with the new version; never reloads by itself or during a run. */
export default function UpdateNotice({ update }: { update: () => Promise<void> }) {
  const [dismissed, setDismissed] = useState<() => Promise<void>>();
  const running = usePlayground(({ run }) => run.status === "running");
  const comparing = useComparison(isBusy);
  const invalidJson = usePlayground((state) => state.jsonProblem !== undefined);
  const hasKey = useComparison(({ apiKeys }) => Object.values(apiKeys).some((key) => key !== ""));
  const busy = running || comparing;
  if (dismissed === update) return undefined;
  return (
    <output className="pointer-events-none fixed inset-x-0 bottom-32 z-20 flex justify-center px-4 lg:bottom-16 lg:left-1/2 print:hidden">
      <div className="pointer-events-auto flex max-w-full items-center gap-2 rounded-lg border border-line bg-surface py-1 pr-1 pl-3 shadow-lg">
        <span>
          <span>{updateText.ready}</span>
          {busy && <span>{updateText.afterRun}</span>}
          {!busy && invalidJson && <span>{updateText.invalidJson}</span>}
          {!busy && !invalidJson && hasKey && <span>{updateText.hasKey}</span>}
        </span>
        <button
          type="button"
          className="button-quiet text-accent"
          disabled={busy || invalidJson}
          onClick={() => void update()}
        >
          <RefreshCw aria-hidden size={14} />
          {updateText.reload}
        </button>
        <button
          type="button"
          className="button-quiet"
          aria-label={updateText.notNow}
          onClick={() => setDismissed(() => update)}
        >
          <X aria-hidden size={14} />
        </button>
      </div>
    </output>
  );
}
