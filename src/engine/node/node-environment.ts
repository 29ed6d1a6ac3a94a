import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Environment } from "../local/environment.ts";
import { defaultWorkerBytes } from "../../models/platforms.ts";
import { DiskCache } from "./disk-cache.ts";
import { threadWorkers } from "./node-worker.ts";

export interface NodeLocations {
  /** URL of the built `worker-thread.ts`. */
  threadUrl: URL;
  /** URL of the built `rerank.worker.ts`. */
  scriptUrl: URL;
  /** Folder for downloaded models. */
  cacheFolder: string;
}

/** What the engine needs from its surroundings, provided by Node. */
export function nodeEnvironment({ threadUrl, scriptUrl, cacheFolder }: NodeLocations): Environment {
  const cache = new DiskCache(cacheFolder);
  return {
    createWorker: threadWorkers(threadUrl, scriptUrl),
    fetch: fetchWithFiles,
    openCache: async () => cache,
    // A thread that ends fires an event, so no lock is needed to notice.
    locks: undefined,
    hardwareConcurrency: availableParallelism(),
    workerMemoryBytes: defaultWorkerBytes,
    now: () => performance.now(),
  };
}

/** Node's `fetch` does not support `file:` URLs; the embedded model has one. */
async function fetchWithFiles(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== "file:") return fetch(input, init);
  init?.signal?.throwIfAborted();
  return new Response(await readFile(url));
}
