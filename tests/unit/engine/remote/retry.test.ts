import { expect, test } from "vitest";
import type { RerankProgress } from "../../../../src/contract/reranker.ts";
import { documents, json, ranking, useRemoteServer } from "./remote-server.ts";

const { server, remote, ask } = useRemoteServer();

test("429 is retried after the server's pause, 5xx after growing pauses, and each pause is reported", async () => {
  server.answers = [json(429, {}, { "retry-after": "2" }), json(503, {}), json(500, {}), ranking];
  const { reranker, waits } = remote();
  const retries: RerankProgress[] = [];
  await reranker.rerank(
    { query: "q", documents },
    { onProgress: (progress) => progress.phase === "retry" && retries.push(progress) },
  );
  expect(waits).toEqual([2000, 1000, 2000]);
  expect(retries).toMatchObject([{ attempt: 2, waitMs: 2000 }, { attempt: 3 }, { attempt: 4 }]);
  expect(server.received.length).toBe(4);
});

test("after the last attempt, the error says when to try again", async () => {
  server.answers = [json(429, { detail: "slow down" }, { "retry-after": "7" })];
  await expect(ask({ attempts: 2 })).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 7000 });
  expect(server.received.length).toBe(2);
});

test("a pause of more than 30 seconds is left to the caller", async () => {
  server.answers = [json(429, { detail: "slow down" }, { "retry-after": "120" })];
  await expect(ask()).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 120_000 });
  expect(server.received.length).toBe(1);
});

test("a permanent error is not retried", async () => {
  server.answers = [json(401, {})];
  await expect(ask()).rejects.toMatchObject({ code: "unauthorized" });
  expect(server.received.length).toBe(1);
});

test("aborting the signal ends a pause and a request", async () => {
  const pause = new AbortController();
  server.answers = [json(503, {})];
  const paused = remote({ wait: async () => pause.abort() }).reranker.rerank(
    { query: "q", documents },
    { signal: pause.signal },
  );
  await expect(paused).rejects.toMatchObject({ name: "AbortError" });
  const request = new AbortController();
  server.answers = [() => request.abort()];
  const asked = remote().reranker.rerank({ query: "q", documents }, { signal: request.signal });
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
});
