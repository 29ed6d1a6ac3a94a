/** `npm run serve`: from the command line to a server that answers, and its end. */
import { type Server, createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LocalReranker } from "../../engine/local/local-reranker.ts";
import type { ModelEntry } from "../../models/model.ts";
import { createHandler } from "../handler.ts";
import { authorize } from "./authorize.ts";
import { createListener } from "./listener.ts";
import { nodeEnvironment } from "../../engine/node/node-environment.ts";
import { type ServeOptions, help, parseOptions } from "./options.ts";
import { describeLoaded, describeServer } from "./describe.ts";

export interface Surroundings {
  parameters: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  /** Folder of the repository. */
  root: string;
  print: (line: string) => void;
  printError: (line: string) => void;
  /** Resolves when the server is to end. */
  ended: () => Promise<void>;
}

/** @returns the exit code */
export async function main(surroundings: Surroundings): Promise<number> {
  const { parameters, environment, print, printError } = surroundings;
  try {
    const options = parseOptions(parameters, environment);
    if (options === "help") print(help);
    else await serve(options, surroundings);
    return 0;
  } catch (error) {
    printError(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function serve(options: ServeOptions, { root, print, printError, ended }: Surroundings): Promise<void> {
  const rerankers = new Map(options.models.map((model) => [model.id, createReranker(model, options, root)]));
  let ready = false;
  const handle = createHandler({
    ...options,
    authorize: (authorization) => authorize(authorization, options.apiKey),
    rerankers,
    isReady: () => ready,
    now: () => performance.now(),
    onFault: (error) => printError(String(error)),
  });
  const server = createServer(createListener(handle, options.maxBodyBytes));
  try {
    // First of all: a port that is taken is said at once, not after a download.
    const address = await listen(server, options);
    for (const [id, reranker] of rerankers) {
      print(`Loading ${id}…`);
      print(describeLoaded(await reranker.load()));
    }
    ready = true;
    print(describeServer(address, options));
    await ended();
  } finally {
    server.close();
    server.closeAllConnections();
    for (const reranker of rerankers.values()) reranker.dispose();
  }
}

function createReranker(model: ModelEntry, { dtype, hubHost }: ServeOptions, root: string): LocalReranker {
  return new LocalReranker({
    model,
    device: "wasm",
    ...(dtype !== undefined && { dtype }),
    locations: { embeddedBaseUrl: pathToFileURL(join(root, "public/models/")).href, hubHost },
    environment: nodeEnvironment({
      threadUrl: new URL("worker-thread.js", import.meta.url),
      scriptUrl: new URL("rerank.worker.js", import.meta.url),
      cacheFolder: join(root, ".cache/hub"),
    }),
  });
}

/** @returns the server's address */
async function listen(server: Server, { host, port }: ServeOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    throw new Error(whyNotListening(error, host, port), { cause: error });
  });
  const bound = server.address();
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${typeof bound === "object" && bound ? bound.port : port}`;
}

function whyNotListening(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} of ${host} is taken. Choose another with --port.`;
  const why = error instanceof Error ? error.message : String(error);
  return `The server cannot listen at ${host}, port ${port}: ${why}`;
}
