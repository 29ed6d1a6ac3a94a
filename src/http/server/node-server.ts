/** The `node:http` server: how long it waits for clients, and how it stops. */
import { type RequestListener, type Server, type ServerResponse, createServer } from "node:http";
import type { Duplex } from "node:stream";
import { HttpError, errorResponse } from "../http-error.ts";

export interface ConnectionLimits {
  /** From the first byte, or the connection, to the end of the headers. */
  headersTimeoutMs: number;
  /** From there to the end of a body that nobody reads. */
  bodyTimeoutMs: number;
  /** A client that reads nothing of its response for so long is gone. */
  responseTimeoutMs: number;
  maxConnections: number;
}

export interface NodeServer {
  server: Server;
  /**
   * Accepts no more connections, closes those that wait for nothing, and resolves when all requests are answered.
   * @param graceMs after this time, what is not answered loses its connection
   * @param onGraceOver called then: last chance to answer
   */
  stop: (graceMs: number, onGraceOver: () => void) => Promise<void>;
}

export function createNodeServer(listener: RequestListener, limits: ConnectionLimits): NodeServer {
  const { headersTimeoutMs, bodyTimeoutMs, responseTimeoutMs, maxConnections } = limits;
  const open = new Set<ServerResponse>();
  const options = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: headersTimeoutMs + bodyTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, headersTimeoutMs),
  };
  const server = createServer(options, (incoming, outgoing) => {
    open.add(outgoing);
    outgoing.once("close", () => {
      open.delete(outgoing);
      if (!server.listening && open.size === 0) server.closeAllConnections();
    });
    const { socket } = incoming;
    // After the response Node no longer does this itself, and the connection would go on receiving the body.
    incoming.once("close", () => {
      if (!incoming.complete) socket.destroy();
    });
    // Node takes this back before the next request of the connection. Without a listener it closes the connection.
    outgoing.once("prefinish", () => socket.setTimeout(responseTimeoutMs));
    listener(incoming, outgoing);
  });
  server.maxConnections = maxConnections;
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => void refuse(error, socket));

  return {
    server,
    stop: async (graceMs, onGraceOver) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const outgoing of open) if (!outgoing.headersSent) outgoing.setHeader("Connection", "close");
      // Among them connections that have sent nothing yet, which Node does not count as idle.
      if (open.size === 0) server.closeAllConnections();
      const last = setTimeout(() => server.closeAllConnections(), graceMs + lastChanceMs);
      const grace = setTimeout(onGraceOver, graceMs);
      await closed;
      clearTimeout(grace);
      clearTimeout(last);
    },
  };
}

const lastChanceMs = 1000;

/** What is not HTTP, or does not arrive, is answered in the API's shape, too. */
async function refuse({ code }: NodeJS.ErrnoException, socket: Duplex): Promise<void> {
  if (!socket.writable || code === "ECONNRESET") return void socket.destroy();
  const [status, error, detail] = clientErrors[code ?? ""] ?? [
    400,
    "BAD_REQUEST",
    "The request is not valid HTTP.",
  ];
  const response = errorResponse(new HttpError(status, error, detail));
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(
    `HTTP/1.1 ${status} ${error}\r\nConnection: close\r\n${headers}\r\n${await response.text()}`,
    // A client that goes on sending would keep the connection half open.
    () => socket.destroy(),
  );
}

const clientErrors: Readonly<Record<string, readonly [status: number, code: string, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "REQUEST_TIMEOUT", "The request did not arrive in time. Send it again."],
  HPE_HEADER_OVERFLOW: [431, "HEADERS_TOO_LARGE", "The headers are larger than 16 kB."],
};
