import { useEffect } from "react";
import { usePlaygroundStore } from "../../stores/store-context.ts";

/** Ctrl/Cmd+Enter runs from anywhere on the page; Escape cancels a run. */
export function useRunShortcut(): void {
  const store = usePlaygroundStore();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void store.getState().rerank();
      }
      if (event.key === "Escape" && store.getState().run.status === "running") store.getState().cancel();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [store]);
}
