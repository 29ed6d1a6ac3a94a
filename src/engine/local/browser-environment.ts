import type { Environment } from "./environment.ts";
import { startScript } from "./worker-script.ts";

/** Name of the browser cache that holds downloaded models. */
export const modelCacheName = "tabrank-models";

export function browserEnvironment(): Environment {
  return {
    createWorker: startScript,
    fetch: (...parameters) => globalThis.fetch(...parameters),
    // Insecure pages have no `caches`. Some private windows reject `open`; sandboxed iframes throw on the property.
    openCache: async () => globalThis.caches?.open(modelCacheName),
    locks: navigator.locks,
    hardwareConcurrency: navigator.hardwareConcurrency || 1,
    now: () => performance.now(),
  };
}
