/** Several queries over the same documents. */
import { expect, test } from "vitest";
import type { RerankRequest } from "../../../src/contract/rerank.ts";
import type { RerankOptions } from "../../../src/contract/reranker.ts";
import { LocalReranker } from "../../../src/engine/local/local-reranker.ts";
import { rerankMany } from "../../../src/engine/rerank-many.ts";
import { fakeEnvironment, fakeModel, locations } from "./local/fake-environment.ts";

const documents = ["a", "ccc", "bb"];
const engine = (): LocalReranker =>
  new LocalReranker({ model: fakeModel, device: "wasm", locations, environment: fakeEnvironment() });

test("each query has the answer that it has alone, told in the order of the queries", async () => {
  const queries = ["one", "two", "three", "four"];
  const told: number[] = [];
  const answers = await rerankMany(
    engine(),
    { queries, documents, top_n: 2 },
    { onAnswer: (_, position) => void told.push(position) },
  );
  const alone = await engine().rerank({ query: "one", documents, top_n: 2 });
  expect(answers.map(({ results }) => results)).toEqual(queries.map(() => alone.results));
  expect(told).toEqual([0, 1, 2, 3]);
  expect(await rerankMany(engine(), { queries: [], documents })).toEqual([]);
});

/** Answers when it is told to. */
function held() {
  const asked: { request: RerankRequest; signal: AbortSignal | undefined; fail: (error: unknown) => void }[] =
    [];
  const rerank = (request: RerankRequest, { signal }: RerankOptions = {}): Promise<never> =>
    new Promise((_, fail) => {
      asked.push({ request, signal, fail });
      signal?.addEventListener("abort", () => fail(signal.reason));
    });
  return { rerank, asked };
}

test("the first query runs alone; after it two at once, and one that fails cancels the others", async () => {
  const local = engine();
  const { rerank, asked } = held();
  const mixed = {
    rerank: (request: RerankRequest, options?: RerankOptions) =>
      request.query === "one" ? local.rerank(request, options) : rerank(request, options),
  };
  const all = rerankMany(mixed, { queries: ["one", "two", "three", "four"], documents });
  all.catch(() => undefined);
  expect(asked).toEqual([]);
  await expect.poll(() => asked.map(({ request }) => request.query)).toEqual(["two", "three"]);
  asked[1]?.fail(new Error("no"));
  await expect(all).rejects.toThrow("no");
  expect(asked[0]?.signal?.aborted).toBe(true);
  expect(asked.length).toBe(2);
});

test("a signal cancels what runs", async () => {
  const { rerank, asked } = held();
  const controller = new AbortController();
  const all = rerankMany({ rerank }, { queries: ["one"], documents }, { signal: controller.signal });
  expect(asked.length).toBe(1);
  controller.abort();
  await expect(all).rejects.toMatchObject({ name: "AbortError" });
  const aborted = rerankMany({ rerank }, { queries: ["one"], documents }, { signal: controller.signal });
  await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
  expect(asked.length).toBe(1);
});
