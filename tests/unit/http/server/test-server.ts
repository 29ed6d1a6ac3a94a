import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type AppOptions, createApp } from "../../../../src/http/server/app.ts";
import { createListener } from "../../../../src/http/server/listener.ts";
import { WordReranker } from "../word-reranker.ts";

export interface TestServer {
  url: string;
  /** Errors that the server reported as its own. */
  faults: unknown[];
  close: () => void;
}

/** The app of `npm run serve` over rerankers without a model. */
export function createTestApp(change: Partial<AppOptions> = {}) {
  const faults: unknown[] = [];
  const app = createApp({
    rerankers: new Map([
      ["words/first", new WordReranker("words/first")],
      ["words/second", new WordReranker("words/second")],
    ]),
    isReady: () => true,
    allowOrigin: "*",
    maxDocuments: 50,
    maxBodyBytes: 20_000,
    maxConcurrent: 4,
    onFault: (error) => faults.push(error),
    ...change,
  });
  return { app, faults };
}

/** Serves the test app on a free port. */
export async function startServer(change: Partial<AppOptions> = {}): Promise<TestServer> {
  const { app, faults } = createTestApp(change);
  const server: Server = createServer(createListener(app));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, faults, close };
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
