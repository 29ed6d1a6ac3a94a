import type { Environment } from "./load-engine.ts";

/** Name of the browser cache that holds downloaded models. */
export const modelCacheName = "tabrank-models";

export function browserEnvironment(): Environment {
  return {
    createWorker: (name) =>
      new Worker(new URL("../worker/rerank.worker.ts", import.meta.url), { type: "module", name }),
    fetch: (...parameters) => globalThis.fetch(...parameters),
    // Absent on insecure pages; refused in some private windows, and in an iframe's sandbox by the property itself.
    openCache: async () => {
      try {
        return await globalThis.caches?.open(modelCacheName);
      } catch {
        return undefined;
      }
    },
    locks: navigator.locks,
    hardwareConcurrency: navigator.hardwareConcurrency || 1,
    now: () => performance.now(),
  };
}
