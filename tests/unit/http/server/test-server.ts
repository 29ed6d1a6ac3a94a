import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { type AppOptions, createApp } from "../../../../src/http/server/app.ts";
import { type ClientLimits, clientLimits } from "../../../../src/http/server/limits.ts";
import { createListener } from "../../../../src/http/server/listener.ts";
import { type NodeServer, createNodeServer } from "../../../../src/http/server/node-server.ts";
import { WordReranker } from "../word-reranker.ts";

export interface TestServer {
  url: string;
  /** Errors that the server reported as its own. */
  faults: unknown[];
  /** Why it refused pages. */
  refused: string[];
  stop: NodeServer["stop"];
  /** How many are open. */
  connections: () => Promise<number>;
  close: () => void;
}

type Change = Partial<AppOptions & ClientLimits>;

/** The app of `npm run serve` over rerankers without a model. */
export function createTestApp(change: Change = {}) {
  const faults: unknown[] = [];
  const refused: string[] = [];
  const { maxBodyBytes = 20_000, maxConcurrent = 4 } = change;
  const limits = { ...clientLimits({ maxBodyBytes, maxConcurrent }), ...change };
  const app = createApp({
    rerankers: new Map([
      ["words/first", new WordReranker("words/first")],
      ["words/second", new WordReranker("words/second")],
    ]),
    isReady: () => true,
    allowOrigins: ["loopback"],
    allowHosts: [],
    maxDocuments: 50,
    maxConcurrent,
    onFault: (error) => faults.push(error),
    onRefused: (reason) => refused.push(reason),
    ...limits,
  });
  return { app, faults, refused, limits };
}

/** Serves the test app on a free port. */
export async function startServer(change: Change = {}): Promise<TestServer> {
  const { app, faults, refused, limits } = createTestApp(change);
  const { server, stop } = createNodeServer(createListener(app), limits);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connections = () => promisify(server.getConnections.bind(server))();
  return { url, faults, refused, stop, connections, close };
}

/** Sends a request as a client does: a string or bytes unchanged, anything else as JSON. */
export function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(postRequest(url, body, headers, signal));
}

export function postRequest(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Request {
  const raw = typeof body === "string" || body instanceof Uint8Array;
  return new Request(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: raw ? (body as BodyInit) : JSON.stringify(body),
    ...(signal && { signal }),
  });
}
