/** The model of the next run, loaded before the run is asked for: the first press is answered at once. */
import type { ModelEntry } from "../../../../models/model.ts";
import type { EngineSettings, Engines } from "../engines.ts";
import type { Slice } from "../slice.ts";
import type { EditingState } from "./editing.ts";
import type { ModelState } from "./models.ts";
import { type RunState, mainEngine } from "./running.ts";

export interface LoadingAheadState {
  /** How far the model of the next run is, as long as no run has loaded it. */
  ahead: "none" | "loading" | "ready";
  /**
   * Loads the model, unless that needs a network, or another one has given the answer that is shown. A failure is
   * not told: the next run meets it again.
   */
  loadAhead: () => Promise<void>;
  stopLoadingAhead: () => void;
}

export interface LoadingAheadDependencies {
  engines: Engines;
  /** Whether all that the model needs is on this machine, or comes with the page; by default nothing is. */
  needsNoNetwork?: (model: ModelEntry, settings: EngineSettings) => Promise<boolean>;
}

export function createLoadingAhead(
  { set, get }: Slice<LoadingAheadState & RunState & EditingState & ModelState>,
  { engines, needsNoNetwork = async () => false }: LoadingAheadDependencies,
): LoadingAheadState {
  let latest = new AbortController();
  return {
    ahead: "none",
    loadAhead: async () => {
      const { draft, findModel } = get();
      const model = findModel(draft.settings.modelId);
      latest = new AbortController();
      const { signal } = latest;
      const isLatest = () => latest.signal === signal && !signal.aborted;
      const isNeeded = () => isLatest() && get().run.status !== "running" && get().answer === undefined;
      if (!model || !isNeeded()) return;
      if (!(await needsNoNetwork(model, draft.settings).catch(() => false))) {
        if (isLatest()) set({ ahead: "none" });
        return;
      }
      if (!isNeeded()) return;
      const engine = engines.get(mainEngine, model, draft.settings);
      if (engine.status === undefined) set({ ahead: "loading" });
      const ahead = await engine.load({ signal }).then(
        () => "ready" as const,
        () => "none" as const,
      );
      if (isLatest()) set({ ahead });
    },
    stopLoadingAhead: () => {
      latest.abort();
      set({ ahead: "none" });
    },
  };
}
