import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Environment } from "../local/load-engine.ts";
import { DiskCache } from "./disk-cache.ts";
import { threadWorkers } from "./node-worker.ts";

export interface NodePlaces {
  threadUrl: URL;
  scriptUrl: URL;
  /** Folder that keeps downloaded models. */
  cacheFolder: string;
}

/** What the engine takes from a browser, out of Node. */
export function nodeEnvironment({ threadUrl, scriptUrl, cacheFolder }: NodePlaces): Environment {
  const cache = new DiskCache(cacheFolder);
  return {
    createWorker: threadWorkers(threadUrl, scriptUrl),
    fetch: fetchWithFiles,
    openCache: async () => cache,
    // A thread that ends says so: no lock is needed to notice.
    locks: undefined,
    hardwareConcurrency: availableParallelism(),
    now: () => performance.now(),
  };
}

/** Node's `fetch` knows no `file:` URLs; the embedded model lies under one. */
async function fetchWithFiles(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== "file:") return fetch(input, init);
  init?.signal?.throwIfAborted();
  return new Response(await readFile(url));
}
