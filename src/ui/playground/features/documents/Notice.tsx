import { Undo2, X } from "lucide-react";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import { documentsText } from "../../text/documents.ts";

/** Tells what just changed, and offers to undo it. */
export function Notice() {
  const store = usePlaygroundStore();
  const notice = usePlayground((state) => state.notice);
  return (
    <output className="pointer-events-none fixed print:hidden inset-x-0 bottom-20 z-20 flex justify-center px-4 lg:bottom-4 lg:left-1/2">
      {notice !== undefined && (
        <div className="pointer-events-auto flex max-w-full items-center gap-2 rounded-lg border border-line bg-surface py-1 pr-1 pl-3 shadow-lg">
          <span className="line-clamp-4">{notice.text}</span>
          {notice.undoable && (
            <button
              type="button"
              className="button-quiet text-accent"
              onClick={() => {
                store.getState().undo();
                // This button disappears; focus must not be lost with it.
                document.getElementById("documents")?.focus();
              }}
            >
              <Undo2 aria-hidden size={14} />
              {documentsText.undo}
            </button>
          )}
          <button
            type="button"
            className="button-quiet"
            aria-label={documentsText.dismiss}
            onClick={() => store.setState({ notice: undefined })}
          >
            <X aria-hidden size={14} />
          </button>
        </div>
      )}
    </output>
  );
}
