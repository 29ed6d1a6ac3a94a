import type { Machine } from "../../models/fits.ts";
import { browserEnvironment } from "./browser-environment.ts";
import { probeGpu } from "./load-engine.ts";

declare global {
  interface Navigator {
    /** In gigabytes, rounded; Chromium only, over HTTPS only. */
    readonly deviceMemory?: number;
  }
}

/** What the browser tells of the machine, as far as a model's needs can be held against it. */
export async function lookAtMachine(): Promise<Machine> {
  const [probe, freeStorageBytes] = await Promise.all([
    probeGpu("auto", browserEnvironment()),
    freeStorage().catch(() => undefined),
  ]);
  const { deviceMemory } = navigator;
  return {
    gpu: probe.available ? probe : undefined,
    memoryBytes: deviceMemory === undefined ? undefined : deviceMemory * 1e9,
    freeStorageBytes,
  };
}

async function freeStorage(): Promise<number | undefined> {
  // Absent on insecure pages.
  const storage = navigator.storage as StorageManager | undefined;
  const { quota, usage = 0 } = (await storage?.estimate()) ?? {};
  return quota === undefined ? undefined : Math.max(0, quota - usage);
}
