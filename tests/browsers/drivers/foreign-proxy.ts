/** A proxy that lets nothing through and lists what was asked. Browsers ask it for all that is not this machine. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ForeignProxy {
  host: string;
  take: () => string[];
  close: () => void;
}

export async function foreignProxy(): Promise<ForeignProxy> {
  const asked: string[] = [];
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    response.writeHead(403).end();
  });
  server.on("connect", ({ url }, socket) => {
    asked.push(`CONNECT ${url}`);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => asked.splice(0),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
