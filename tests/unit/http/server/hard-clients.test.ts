/** Clients that are slow, endless, many or gone: none keeps the server from the others. Real sockets, short limits. */
import { type Socket, connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import { type TestServer, post, startServer } from "./test-server.ts";
import { WordReranker } from "../word-reranker.ts";

const request = { query: "oven bread", documents: ["the river", "an oven"] };
const body = JSON.stringify(request);

const servers: TestServer[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function start(...change: Parameters<typeof startServer>): Promise<TestServer> {
  const server = await startServer(...change);
  servers.push(server);
  return server;
}

/** Opens a connection and sends what is given, and no more. */
function open({ url }: TestServer, sent: string): Socket {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  // A connection that the server closes on a sending client is reset.
  socket.on("error", () => undefined);
  socket.write(sent);
  sockets.push(socket);
  return socket;
}

const head = (...lines: string[]) =>
  ["POST /v1/rerank HTTP/1.1", "Host: localhost", "Content-Type: application/json", ...lines, "", ""].join(
    "\r\n",
  );
const half = `${head(`Content-Length: ${body.length}`)}${body.slice(0, 20)}`;

const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()));
const ask = ({ url }: TestServer) => post(`${url}/v1/rerank`, request, {}, AbortSignal.timeout(5000));
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A reranker whose runs wait for `release`, and end with an error when it is disposed. */
function held() {
  let release = (): void => {};
  let dispose = (): void => {};
  const until = new Promise<void>((resolve, reject) => {
    release = resolve;
    dispose = () => reject(new RerankError("disposed", "The reranker was disposed."));
  });
  const reranker = new WordReranker("words/held", () => until);
  return { reranker, release, dispose, rerankers: new Map([["words/held", reranker]]) };
}

describe("a client that stops in the middle", () => {
  test("of its body takes no place from others", async () => {
    const server = await start({ maxConcurrent: 4 });
    for (let count = 0; count < 12; count++) open(server, half);
    await wait(50);
    for (let count = 0; count < 3; count++) expect((await ask(server)).status).toBe(200);
  });

  test("of its body is told so, and its connection ends", async () => {
    const server = await start({ bodyTimeoutMs: 200 });
    const startedAt = performance.now();
    const answer = await text(open(server, half));
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(answer).toContain('"code":"REQUEST_TIMEOUT"');
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(server.faults).toEqual([]);
  });

  test("or goes on byte by byte, is not waited for longer", async () => {
    const server = await start({ bodyTimeoutMs: 300 });
    const socket = open(server, half);
    const drip = setInterval(() => socket.write(" "), 20);
    expect(await text(socket)).toContain('"code":"REQUEST_TIMEOUT"');
    clearInterval(drip);
  });

  test.each([
    ["of its headers", "POST /v1/rerank HTTP/1.1\r\nHost: localhost\r\nX-Slow: "],
    ["before its first byte", ""],
  ])("%s is told so in the API's shape, and its connection ends", async (_, sent) => {
    const server = await start({ headersTimeoutMs: 200 });
    const answer = await text(open(server, sent));
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toMatch(/^x-request-id: [\da-f-]{36}\r$/im);
    expect(answer).toContain('"code":"REQUEST_TIMEOUT"');
  });

  test("of a body that nobody reads loses its connection", async () => {
    const server = await start({ headersTimeoutMs: 100, bodyTimeoutMs: 200 });
    const socket = open(server, head("Content-Length: 1000").replace("/v1/rerank", "/nowhere"));
    socket.resume();
    await closed(socket);
  });
});

describe("a body without an end", () => {
  test.each([
    ["in chunks", "Transfer-Encoding: chunked"],
    ["as it announced", "Content-Length: 100000000000"],
  ])("%s is refused while it is being sent, and then cut off", async (_, length) => {
    const server = await start({ maxBodyBytes: 20_000, maxDroppedBytes: 200_000 });
    const socket = open(server, head(length));
    const chunk = "x".repeat(1000);
    const part = length.startsWith("Transfer") ? `3e8\r\n${chunk}\r\n` : chunk;
    let sentBytes = 0;
    const sending = setInterval(() => {
      sentBytes += chunk.length * 10;
      socket.write(part.repeat(10));
    }, 1);
    let answer = "";
    let sentBeforeAnswer = 0;
    socket.on("data", (data: Buffer) => {
      sentBeforeAnswer ||= sentBytes;
      answer += data.toString();
    });
    await closed(socket);
    clearInterval(sending);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"TOO_LARGE"');
    expect(sentBeforeAnswer).toBeLessThan(200_000);
    expect((await ask(server)).status).toBe(200);
    expect(server.faults).toEqual([]);
  });

  test("in the headers: 431", async () => {
    const server = await start();
    const answer = await text(open(server, `GET /health HTTP/1.1\r\nX-Long: ${"x".repeat(100_000)}`));
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"HEADERS_TOO_LARGE"');
  });
});

