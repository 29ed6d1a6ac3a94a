import { type Platform, platformOf, workerMemory } from "../../models/platforms.ts";
import type { Environment } from "./environment.ts";
import { startScript } from "./worker-script.ts";

declare global {
  interface Navigator {
    /** Gigabytes, rounded; only Chromium has it, and only over HTTPS. */
    readonly deviceMemory?: number;
    /** Only Chromium has it, and only over HTTPS. */
    readonly userAgentData?: { readonly platform: string };
  }
}

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
    workerMemoryBytes: workerMemory(browserPlatform(), reportedMemory()),
    now: () => performance.now(),
  };
}

export function browserPlatform(): Platform | undefined {
  const { userAgent, userAgentData, maxTouchPoints } = navigator;
  return platformOf({ userAgent, platform: userAgentData?.platform, maxTouchPoints });
}

/** Of the machine, in bytes. */
export function reportedMemory(): number | undefined {
  const { deviceMemory } = navigator;
  return deviceMemory === undefined ? undefined : deviceMemory * 1e9;
}
