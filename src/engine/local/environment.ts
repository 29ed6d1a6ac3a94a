import type { FileCache } from "./load/file-cache.ts";
import type { CreateWorker } from "./workers/worker-handle.ts";

/** What the engine needs from its surroundings: a browser, or Node. */
export interface Environment {
  createWorker: CreateWorker;
  fetch: typeof fetch;
  /** `undefined` where nothing can be cached. */
  openCache: () => Promise<FileCache | undefined>;
  /** Web Locks, by which a killed worker is noticed; `undefined` where a dead worker always fires an event. */
  locks: LockManager | undefined;
  hardwareConcurrency: number;
  /** Milliseconds on a monotonic clock. */
  now: () => number;
}
