/** A site of its own origin: pages that a test writes, over the files of a folder, with the headers that it names. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { type Server, createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

export const builtSite = fileURLToPath(new URL("../../dist/", import.meta.url));

export interface Site {
  origin: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  close: () => Promise<void>;
}

interface SiteOptions {
  /** Path → HTML. */
  pages?: Record<string, string>;
  folder?: string;
  headers?: Record<string, string>;
  /** What stands in the files and is another here: the address of the element, say. */
  replace?: readonly (readonly [string, string])[];
}

export async function serveSite({
  pages = {},
  folder,
  headers = {},
  replace = [],
}: SiteOptions): Promise<Site> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    asked.push(pathname);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const page = pages[pathname];
    const file =
      folder === undefined
        ? ""
        : join(folder, normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname));
    if (page === undefined && !(existsSync(file) && statSync(file).isFile()))
      return void response.writeHead(404).end();
    response.setHeader(
      "content-type",
      types[page === undefined ? extname(file) : ".html"] ?? "application/octet-stream",
    );
    const body = page ?? readFileSync(file);
    const text = typeof body === "string" || file.endsWith(".html");
    response.end(
      text ? replace.reduce((text, [from, to]) => text.replaceAll(from, to), body.toString()) : body,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://localhost:${address.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
