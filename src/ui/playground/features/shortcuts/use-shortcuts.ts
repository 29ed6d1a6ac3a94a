import { useEffect, useEffectEvent } from "react";
import { useComparison, usePlaygroundStore } from "../../stores/store-context.ts";

/** The page's keyboard shortcuts. Those that are plain characters do nothing inside text fields. */
export function useShortcuts(showHelp: () => void): void {
  const store = usePlaygroundStore();
  const cancelAll = useComparison((state) => state.cancelAll);
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const { rerank, cancel, undo, run, history } = store.getState();
    const command = event.ctrlKey || event.metaKey;
    const inText = event.target instanceof HTMLElement && event.target.matches("textarea, input, select");
    const inDialog = document.querySelector("dialog[open]") !== null;
    if (event.key === "Enter" && command) {
      event.preventDefault();
      void rerank();
    } else if (event.key === "Escape" && !inDialog && !event.defaultPrevented) {
      if (run.status === "running") cancel();
      cancelAll();
    } else if (event.key === "z" && command && !event.shiftKey && !inText && history.length > 0) {
      event.preventDefault();
      undo();
    } else if (event.key === "?" && !command && !inText && !inDialog) {
      showHelp();
    }
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
