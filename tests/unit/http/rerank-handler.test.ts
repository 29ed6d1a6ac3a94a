/** The handler that the server and the tab share. */
import { expect, test } from "vitest";
import { createRerankHandler } from "../../../src/http/rerank-handler.ts";
import { WordReranker } from "./word-reranker.ts";

const body = JSON.stringify({ query: "oven bread", documents: ["the river", "an oven"] });

/** Its runs do not end before `release` is called. */
function createHeldHandler(maxConcurrent: number) {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reranker = new WordReranker("words/held", () => held);
  const handle = createRerankHandler({
    rerankers: new Map([["words/held", reranker]]),
    maxDocuments: 50,
    maxConcurrent,
    readBody: async (request) => new Uint8Array(await request.arrayBuffer()),
  });
  const send = (signal?: AbortSignal) =>
    handle(
      new Request("http://localhost/v1/rerank", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        ...(signal && { signal }),
      }),
    );
  return { send, reranker, release };
}

test("requests beyond the limit have to be sent again later", async () => {
  const { send, release } = createHeldHandler(2);
  const answers = [send(), send()];
  await expect(send()).rejects.toMatchObject({
    status: 429,
    code: "RATE_CONCURRENCY_LIMIT_EXCEEDED",
    headers: { "Retry-After": "1" },
  });
  release();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await send()).status).toBe(200);
});

test.each([undefined, "Client connection prematurely closed."])(
  "an aborted request cancels its run with an AbortError, whatever the reason (%j)",
  async (reason) => {
    const { send, reranker, release } = createHeldHandler(1);
    const abort = new AbortController();
    const aborted = send(abort.signal);
    await expect.poll(() => reranker.requests.length).toBe(1);
    abort.abort(reason);
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    expect(reranker.cancelled).toBe(1);
    release();
    expect((await send()).status).toBe(200);
  },
);

test("a request that is already aborted does not run to its end", async () => {
  const { send } = createHeldHandler(1);
  await expect(send(AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
});
