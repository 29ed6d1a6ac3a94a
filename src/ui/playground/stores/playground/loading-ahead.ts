/** The model of the next run, loaded before the run is asked for: the first press is answered at once. */
import { LatestRun, type RunContext } from "../../../../engine/latest-run.ts";
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
   * Loads the model, unless that needs a network, the last run was cancelled, or another one has given the answer that
   * is shown. A failure is not told: the next run meets it again.
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
  const latest = new LatestRun();
  const isNeeded = (): boolean => {
    const { run, answer } = get();
    return run.status !== "running" && run.status !== "cancelled" && answer === undefined;
  };
  const notLoaded = (): void => set({ ahead: "none" });
  return {
    ahead: "none",
    loadAhead: async () => {
      const { draft, findModel } = get();
      const model = findModel(draft.settings.modelId);
      if (!model || !isNeeded()) return;
      const load = async ({ signal, isLatest }: RunContext) => {
        const isHere = await needsNoNetwork(model, draft.settings);
        if (!isHere || !isLatest() || !isNeeded()) return "none";
        const engine = engines.get(mainEngine, model, draft.settings);
        if (engine.status === undefined) set({ ahead: "loading" });
        await engine.load({ signal });
        return "ready";
      };
      await latest.start(load, {
        done: (ahead) => set({ ahead }),
        failed: notLoaded,
        cancelled: notLoaded,
      });
    },
    stopLoadingAhead: () => latest.cancel(),
  };
}