test("what is not HTTP is answered in the API's shape", async () => {
  const answer = await text(open(await start(), "HELLO\r\n\r\n"));
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('"code":"BAD_REQUEST"');
});

test("unfinished bodies together take no more memory than they may", async () => {
  const server = await start({ maxBodyBytes: 10_000, maxUnfinishedBytes: 25_000, bodyTimeoutMs: 60_000 });
  const large = `${head("Content-Length: 10000")}${"x".repeat(9900)}`;
  for (let count = 0; count < 2; count++) open(server, large);
  await wait(50);
  const third = await post(`${server.url}/v1/rerank`, "x".repeat(9000));
  expect([third.status, third.headers.get("retry-after")]).toEqual([429, "1"]);
  expect((await ask(server)).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  // What was held is free again.
  await expect.poll(async () => (await post(`${server.url}/v1/rerank`, "x".repeat(9000))).status).toBe(400);
});

test("200 clients at once are all answered: ranked, or told when to try again", async () => {
  const { rerankers, release } = held();
  const server = await start({ rerankers, maxConcurrent: 4 });
  setTimeout(release, 300);
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask(server)));
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect(count(200)).toBeGreaterThanOrEqual(4);
  expect(count(200) + count(429)).toBe(200);
  for (const answer of answers.filter(({ status }) => status === 429))
    expect(answer.headers.get("retry-after")).toBe("1");
  expect((await ask(server)).status).toBe(200);
});

test("a client that does not read its answer is not waited for", async () => {
  const documents = Array.from({ length: 40 }, () => `oven ${"x".repeat(450_000)}`);
  const large = JSON.stringify({ query: "oven", documents, return_documents: true });
  const server = await start({ maxBodyBytes: 20_000_000, responseTimeoutMs: 300 });
  const socket = open(server, `${head(`Content-Length: ${large.length}`)}${large}`);
  socket.pause();
  await expect.poll(server.connections, { timeout: 10_000 }).toBe(1);
  await expect.poll(server.connections, { timeout: 10_000 }).toBe(0);
  // It has what the system had buffered by then.
  const read = await buffer(socket).catch(() => Buffer.of());
  expect(read.byteLength).toBeLessThan(18_000_000);
});

describe("when it has to stop", () => {
  test("what runs is answered, what comes is refused, and nothing is left", async () => {
    const { reranker, rerankers, release } = held();
    const server = await start({ rerankers });
    const idle = open(server, "");
    const kept = open(server, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    kept.resume();
    const slow = open(server, half);
    const running = ask(server);
    await expect.poll(() => reranker.requests.length).toBe(1);
    const stopped = server.stop(5000, () => undefined);
    await closed(kept);
    await expect(ask(server)).rejects.toThrow("fetch failed");
    release();
    slow.write(body.slice(20));
    const answer = await running;
    expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
    expect(await text(slow)).toMatch(/^HTTP\/1\.1 200 /);
    await stopped;
    if (!idle.destroyed) await closed(idle);
  });

  test("it does not wait for ever: what still runs is told so when its time is over", async () => {
    const { reranker, rerankers, dispose } = held();
    const server = await start({ rerankers });
    const running = text(open(server, `${head(`Content-Length: ${body.length}`)}${body}`));
    await expect.poll(() => reranker.requests.length).toBe(1);
    const stuck = open(server, half);
    const startedAt = performance.now();
    await server.stop(200, dispose);
    expect(performance.now() - startedAt).toBeLessThan(3000);
    // The server stops; the request is fine, and may be sent to the next one.
    const answer = await running;
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('"code":"DISPOSED"');
    if (!stuck.destroyed) await closed(stuck);
  });
});
