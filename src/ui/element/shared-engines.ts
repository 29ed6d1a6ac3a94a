/**
 * The engines of a page, shared: elements that ask for the same model, device, weights and places use one, so that
 * it is downloaded and loaded once. With its last user it goes.
 */
import type { RerankRequest } from "../../contract/rerank.ts";
import type { RerankOptions } from "../../contract/reranker.ts";
import type { LocalReranker } from "../../engine/local/local-reranker.ts";
import type { RankedRun } from "../../engine/local/ranked-run.ts";
import type { resultNodes } from "./result-list.ts";
import type { EngineSettings } from "./settings.ts";

/** What a run found out, and what shows it: without a run, no script for results is needed. */
export interface ShownRun extends RankedRun {
  resultNodes: typeof resultNodes;
}

export interface Engine extends Pick<LocalReranker, "status" | "dispose"> {
  rank: (request: RerankRequest, options?: RerankOptions) => Promise<ShownRun>;
}

export interface Lease {
  engine: Engine;
  /** What the engine depends on; two leases with one key have one engine. */
  key: string;
  /** Once; the engine is disposed with the last one. */
  release: () => void;
}

export interface SharedEngines {
  lease: (settings: EngineSettings) => Lease;
}

export function engineKey({ model, device, dtype, modelBaseUrl, hubHost }: EngineSettings): string {
  return JSON.stringify([model.id, device, dtype, modelBaseUrl, hubHost]);
}

export function createSharedEngines(create: (settings: EngineSettings) => Engine): SharedEngines {
  const shared = new Map<string, { engine: Engine; users: number }>();
  return {
    lease: (settings) => {
      const key = engineKey(settings);
      const entry = shared.get(key) ?? { engine: create(settings), users: 0 };
      shared.set(key, entry);
      entry.users += 1;
      let released = false;
      return {
        engine: entry.engine,
        key,
        release: () => {
          if (released) return;
          released = true;
          entry.users -= 1;
          if (entry.users > 0) return;
          shared.delete(key);
          entry.engine.dispose();
        },
      };
    },
  };
}
