import type { Environment } from "./load-engine.ts";

/** Name of the browser cache that holds downloaded models. */
export const modelCacheName = "tabrank-models";

export function browserEnvironment(): Environment {
  return {
    createWorker: (name) =>
      new Worker(new URL("../../worker/rerank.worker.ts", import.meta.url), { type: "module", name }),
    fetch: (...parameters) => globalThis.fetch(...parameters),
    // Absent on insecure pages; refused in some private windows.
    openCache: async () => globalThis.caches?.open(modelCacheName).catch(() => undefined),
    locks: navigator.locks,
    hardwareConcurrency: navigator.hardwareConcurrency || 1,
    now: () => performance.now(),
  };
}
