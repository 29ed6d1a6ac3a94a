/** What happens to connections: large uploads, clients that leave, unusual request targets. */
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestServer, post, startServer } from "./test-server.ts";
import { WordReranker } from "../word-reranker.ts";

const request = { query: "oven bread", documents: ["the river", "an oven", "the oven bakes bread"] };
const json = { "content-type": "application/json" };

let server: TestServer;
let rerankUrl = "";
beforeAll(async () => {
  server = await startServer();
  rerankUrl = `${server.url}/v1/rerank`;
});
afterAll(() => server.close());

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("the connection can be used again after", () => {
  test.each([
    ["a body over the limit without a Content-Length", "application/json", 0, 413],
    ["one whose upload goes on for a while after the response", "application/json", 900, 413],
    ["a long body that is not read", "text/plain", 0, 415],
  ])("%s", async (_, type, pauseMs, status) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (parts: string[], headers: Record<string, string>) =>
      new Promise<{ status: number | undefined; socket: unknown }>((resolve, reject) => {
        const sent = httpRequest(rerankUrl, { method: "POST", agent, headers }, (response) => {
          const { socket } = response;
          response.resume().on("end", () => resolve({ status: response.statusCode, socket }));
        });
        sent.on("error", reject);
        // Without a Content-Length, because the body is written in parts.
        const [first = "", ...rest] = parts;
        sent.write(first);
        void wait(pauseMs).then(() => sent.end(rest.join("")));
      });
    const long = await send(["x".repeat(30_000), "x".repeat(2_000_000)], { "content-type": type });
    const next = await send(["", JSON.stringify(request)], json);
    expect([long.status, next.status]).toEqual([status, 200]);
    expect(next.socket).toBe(long.socket);
    agent.destroy();
  });
});

test("a client that leaves cancels its run and frees its place", async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reranker = new WordReranker("words/held", () => held);
  const own = await startServer({ rerankers: new Map([["words/held", reranker]]), maxConcurrent: 1 });
  const url = `${own.url}/v1/rerank`;
  const abort = new AbortController();
  const left = post(url, request, {}, abort.signal).catch((error: unknown) => (error as Error).name);
  await expect.poll(async () => (await post(url, request, {}, AbortSignal.timeout(2000))).status).toBe(429);
  abort.abort();
  expect(await left).toBe("AbortError");
  await expect.poll(() => reranker.cancelled).toBe(1);
  release();
  expect((await post(url, request)).status).toBe(200);
  expect(own.faults).toEqual([]);
  own.close();
});

test("a client that leaves while it sends its body does no harm", async () => {
  const { hostname, port } = new URL(rerankUrl);
  const half = httpRequest({
    hostname,
    port,
    path: "/v1/rerank",
    method: "POST",
    headers: { ...json, "content-length": "1000" },
  });
  const gone = new Promise((resolve) => half.once("error", resolve));
  half.write('{"query":');
  await wait(50);
  half.destroy();
  await Promise.race([gone, wait(100)]);
  expect((await post(rerankUrl, request)).status).toBe(200);
  expect(server.faults).toEqual([]);
});

/** Sends a request as it is, which `fetch` would not. */
async function raw(startLine: string, headers: string[]): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  const body = JSON.stringify(request);
  const lines = [startLine, ...headers, "Content-Type: application/json", `Content-Length: ${body.length}`];
  socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
  return text(socket);
}

test.each([
  ["an HTTP/1.0 client without a Host header", "POST /v1/rerank HTTP/1.0", [], 200, '"object":"list"'],
  ["a Host header with a port", "POST /v1/rerank HTTP/1.1", ["Host: [::1]:80"], 200, '"object":"list"'],
  ["an absolute target", "POST http://x/v1/rerank HTTP/1.1", ["Host: localhost"], 200, '"object":"list"'],
  [
    "an absolute target with a query",
    "POST http://x:80/v2/rerank?y HTTP/1.1",
    ["Host: localhost"],
    200,
    '"version":"2"',
  ],
  [
    "an absolute target that is unknown",
    "POST http://x/v3/rerank HTTP/1.1",
    ["Host: localhost"],
    404,
    "/v3/rerank",
  ],
  ["a trailing slash", "POST /v1/rerank/ HTTP/1.1", ["Host: localhost"], 200, '"object":"list"'],
  ["dot segments", "POST /v1/./rerank HTTP/1.1", ["Host: localhost"], 404, "/v1/./rerank"],
  ["percent encoding", "POST /v1/%72erank HTTP/1.1", ["Host: localhost"], 404, "/v1/%72erank"],
  ["an empty path segment", "POST //v1/rerank HTTP/1.1", ["Host: localhost"], 404, "//v1/rerank"],
  ["TRACE", "TRACE /v1/rerank HTTP/1.1", ["Host: localhost"], 405, "not TRACE"],
  ["an invalid Host header", "POST /v1/rerank HTTP/1.1", ["Host: a b"], 400, '"code":"BAD_REQUEST"'],
  ["a target that is no path", "POST * HTTP/1.1", ["Host: localhost"], 400, '"code":"BAD_REQUEST"'],
])("%s", async (_, startLine, headers, status, content) => {
  const answer = await raw(startLine, headers);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toMatch(/^x-request-id: [\da-f-]{36}\r$/im);
  expect(answer).toContain(content);
  expect(server.faults).toEqual([]);
});
