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

/** A part of the playground's state; the component renders again when that part changes. */
export function usePlayground<T>(select: (state: PlaygroundState) => T): T {
  return useStore(usePlaygroundStore(), select);
}

export const ComparisonContext = createContext<ComparisonStore | undefined>(undefined);

/** A part of the comparison's state. */
export function useComparison<T>(select: (state: ComparisonState) => T): T {
  const store = useContext(ComparisonContext);
  if (!store) throw new Error("useComparison is used outside of the playground.");
  return useStore(store, select);
}

export const OfflineContext = createContext<OfflineStore | undefined>(undefined);

/** A part of what is known about use without a network. */
export function useOffline<T>(select: (state: OfflineState) => T): T {
  const store = useContext(OfflineContext);
  if (!store) throw new Error("useOffline is used outside of the playground.");
  return useStore(store, select);
}
