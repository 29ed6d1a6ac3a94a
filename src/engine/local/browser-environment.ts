import { type Platform, platformOf, workerMemory } from "../../models/platforms.ts";
import { savesData } from "../../models/saves-data.ts";
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
    savesData: () => savesData(navigator),
    speeds: { browser: navigator.userAgent, read: readSpeeds, write: writeSpeeds },
  };
}

/** In `localStorage`, with the prefix of all that the page keeps there. */
const speedsKey = "tabrank-device-speeds";

function readSpeeds(): string | null {
  try {
    return localStorage.getItem(speedsKey);
  } catch {
    return null;
  }
}

function writeSpeeds(json: string): void {
  try {
    localStorage.setItem(speedsKey, json);
  } catch {
    // A frame without storage, or a full one: the next visit measures again.
  }
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
