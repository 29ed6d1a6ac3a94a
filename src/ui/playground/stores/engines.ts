/** The local engines of this page: one for each owner, replaced when the owner needs another model or device. */
import type { LocalReranker } from "../../../engine/local/local-reranker.ts";
import type { Dtype, ModelEntry } from "../../../models/model.ts";
import type { Settings } from "../../draft/shared-draft.ts";

export type Engine = Pick<LocalReranker, "load" | "rank" | "match" | "measureDevices" | "status" | "dispose">;
export type TokenMatches = Awaited<ReturnType<Engine["match"]>>;

/** What an engine depends on, besides the model. */
export type EngineSettings = Pick<Settings, "device" | "dtype" | "hubHost">;

/** Whether two drafts run on the same model, device and weights. */
export function sameEngine(a: Settings, b: Settings): boolean {
  const names = ["modelId", "device", "dtype", "hubHost"] as const;
  return names.every((name) => a[name] === b[name]);
}

/** The only weights to use; `undefined`: those that suit the device. */
export const onlyDtype = ({ dtype }: EngineSettings): Dtype | undefined =>
  dtype === "auto" ? undefined : dtype;

export interface EngineOptions {
  model: ModelEntry;
  device: Settings["device"];
  dtype: Dtype | undefined;
  hubHost: string;
}

export type CreateEngine = (options: EngineOptions) => Engine;

export interface Engines {
  /** @param owner `page` or a candidate's id; its former engine is disposed if the model or a setting has changed */
  get: (owner: string, model: ModelEntry, settings: EngineSettings) => Engine;
  /** The engine that the owner has now. */
  present: (owner: string) => Engine | undefined;
  /** Disposes the owner's engine. */
  release: (owner: string) => void;
}

export function createEngines(createReranker: CreateEngine): Engines {
  const engines = new Map<string, { key: string; source: ModelEntry["source"]; engine: Engine }>();
  return {
    get: (owner, model, settings) => {
      const { device, dtype, hubHost } = settings;
      const key = JSON.stringify([model.id, model.source, device, dtype, hubHost]);
      const present = engines.get(owner);
      // Files have no address to compare: a folder that is opened again can hold other files.
      const same = model.source.kind !== "files" || present?.source === model.source;
      if (present?.key === key && same) return present.engine;
      present?.engine.dispose();
      const engine = createReranker({ model, device, dtype: onlyDtype(settings), hubHost });
      engines.set(owner, { key, source: model.source, engine });
      return engine;
    },
    present: (owner) => engines.get(owner)?.engine,
    release: (owner) => {
      engines.get(owner)?.engine.dispose();
      engines.delete(owner);
    },
  };
}

/**
 * An engine whose script is not part of the first view: it is fetched with the first call.
 * @param fetchScript a failed one is asked for again by the next call
 */
export function lateEngine(fetchScript: () => Promise<CreateEngine>, options: EngineOptions): Engine {
  let engine: Engine | undefined;
  let disposed = false;
  const ready = async (): Promise<Engine> => {
    const create = await fetchScript();
    engine ??= create(options);
    // Calls of a disposed engine are refused by itself.
    if (disposed) engine.dispose();
    return engine;
  };
  return {
    load: async (...call) => (await ready()).load(...call),
    rank: async (...call) => (await ready()).rank(...call),
    match: async (...call) => (await ready()).match(...call),
    measureDevices: async (...call) => (await ready()).measureDevices(...call),
    get status() {
      return engine?.status;
    },
    dispose: () => {
      disposed = true;
      engine?.dispose();
    },
  };
}
