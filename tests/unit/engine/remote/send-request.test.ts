import { createServer } from "node:http";
import { expect, test } from "vitest";
import { documents, json, listen, useRemoteServer } from "./remote-server.ts";

const { server, remote, ask } = useRemoteServer();

test("a server that is not running, or that a page may not call, is unreachable", async () => {
  await expect(ask({ baseUrl: "http://127.0.0.1:9" })).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringContaining("CORS"),
  });
});

test("a server that closes the connection is unreachable", async () => {
  server.answers = [(_, response) => response.destroy()];
  await expect(ask()).rejects.toMatchObject({ code: "unreachable" });
});

test("a server that does not answer in time is a timeout", async () => {
  server.answers = [() => {}];
  await expect(ask({ timeoutMs: 50 })).rejects.toMatchObject({ code: "timeout" });
});

test("an answer that begins but does not end in time is a timeout", async () => {
  server.answers = [
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"results": [');
    },
  ];
  await expect(ask({ timeoutMs: 100 })).rejects.toMatchObject({ code: "timeout" });
});

test("redirects are not followed: only the named server receives the request", async () => {
  const elsewhere: string[] = [];
  const other = createServer((request, response) => {
    elsewhere.push(request.url ?? "");
    response.end("{}");
  });
  const location = `${await listen(other)}/`;
  for (const status of [301, 302, 307, 308]) {
    server.answers = [json(status, {}, { location })];
    await expect(ask()).rejects.toThrow("redirects requests to another address");
  }
  expect(elsewhere).toEqual([]);
  other.close();
});

test("cookies and the page's address are not sent", async () => {
  const inits: RequestInit[] = [];
  await ask({
    fetch: async (_, init) => {
      inits.push(init ?? {});
      return Response.json({ results: [] });
    },
  });
  expect(inits).toMatchObject([{ credentials: "omit", referrerPolicy: "no-referrer", redirect: "manual" }]);
});

test("aborting the signal closes the connection to the server", async () => {
  const abort = new AbortController();
  let closed = (): void => {};
  const connectionClosed = new Promise<void>((resolve) => (closed = resolve));
  server.answers = [
    (_, response) => {
      response.on("close", closed);
      abort.abort();
    },
  ];
  const asked = remote().reranker.rerank({ query: "q", documents }, { signal: abort.signal });
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  await connectionClosed;
});
