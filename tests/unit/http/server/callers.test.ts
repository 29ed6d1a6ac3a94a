/** Which web pages may use the server, and under which names it answers. */
import { request as httpRequest } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestServer, startServer } from "./test-server.ts";
import { WordReranker } from "../word-reranker.ts";

const words = new WordReranker("words/first");
const rerankers = new Map([["words/first", words]]);
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ rerankers });
});
afterAll(() => server.close());
beforeEach(() => {
  words.requests.length = 0;
});

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
}

/** Sends headers that `fetch` keeps for itself: `Host`, `Origin`. */
function send(headers: Record<string, string>, { url } = server, method = "POST"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = { "content-type": "application/json", ...headers };
    const sent = httpRequest(`${url}/v1/rerank`, { method, headers: all }, (response) => {
      const { statusCode: status, headers } = response;
      if (status === 204) return resolve({ status, headers, body: {} });
      void json(response).then((body) => resolve({ status, headers, body: body as Answer["body"] }), reject);
    });
    sent.on("error", reject);
    sent.end(method === "POST" ? JSON.stringify({ query: "oven", documents: ["an oven"] }) : undefined);
  });
}

const preflight = (headers: Record<string, string>, at = server) =>
  send({ "access-control-request-method": "POST", ...headers }, at, "OPTIONS");

describe("by default", () => {
  test.each([
    "http://localhost:4173",
    "http://127.0.0.1:5173",
    "http://127.8.9.10",
    "http://[::1]:8080",
    "https://app.localhost",
  ])("a page of this machine may call it: %s", async (origin) => {
    const { status, headers } = await send({ origin });
    expect(status).toBe(200);
    expect(headers["access-control-allow-origin"]).toBe(origin);
    expect(headers["vary"]).toBe("Origin");
    expect((await preflight({ origin })).headers["access-control-allow-origin"]).toBe(origin);
  });

  test.each([
    "https://page.example",
    "https://localhost.page.example",
    "http://localhost.example:4173",
    "http://127.0.0.1.page.example",
    "https://page.example:80#@localhost",
    "http://192.168.1.5:4173",
    "null",
    "file://",
    "chrome-extension://localhost",
    "",
  ])("no other page may: %j", async (origin) => {
    const { status, headers, body } = await send({ origin });
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: "ORIGIN_NOT_ALLOWED", request_id: headers["x-request-id"] });
    expect(body["detail"]).toContain(`start it with --allow-origin ${origin}`);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    const asked = await preflight({ origin });
    expect([asked.status, asked.headers["access-control-allow-origin"]]).toEqual([403, undefined]);
    // The page cannot read why, so the terminal says it.
    expect(server.refused).toContain(body["detail"]);
    expect(words.requests).toEqual([]);
  });

  test("a program that is no browser sends no origin and is answered", async () => {
    const { status, headers } = await send({});
    expect([status, headers["access-control-allow-origin"]]).toEqual([200, undefined]);
  });
});

describe("--allow-origin", () => {
  test("names the pages that may, and no other", async () => {
    const strict = await startServer({ rerankers, allowOrigins: ["https://page.example", "null"] });
    const status = async (origin: string) => (await send({ origin }, strict)).status;
    expect(await status("https://page.example")).toBe(200);
    expect(await status("null")).toBe(200);
    expect(await status("http://page.example")).toBe(403);
    expect(await status("https://page.example:8443")).toBe(403);
    expect(await status("http://localhost:4173")).toBe(403);
    strict.close();
  });

  test("* lets every page", async () => {
    const open = await startServer({ rerankers, allowOrigins: ["*"] });
    const { status, headers } = await send({ origin: "https://page.example" }, open);
    expect([status, headers["access-control-allow-origin"], headers["vary"]]).toEqual([200, "*", undefined]);
    open.close();
  });
});

describe("a page that may call it", () => {
  const origin = "http://localhost:4173";

  test("may send any header that it asks for", async () => {
    const asked = "authorization, content-type, x-client-name, x-fern-language";
    const { status, headers } = await preflight({ origin, "access-control-request-headers": asked });
    expect(status).toBe(204);
    expect(headers["access-control-allow-methods"]).toContain("POST");
    expect(headers["access-control-allow-headers"]).toBe(asked);
    expect(Number(headers["access-control-max-age"])).toBeGreaterThan(0);
    expect(headers["access-control-allow-private-network"]).toBeUndefined();
  });

  test("is let into the private network where a browser asks for that", async () => {
    const asking = { origin, "access-control-request-private-network": "true" };
    expect((await preflight(asking)).headers["access-control-allow-private-network"]).toBe("true");
  });

  test("can read errors, and when to retry", async () => {
    const { status, headers } = await send({ origin, "content-type": "text/plain" });
    expect(status).toBe(415);
    expect(headers["access-control-allow-origin"]).toBe(origin);
    expect(headers["access-control-expose-headers"]).toContain("Retry-After");
  });
});

describe("the name that it is called by", () => {
  test.each([
    "localhost",
    "LOCALHOST.:8787",
    "tabrank.localhost",
    "127.0.0.1:8787",
    "[::1]:8787",
    "192.168.1.5:8787",
    "[fe80::1]",
  ])("may be one of this machine, or an address: %s", async (host) => {
    expect((await send({ host })).status).toBe(200);
  });

  test.each([
    "rebound.example",
    "localhost.rebound.example:8787",
    "127.0.0.1.rebound.example",
    "my-machine",
    "xn--localhost",
  ])("may be no other: %s", async (host) => {
    // After rebinding, a page is of the server's own origin: the browser asks for no permission.
    const { status, body, headers } = await send({ host, origin: `http://${host}` });
    expect(status).toBe(403);
    const name = host.replace(/:\d+$/, "");
    expect(body).toMatchObject({ code: "HOST_NOT_ALLOWED" });
    expect(body["detail"]).toContain(`start it with --allow-host ${name}`);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(server.refused).toContain(body["detail"]);
    expect(words.requests).toEqual([]);
  });

  test("--allow-host adds one", async () => {
    const named = await startServer({ rerankers, allowHosts: ["my-machine.local"] });
    expect((await send({ host: "My-Machine.local:8787" }, named)).status).toBe(200);
    expect((await send({ host: "other-machine.local" }, named)).status).toBe(403);
    named.close();
  });
});
