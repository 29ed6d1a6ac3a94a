/**
 * A plain file server, as a host of static sites is one: serves a folder under a path, with the headers of its
 * `_headers`. It can be stopped and started again on the same port, given another folder, and tells what was asked.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** @type {Record<string, string>} */
const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * @param {string} text of a `_headers` file
 * @returns {{ pattern: RegExp, headers: [string, string][] }[]}
 */
export function parseHeaders(text) {
  /** @type {{ pattern: RegExp, headers: [string, string][] }[]} */
  const rules = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.trim().startsWith("#")) continue;
    if (!/^\s/.test(line)) {
      const escaped = line.trim().replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
      rules.push({ pattern: new RegExp(`^${escaped.replaceAll("*", ".*")}$`), headers: [] });
      continue;
    }
    const colon = line.indexOf(":");
    rules.at(-1)?.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return rules;
}

/** @param {{ folder: string, prefix: string }} options `prefix` begins and ends with a slash */
export function staticServer({ folder, prefix }) {
  let served = folder;
  let port = 0;
  /** @type {string[]} */
  let asked = [];

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    asked.push(pathname);
    if (`${pathname}/` === prefix) return void response.writeHead(301, { location: prefix }).end();
    const path = normalize(`/${decodeURIComponent(pathname.slice(prefix.length))}`);
    const file = join(served, path.endsWith("/") ? `${path}index.html` : path);
    if (!pathname.startsWith(prefix) || !existsSync(file) || !statSync(file).isFile()) {
      return void response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    }
    const rules = parseHeaders(readFileSync(join(served, "_headers"), "utf8"));
    for (const { headers } of rules.filter(({ pattern }) => pattern.test(path))) {
      for (const [name, value] of headers) response.setHeader(name, value);
    }
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    response.end(readFileSync(file));
  });

  return {
    /** The first time on a free port, then on the same again. @returns {Promise<number>} */
    async start() {
      if (server.listening) return port;
      await new Promise((resolve) => server.listen(port, () => resolve(undefined)));
      const address = server.address();
      if (address !== null && typeof address === "object") port = address.port;
      return port;
    },
    async stop() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    /** @param {string} other from here on this folder is served: a newer build */
    serve(other) {
      served = other;
    },
    /** Paths that were asked for since the last call. */
    takeAsked() {
      const taken = asked;
      asked = [];
      return taken;
    },
  };
}
