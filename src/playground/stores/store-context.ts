import { createContext, useContext } from "react";
import { useStore } from "zustand";
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
