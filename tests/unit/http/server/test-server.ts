import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type HandlerOptions, createHandler } from "../../../../src/http/handler.ts";
import { createListener } from "../../../../src/http/server/listener.ts";
import { WordReranker } from "./word-reranker.ts";

export interface TestServer {
  url: string;
  /** Answers that were the server's own fault. */
  faults: unknown[];
  close: () => void;
}

/** The server of `npm run serve` over rerankers in memory, at a free port. */
export async function startServer(
  change: Partial<HandlerOptions> & { maxBodyBytes?: number } = {},
): Promise<TestServer> {
  const { maxBodyBytes = 20_000, ...options } = change;
  const faults: unknown[] = [];
  const handle = createHandler({
    rerankers: new Map([
      ["words/first", new WordReranker("words/first")],
      ["words/second", new WordReranker("words/second")],
    ]),
    isReady: () => true,
    allowOrigin: "*",
    maxDocuments: 50,
    maxConcurrent: 4,
    now: () => performance.now(),
    onFault: (error) => faults.push(error),
    ...options,
  });
  const server: Server = createServer(createListener(handle, maxBodyBytes));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, faults, close };
}

/** A request as a client sends it; a string or bytes as they are, anything else as JSON. */
export function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  const raw = typeof body === "string" || body instanceof Uint8Array;
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: raw ? (body as BodyInit) : JSON.stringify(body),
    ...(signal && { signal }),
  });
}
