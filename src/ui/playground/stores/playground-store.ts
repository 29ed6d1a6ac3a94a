/** The state of the page: draft, models, run and preferences, one slice each. */
import { type StoreApi, createStore } from "zustand/vanilla";
import type { ModelEntry } from "../../../models/model.ts";
import { type EditingState, createEditing } from "./playground/editing.ts";
import {
  type LoadingAheadDependencies,
  type LoadingAheadState,
  createLoadingAhead,
} from "./playground/loading-ahead.ts";
import { type ModelState, createModels } from "./playground/models.ts";
import { type RunDependencies, type RunState, createRunning } from "./playground/running.ts";

/** What the person prefers, whatever the draft. */
export interface Preferences {
  theme: "system" | "light" | "dark";
  rerankWhileTyping: boolean;
}

interface PreferenceState {
  preferences: Preferences;
  setPreferences: (change: Partial<Preferences>) => void;
}

export type PlaygroundState = EditingState & ModelState & RunState & LoadingAheadState & PreferenceState;

export type PlaygroundStore = StoreApi<PlaygroundState>;

export interface PlaygroundDependencies extends RunDependencies, LoadingAheadDependencies {
  catalogue: readonly ModelEntry[];
  preferences?: Preferences;
}

export const defaultPreferences: Preferences = { theme: "system", rerankWhileTyping: false };

export function createPlaygroundStore(dependencies: PlaygroundDependencies): PlaygroundStore {
  const { catalogue, preferences = defaultPreferences } = dependencies;
  return createStore<PlaygroundState>()((set, get) => ({
    ...createEditing({ set, get }),
    ...createModels({ set, get }, catalogue),
    ...createRunning({ set, get }, dependencies),
    ...createLoadingAhead({ set, get }, dependencies),
    preferences,
    setPreferences: (change) => set((state) => ({ preferences: { ...state.preferences, ...change } })),
  }));
}
