import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { ComparisonState, ComparisonStore } from "./comparison-store.ts";
import type { OfflineState, OfflineStore } from "./offline-store.ts";
import type { PlaygroundState, PlaygroundStore } from "./playground-store.ts";

export const StoreContext = createContext<PlaygroundStore | undefined>(undefined);

export function usePlaygroundStore(): PlaygroundStore {
  const store = useContext(StoreContext);
  if (!store) throw new Error("usePlayground is used outside of the playground.");
  return store;
}

/** Selects a part of the page's state; the component renders again when that part changes. */
export function usePlayground<T>(select: (state: PlaygroundState) => T): T {
  return useStore(usePlaygroundStore(), select);
}

export const ComparisonContext = createContext<ComparisonStore | undefined>(undefined);

/** Selects a part of the comparison's state. */
export function useComparison<T>(select: (state: ComparisonState) => T): T {
  const store = useContext(ComparisonContext);
  if (!store) throw new Error("useComparison is used outside of the playground.");
  return useStore(store, select);
}

export const OfflineContext = createContext<OfflineStore | undefined>(undefined);

/** Selects a part of the state of offline use. */
export function useOffline<T>(select: (state: OfflineState) => T): T {
  const store = useContext(OfflineContext);
  if (!store) throw new Error("useOffline is used outside of the playground.");
  return useStore(store, select);
}
