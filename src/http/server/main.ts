/** `npm run serve`: parses the command line, loads the models and serves until it is told to stop. */
import type { Server } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LocalReranker } from "../../engine/local/local-reranker.ts";
import type { ModelEntry } from "../../models/model.ts";
import { createApp } from "./app.ts";
import { createListener } from "./listener.ts";
import { clientLimits } from "./limits.ts";
import { whenLoaded } from "./when-loaded.ts";
import { createNodeServer } from "./node-server.ts";
import { nodeEnvironment } from "../../engine/node/node-environment.ts";
import { type ServeOptions, help, parseOptions } from "./options.ts";
import { describeLoaded, describeServer, printOnce } from "./describe.ts";

/** What the server needs of its process. */
export interface ProcessContext {
  parameters: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  /** The repository's folder. */
  root: string;
  print: (line: string) => void;
  printError: (line: string) => void;
  /** Resolves when the server has to stop. Called once, at the start. */
  stopped: () => Promise<void>;
}

/** @returns the exit code */
export async function main(context: ProcessContext): Promise<number> {
  const { parameters, environment, print, printError } = context;
  try {
    const options = parseOptions(parameters, environment);
    if (options === "help") print(help);
    else await serve(options, context);
    return 0;
  } catch (error) {
    printError(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function serve(
  options: ServeOptions,
  { root, print, printError, stopped }: ProcessContext,
): Promise<void> {
  const stop = stopped();
  const engines = new Map(options.models.map((model) => [model.id, createReranker(model, options, root)]));
  const limits = clientLimits(options);
  let ready = false;
  const load = async (): Promise<void> => {
    for (const [id, engine] of engines) {
      print(`Loading ${id}…`);
      print(describeLoaded(await engine.load()));
    }
    ready = true;
  };
  const app = createApp({
    ...options,
    ...limits,
    rerankers: whenLoaded(engines, limits.loadTimeoutMs),
    isReady: () => ready,
    onFault: (error) => printError(String(error)),
    onRefused: printOnce(printError),
  });
  const node = createNodeServer(createListener(app), limits);
  const dispose = (): void => engines.forEach((engine) => engine.dispose());
  try {
    // Listen before loading, so that a port in use is reported at once and not after a download.
    const address = await listen(node.server, options);
    await Promise.race([load(), stop]);
    if (ready) print(describeServer(address, options));
    await stop;
    // Models that are loaded may be at work while another one still loads.
    await node.stop(limits.graceMs, dispose);
  } finally {
    node.server.close();
    node.server.closeAllConnections();
    dispose();
  }
}

function createReranker(model: ModelEntry, { dtype, hubHost }: ServeOptions, root: string): LocalReranker {
  return new LocalReranker({
    model,
    device: "wasm",
    // A server is there to answer at once.
    idleMs: Infinity,
    ...(dtype !== undefined && { dtype }),
    locations: { embeddedBaseUrl: pathToFileURL(join(root, "public/models/")).href, hubHost },
    environment: nodeEnvironment({
      threadUrl: new URL("worker-thread.js", import.meta.url),
      scriptUrl: new URL("rerank.worker.js", import.meta.url),
      cacheFolder: join(root, ".cache/hub"),
    }),
  });
}

/** @returns the server's base URL */
async function listen(server: Server, { host, port }: ServeOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    throw new Error(listenError(error, host, port), { cause: error });
  });
  const bound = server.address();
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${typeof bound === "object" && bound ? bound.port : port}`;
}

function listenError(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is in use. Choose another one with --port.`;
  const reason = error instanceof Error ? error.message : String(error);
  return `The server cannot listen on ${host}, port ${port}: ${reason}`;
}
