import type { FileCache } from "./load/file-cache.ts";
import type { CreateWorker } from "./workers/worker-handle.ts";

/** Where measured speeds are kept between visits. Neither call throws. */
export interface SpeedStore {
  /** Name and version of the browser: another one has other speeds. */
  browser: string;
  read: () => string | null;
  write: (json: string) => void;
}

/** What the engine needs from its surroundings: a browser, or Node. */
export interface Environment {
  createWorker: CreateWorker;
  fetch: typeof fetch;
  /** `undefined` where nothing can be cached; it may reject, or never answer. */
  openCache: () => Promise<FileCache | undefined>;
  /**
   * Web Locks, which show that the browser killed a worker, and let tabs share a download. Insecure pages and Node have
   * none.
   */
  locks: LockManager | undefined;
  hardwareConcurrency: number;
  /** Memory that all workers of one engine may take together. */
  workerMemoryBytes: number;
  /** Milliseconds on a monotonic clock. */
  now: () => number;
  /** Whether the user wants few data to be fetched; by default not. */
  savesData?: () => boolean;
  /** Without it speeds are forgotten with the page. */
  speeds?: SpeedStore;
}
