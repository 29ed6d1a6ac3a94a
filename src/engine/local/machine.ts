import type { Machine } from "../../models/fits.ts";
import { browserEnvironment } from "./browser-environment.ts";
import { probeGpu } from "./load/probe-gpu.ts";

declare global {
  interface Navigator {
    /** Gigabytes, rounded; only Chromium has it, and only over HTTPS. */
    readonly deviceMemory?: number;
  }
}

/** What the browser tells about the machine, to be compared with what a model needs. */
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
