import type { Machine } from "../../models/fits.ts";
import { browserEnvironment, browserPlatform, reportedMemory } from "./browser-environment.ts";
import { probeGpu } from "./load/probe-gpu.ts";

/** What the browser tells about the machine, to be compared with what a model needs. */
export async function lookAtMachine(): Promise<Machine> {
  const [probe, freeStorageBytes] = await Promise.all([
    probeGpu("auto", browserEnvironment()),
    freeStorage().catch(() => undefined),
  ]);
  return {
    gpu: probe.available ? probe : undefined,
    platform: browserPlatform(),
    memoryBytes: reportedMemory(),
    freeStorageBytes,
  };
}

async function freeStorage(): Promise<number | undefined> {
  // Absent on insecure pages.
  const storage = navigator.storage as StorageManager | undefined;
  const { quota, usage = 0 } = (await storage?.estimate()) ?? {};
  return quota === undefined ? undefined : Math.max(0, quota - usage);
}
