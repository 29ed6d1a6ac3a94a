/** Requests that arrive while the model is being loaded. */
import { afterEach, expect, test } from "vitest";
import { whenLoaded } from "../../../../src/http/server/when-loaded.ts";
import { type TestServer, post, startServer } from "./test-server.ts";
import { WordReranker } from "../word-reranker.ts";

const request = { query: "oven", documents: ["an oven"] };

class LoadingReranker extends WordReranker {
  finish = (): void => {};
  fail = (_error: Error): void => {};
  readonly #loaded = new Promise<void>((resolve, reject) => {
    this.finish = resolve;
    this.fail = reject;
  });
  load = () => this.#loaded;
}

let server: TestServer;
afterEach(() => server.close());

async function start(timeoutMs: number, maxConcurrent = 4): Promise<LoadingReranker> {
  const reranker = new LoadingReranker("words/slow");
  const rerankers = whenLoaded(new Map([["words/slow", reranker]]), timeoutMs);
  server = await startServer({ rerankers, maxConcurrent });
  return reranker;
}
const ask = (signal = AbortSignal.timeout(5000)) => post(`${server.url}/v1/rerank`, request, {}, signal);

test("wait for it", async () => {
  const reranker = await start(5000);
  const answer = ask();
  setTimeout(() => reranker.finish(), 100);
  expect((await answer).status).toBe(200);
});

test("do not wait for ever; the next one may find it loaded", async () => {
  const reranker = await start(200);
  const late = await ask();
  expect([late.status, late.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await late.json()).toMatchObject({ code: "MODEL_LOADING" });
  reranker.finish();
  expect((await ask()).status).toBe(200);
  expect(reranker.requests.length).toBe(1);
});

test("get its error if it fails", async () => {
  const reranker = await start(5000);
  const answer = ask();
  setTimeout(() => reranker.fail(new Error("The disk is full.")), 100);
  expect(await (await answer).json()).toMatchObject({ detail: "The disk is full." });
});

test("free their place when their client leaves", async () => {
  const reranker = await start(5000, 1);
  const abort = new AbortController();
  const left = ask(abort.signal).catch((error: unknown) => (error as Error).name);
  await expect.poll(async () => (await ask()).status).toBe(429);
  abort.abort();
  expect(await left).toBe("AbortError");
  setTimeout(() => reranker.finish(), 100);
  await expect.poll(async () => (await ask()).status).toBe(200);
  expect(reranker.requests.length).toBe(1);
});

test("do not begin to wait if their client has already left", async () => {
  await start(5000);
  const reranker = new LoadingReranker("words/slow");
  const waiting = whenLoaded(new Map([["words/slow", reranker]]), 5000).get("words/slow");
  const startedAt = performance.now();
  await expect(waiting?.rerank(request, { signal: AbortSignal.abort() })).rejects.toThrow("left");
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
