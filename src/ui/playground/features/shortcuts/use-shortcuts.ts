import { useEffect, useEffectEvent } from "react";
import { shortcutOf } from "./keys.ts";
import { useComparison, usePlaygroundStore } from "../../stores/store-context.ts";

/** The page's keyboard shortcuts. Those that are plain characters do nothing inside text fields. */
export function useShortcuts(showHelp: () => void): void {
  const store = usePlaygroundStore();
  const cancelAll = useComparison((state) => state.cancelAll);
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const { rerank, cancel, undo, redo, run, history, undone } = store.getState();
    const inText = event.target instanceof HTMLElement && event.target.matches("textarea, input, select");
    const inDialog = document.querySelector("dialog[open]") !== null;
    switch (shortcutOf(event)) {
      case "rerank":
        event.preventDefault();
        void rerank();
        break;
      case "cancel":
        if (inDialog || event.defaultPrevented) return;
        if (run.status === "running") cancel();
        cancelAll();
        break;
      case "undo":
        if (inText || history.length === 0) return;
        event.preventDefault();
        undo();
        break;
      case "redo":
        if (inText || undone.length === 0) return;
        event.preventDefault();
        redo();
        break;
      case "help":
        if (!inText && !inDialog) showHelp();
        break;
      case undefined:
    }
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
