import { Play, Square } from "lucide-react";
import { usePlayground } from "../../stores/store-context.ts";
import { runText } from "../../text/run.ts";

/** One button for both, so that focus stays on it when Rerank becomes Cancel. */
export function RunBar() {
  const running = usePlayground((state) => state.run.status === "running");
  const rerank = usePlayground((state) => state.rerank);
  const cancel = usePlayground((state) => state.cancel);
  return (
    <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface p-3 lg:sticky lg:border-0 lg:bg-ground lg:px-0 lg:pt-0 print:hidden">
      <button
        type="button"
        className={running ? "button h-10 w-full" : "button button-primary h-10 w-full"}
        aria-keyshortcuts={running ? "Escape" : "Control+Enter Meta+Enter"}
        onClick={() => (running ? cancel() : void rerank())}
      >
        {running ? <Square aria-hidden size={14} /> : <Play aria-hidden size={14} />}
        <span>{running ? runText.cancel : runText.rerank}</span>
      </button>
    </div>
  );
}
