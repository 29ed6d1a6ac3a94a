import { expect, test } from "vitest";
import { createRemoteReranker, wait } from "../../../src/engine/create-remote-reranker.ts";

test("the base URL selects the dialect, unless one is given", () => {
  const baseUrl = "https://api.voyageai.com";
  expect(createRemoteReranker({ baseUrl }).dialect.name).toBe("voyage");
  expect(createRemoteReranker({ baseUrl, dialect: "jina" }).dialect.name).toBe("jina");
  expect(createRemoteReranker({ baseUrl: "http://localhost:8787" }).dialect.name).toBe("generic");
});

test("a pause lasts its time", async () => {
  const startedAt = performance.now();
  await wait(60, undefined);
  expect(performance.now() - startedAt).toBeGreaterThan(50);
});

test("a pause ends at once when the signal is aborted, before or during it", async () => {
  await wait(60_000, AbortSignal.abort());
  await wait(60_000, AbortSignal.timeout(20));
});
