/** Requests with `budget_ms`: documents are read in their order until the time is over, and the answer says which were not. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { LocalReranker } from "../../../../src/engine/local/local-reranker.ts";
import { estimateWork } from "../../../../src/engine/local/score/documents-task.ts";
import { Budget } from "../../../../src/engine/local/score/budget.ts";
import { measureDocument } from "../../../../src/engine/worker/measure-document.ts";
import { fakeEnvironment, fakeModel, locations } from "./fake-environment.ts";
import { fakeWorker } from "./fake-worker.ts";

const query = "q";
/** Documents of about 60 to 120 tokens, the longest last; each worker takes a millisecond for a token. */
const document = (number: number): string => `${number} `.padEnd(210 + 10 * number, "x");
const documents = Array.from({ length: 20 }, (_, index) => document(index));
const workOfTwo = estimateWork({ query, documents: documents.slice(0, 1) }) * 2;

const reranker = (cores = 1): LocalReranker => {
  const environment = fakeEnvironment({ cores, gpu: { adapter: "none", msFor: (_, tokens) => tokens } });
  return new LocalReranker({ model: fakeModel, device: "wasm", locations, environment, workers: 1 });
};

test("what is read comes first in the request, and has the score that it has without a limit", async () => {
  const whole = await reranker().rerank({ query, documents });
  const limited = await reranker().rerank({ query, documents, budget_ms: workOfTwo * 3.5 });
  expect(whole.unread_documents).toBeUndefined();
  const unread = limited.unread_documents ?? [];
  expect(unread.length).toBeGreaterThan(0);
  expect(unread).toEqual(
    Array.from({ length: unread.length }, (_, position) => documents.length - unread.length + position),
  );
  const read = whole.results.filter(({ index }) => !unread.includes(index));
  expect(limited.results).toEqual(read);
  expect(limited.usage.total_tokens).toBeLessThan(whole.usage.total_tokens);
});

test("a limit that is not reached changes nothing; one of a millisecond reads the first part all the same", async () => {
  const { id: _, ...whole } = await reranker().rerank({ query, documents });
  const { id: __, ...generous } = await reranker().rerank({ query, documents, budget_ms: 1e6 });
  expect(generous).toEqual(whole);
  const { results, unread_documents: unread = [] } = await reranker().rerank({
    query,
    documents,
    budget_ms: 1,
  });
  expect(results.length).toBeGreaterThan(0);
  expect(results.length + unread.length).toBe(documents.length);
  expect(results.map(({ index }) => index)).toContain(0);
});

test("documents below min_score are counted among those that were read", async () => {
  const limited = await reranker().rerank({ query, documents, budget_ms: 1, min_score: 1000 });
  const unread = limited.unread_documents?.length ?? 0;
  expect(limited.below_min_score).toBe(documents.length - unread);
});

test("long documents: one whose passages were not all read counts as not read", async () => {
  // A word is a token, and the model reads four.
  const tokenizer = { encode: (text: string) => (text.match(/\S+/g) ?? []).map(() => 1) };
  const environment = fakeEnvironment({
    gpu: { adapter: "none", msFor: (_, tokens) => tokens },
    api: {
      measure: async ({ documents, ...input }) => ({
        ok: true,
        value: {
          queryTokens: 1,
          documents: documents.map((text) => measureDocument(text, input, 4, tokenizer)),
        },
      }),
    },
  });
  const engine = new LocalReranker({ model: fakeModel, device: "wasm", locations, environment, workers: 1 });
  const word = "x".repeat(34);
  const long = Array.from({ length: 8 }, () => `${`${word} `.repeat(4)}. `.repeat(5));
  const whole = await engine.rank({ query, documents: long, passages: "best" });
  const limited = await engine.rank({ query, documents: long, budget_ms: 1, passages: "best" });
  const unread = limited.response.unread_documents ?? [];
  // The first part ends within a document: those before it are read, it and those after it are not.
  expect(unread.length).toBeGreaterThan(1);
  expect(unread).toEqual(long.flatMap((_, index) => (index >= long.length - unread.length ? [index] : [])));
  expect(limited.ranked).toEqual(whole.ranked.filter(({ index }) => !unread.includes(index)));
});

test("a limit that is no whole number of milliseconds is named", async () => {
  for (const budget_ms of [0, 1.5, -1])
    await expect(reranker().rerank({ query, documents, budget_ms })).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ field: "budget_ms" }],
    });
});

test("parts end in time by the speed of the parts before them, and none starts after one that did not", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1000 }),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 40 }),
      async (ms, sizes) => {
        let time = 0;
        // As fast as in an earlier run.
        const budget = new Budget(ms, () => time, 1);
        const started: boolean[] = [];
        for (const units of sizes) {
          const starts = budget.mayStart(units);
          started.push(starts);
          if (!starts) continue;
          await budget.timed({ units, run: async () => void (time += units) }).run(fakeWorker());
          if (started.length > 1) expect(time).toBeLessThanOrEqual(ms);
        }
        expect(started[0]).toBe(true);
        expect(started.toSorted((a, b) => Number(b) - Number(a))).toEqual(started);
      },
    ),
  );
});

test("without an earlier run, the first part counts half: it is slower than those that follow", async () => {
  let time = 0;
  const budget = new Budget(100, () => time);
  expect(budget.mayStart(1)).toBe(true);
  await budget.timed({ units: 1, run: async () => void (time += 60) }).run(fakeWorker());
  expect(budget.mayStart(1)).toBe(true);
  await budget.timed({ units: 1, run: async () => void (time += 20) }).run(fakeWorker());
  expect(budget.msPerUnit).toBe(20);
  expect(budget.mayStart(1)).toBe(true);
  expect(budget.mayStart(2)).toBe(false);
  expect(budget.mayStart(1)).toBe(false);
});
