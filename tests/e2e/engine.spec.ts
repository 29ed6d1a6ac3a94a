/** The engine in a real browser. What it does in any surroundings: `tests/unit/engine/local`. */
import { expect } from "@playwright/test";
import { skincare, test } from "./engine-page.ts";

/** Our own words, in sentences of every length. */
const words =
  "the river carries sand and small stones past old mills where bread was made for many villages".split(" ");

function textOf(seed: number, length: number): string {
  return Array.from({ length }, (_, at) => words[(seed * 7 + at * (seed + 3)) % words.length]).join(" ");
}

test("an int8 score is the same alone, first, last, and among 100 others", async ({ engine }) => {
  const others = Array.from({ length: 100 }, (_, index) => textOf(index, 3 + (index % 40)));
  const scores = await engine.evaluate(
    async ({ query, document, others }) => {
      const reranker = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
      const scoreAt = async (documents: string[], index: number): Promise<number | undefined> => {
        const { results } = await reranker.rerank({ query, documents });
        return results.find((result) => result.index === index)?.relevance_score;
      };
      const among = [...others.slice(0, 50), document, ...others.slice(50)];
      // Each with a model of its own, so that no cached embedding answers for another.
      const fresh = async (documents: string[], index: number): Promise<number | undefined> => {
        const other = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
        const { results } = await other.rerank({ query, documents });
        other.dispose();
        return results.find((result) => result.index === index)?.relevance_score;
      };
      return [
        await scoreAt([document], 0),
        await fresh([document, ...others.slice(0, 9)], 0),
        await fresh([...others.slice(0, 9), document], 9),
        await fresh(among, 50),
        await scoreAt(among, 50),
      ];
    },
    { query: skincare.query, document: skincare.documents[2] ?? "", others },
  );
  expect(scores[0]).toBeGreaterThan(0.4);
  expect(new Set(scores).size).toBe(1);
});

test("duplicates keep their own index, ties the request's order, empty documents come last", async ({
  engine,
}) => {
  const [best = "", worst = ""] = skincare.documents;
  const results = await engine.evaluate(
    async ({ query, documents }) => {
      const reranker = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
      const { results } = await reranker.rerank({ query, documents });
      return results;
    },
    { query: skincare.query, documents: ["", worst, { text: best, id: "x" }, worst, best, " "] },
  );
  expect(results.map(({ index }) => index)).toEqual([2, 4, 1, 3, 0, 5]);
  expect(results[0]?.document).toEqual({ text: best, id: "x" });
  expect(results[0]?.relevance_score).toBe(results[1]?.relevance_score);
  expect(results.slice(4).map(({ relevance_score }) => relevance_score)).toEqual([-1, -1]);
});

test("a cancel during 1,000 documents stops at once, and the next run is right", async ({ engine }) => {
  const documents = Array.from({ length: 1000 }, (_, index) => textOf(index, 20 + (index % 100)));
  const outcome = await engine.evaluate(
    async ({ documents, skincare }) => {
      const reranker = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
      const abort = new AbortController();
      let scoredAfterAbort = 0;
      let scored = 0;
      let abortedAt = 0;
      const run = reranker.rerank(
        { query: "mills", documents },
        {
          signal: abort.signal,
          onProgress: (progress) => {
            if (progress.phase !== "score") return;
            if (abort.signal.aborted) scoredAfterAbort += progress.documents.length;
            scored = progress.scored;
            if (scored < 20 || abort.signal.aborted) return;
            abortedAt = performance.now();
            abort.abort();
          },
        },
      );
      const name = await run.then(
        () => "finished",
        (error: unknown) => (error as Error).name,
      );
      const stoppedAfterMs = performance.now() - abortedAt;
      const next = await reranker.rerank({ query: skincare.query, documents: skincare.documents, top_n: 3 });
      const firstScoreMs = performance.now() - abortedAt - stoppedAfterMs;
      return {
        name,
        stoppedAfterMs,
        firstScoreMs,
        scored,
        scoredAfterAbort,
        next: next.results.map(({ index }) => index),
      };
    },
    { documents, skincare },
  );
  expect(outcome).toMatchObject({ name: "AbortError", scoredAfterAbort: 0, next: [0, 2, 4] });
  expect(outcome.scored).toBeLessThan(100);
  expect(outcome.stoppedAfterMs).toBeLessThan(200);
});

test("a worker that the browser kills is replaced, and the run is finished all the same", async ({
  engine,
}) => {
  const documents = Array.from({ length: 200 }, (_, index) => textOf(index, 60));
  const run = engine.evaluate(async (documents) => {
    const reranker = await window.tabrank.createReranker({
      device: "wasm",
      workers: 2,
      modelBaseUrl: "/models/",
    });
    const scores = async (): Promise<number[]> => {
      const { results } = await reranker.rerank(
        { query: "mills", documents },
        {
          onProgress: (progress) => {
            if (progress.phase === "score" && progress.scored > 0) document.title = "scoring";
          },
        },
      );
      return results.toSorted((a, b) => a.index - b.index).map(({ relevance_score }) => relevance_score);
    };
    const withDeath = await scores();
    return { withDeath, after: await scores(), workers: reranker.status?.workers };
  }, documents);
  await expect.poll(() => engine.title(), { intervals: [20] }).toBe("scoring");
  expect(engine.workers().length).toBe(2);
  await engine.workers()[0]?.evaluate(() => self.close());
  const { withDeath, after, workers } = await run;
  expect(withDeath.length).toBe(200);
  expect(after).toEqual(withDeath);
  expect(workers).toBe(2);
  expect(engine.workers().length).toBe(2);
});

