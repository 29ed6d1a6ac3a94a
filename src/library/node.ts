/** The same in Node, Deno and Bun: WASM in worker threads. `modelBaseUrl` may be a `file:` URL. */
import type { LocalReranker } from "../engine/local/local-reranker.ts";
import type { LibraryOptions } from "./library-options.ts";

export * from "./common.ts";

export interface NodeOptions extends LibraryOptions {
  /** Folder that keeps downloaded models; `tabrank` in the user's cache folder without it. */
  cacheFolder?: string;
}

/** As in the browser; the device is always WASM. */
export async function createReranker(options: NodeOptions = {}): Promise<LocalReranker> {
  const { createInNode } = await import("./create-in-node.ts");
  return createInNode(options);
}
