import { homedir } from "node:os";
import { join } from "node:path";
import { LocalReranker, loadOrDispose } from "../engine/local/local-reranker.ts";
import { defaultHubHost } from "../models/catalogue.ts";
import { withoutEndSlashes } from "../models/web-address.ts";
import { nodeEnvironment } from "../engine/node/node-environment.ts";
import { requestedModel } from "./library-options.ts";
import type { NodeOptions } from "./node.ts";

export async function createInNode(options: NodeOptions): Promise<LocalReranker> {
  const {
    dtype,
    workers,
    idleMs,
    modelBaseUrl = "",
    hubHost = defaultHubHost,
    cacheFolder = userCache(),
  } = options;
  const reranker = new LocalReranker({
    model: requestedModel(options),
    device: "wasm",
    ...(dtype !== undefined && { dtype }),
    ...(workers !== undefined && { workers }),
    ...(idleMs !== undefined && { idleMs }),
    locations: { embeddedBaseUrl: `${withoutEndSlashes(modelBaseUrl)}/`, hubHost },
    environment: nodeEnvironment({
      // Beside this file in the package.
      threadUrl: new URL("./worker-thread.js", import.meta.url),
      scriptUrl: new URL("./node-worker.js", import.meta.url),
      cacheFolder,
    }),
  });
  return loadOrDispose(reranker, options);
}

function userCache(): string {
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "tabrank");
}