test("truncation: none names the documents, start and end keep the other side", async ({ engine }) => {
  const long = textOf(3, 400);
  const outcome = await engine.evaluate(
    async ({ long }) => {
      const reranker = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
      const documents = [`short ${long} end`, "short", `start ${long} short`];
      const refused = await reranker.rerank({ query: "short", documents, truncate: "none" }).then(
        () => undefined,
        (error: unknown) => error as { code: string; errors: { field: string; message: string }[] },
      );
      const used: (number | undefined)[] = [];
      const scoresFor = async (truncate: "start" | "end"): Promise<number[]> => {
        const { results } = await reranker.rerank(
          { query: "short", documents, truncate, max_tokens_per_document: 1 },
          {
            onProgress: (progress) => {
              if (progress.phase === "score")
                for (const { usedTokens, index } of progress.documents) used[index] = usedTokens;
            },
          },
        );
        return results.toSorted((a, b) => a.index - b.index).map(({ relevance_score }) => relevance_score);
      };
      const fits = await reranker.rerank({ query: "short", documents: ["short"], truncate: "none" });
      return {
        refused: { code: refused?.code, errors: refused?.errors },
        end: await scoresFor("end"),
        start: await scoresFor("start"),
        used,
        fits: fits.results.length,
      };
    },
    { long },
  );
  expect(outcome.refused.code).toBe("document_too_long");
  expect(outcome.refused.errors?.map(({ field }) => field)).toEqual(["documents[0]", "documents[2]"]);
  expect(outcome.refused.errors?.[0]?.message).toMatch(/has \d{3} tokens, but only 254 can be read/);
  expect(outcome.used).toEqual([1, 1, 1]);
  expect(outcome.fits).toBe(1);
  const [endFirst, whole, endLast] = outcome.end;
  const [startFirst, , startLast] = outcome.start;
  expect(endFirst).toBe(whole);
  expect(startLast).toBe(whole);
  expect(endLast).toBeLessThan(whole ?? 0);
  expect(startFirst).toBeLessThan(whole ?? 0);
});

test("a query longer than the model reads is refused by name", async ({ engine }) => {
  const error = await engine.evaluate(
    async (query) => {
      const reranker = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
      return reranker.rerank({ query, documents: ["a"] }).then(
        () => undefined,
        (cause: unknown) => ({ code: (cause as { code: string }).code, message: (cause as Error).message }),
      );
    },
    textOf(1, 300),
  );
  expect(error).toMatchObject({ code: "query_too_long", message: expect.stringContaining("256") });
});

test("runs at the same time get their own answers, and usage counts every token", async ({ engine }) => {
  const outcome = await engine.evaluate(async ({ query, documents }) => {
    const reranker = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
    const [skincare, makeup] = await Promise.all([
      reranker.rerank({ query, documents, top_n: 1 }),
      reranker.rerank({ query: "make-up trends for summer evenings", documents, top_n: 1 }),
    ]);
    const again = await reranker.rerank({ query, documents, top_n: 1 });
    return { skincare, makeup, again };
  }, skincare);
  expect(outcome.skincare.results[0]?.index).toBe(0);
  expect(outcome.makeup.results[0]?.index).toBe(1);
  // Ten documents of 451 tokens and a query of 7, each with [CLS] and [SEP]; the same when embeddings were cached.
  expect(outcome.skincare.usage).toEqual({ prompt_tokens: 480, completion_tokens: 0, total_tokens: 480 });
  expect(outcome.again.usage).toEqual(outcome.skincare.usage);
});

test.describe("on two cores", () => {
  test.use({ cores: 2 });

  test("one worker is ready, each with one thread, and a second one comes with the work", async ({
    engine,
  }) => {
    const documents = Array.from({ length: 400 }, (_, index) => textOf(index, 60));
    const ready = await engine.evaluate(async () => {
      window.reranker = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
      return window.reranker.status?.workers;
    });
    expect([ready, engine.workers().length]).toEqual([1, 1]);
    const run = engine.evaluate(
      async (documents) => (await window.reranker?.rerank({ query: "mills", documents }))?.results.length,
      documents,
    );
    await expect.poll(() => engine.workers().length, { intervals: [20] }).toBe(2);
    expect(await run).toBe(400);
  });
});

test("a worker that is killed while it loads does not leave the page waiting", async ({ engine }) => {
  const loading = engine.evaluate(() =>
    window.tabrank.createReranker({ device: "wasm", workers: 1, modelBaseUrl: "/models/" }).then(
      () => "loaded",
      (error: unknown) => (error as { code: string }).code,
    ),
  );
  const worker = await engine.waitForEvent("worker");
  await worker.evaluate(() => setTimeout(() => self.close(), 100)).catch(() => undefined);
  // Killed before it was ready: an error. Where it was quicker than that, it was replaced.
  expect(["worker_crashed", "loaded"]).toContain(await loading);
});
