/**
 * `npm run bench:speed`: documents per second of each configuration, relative to a baseline of the same run (the
 * published int8 weights on one worker); the time of a second query; main-thread tasks; and the time to cancel.
 * Rounds are interleaved, because only the ratios are meaningful on a shared machine.
 */
import { fetchWeights } from "../scripts/fetch-weights.mjs";
import { loadMiniLm, withEngine } from "./browser.mjs";

const rounds = 3;
const words =
  "the river carries sand and small stones past old mills where bread was made for many villages".split(" ");
/** @param {number} seed @param {number} length */
const sampleText = (seed, length) =>
  Array.from({ length }, (_, at) => words[(seed * 7 + at * (seed + 3)) % words.length]).join(" ");
/** 50 documents of 12 to 240 words. @param {number} round */
const documentsFor = (round) =>
  Array.from({ length: 50 }, (_, index) => `${round} ${sampleText(index, 12 + ((index * 37) % 229))}`);

/** @type {{ name: string, dtype: string, workers?: number }[]} */
const configurations = [
  { name: "published q8, 1 worker (baseline)", dtype: "q8", workers: 1 },
  { name: "published q8, pool", dtype: "q8" },
  { name: "w8a8, 1 worker", dtype: "w8a8", workers: 1 },
  { name: "w8a8, pool", dtype: "w8a8" },
  { name: "w8a32, pool", dtype: "w8a32" },
  { name: "fp32, pool", dtype: "fp32" },
];

/** @param {number[]} values */
const median = (values) => values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? Number.NaN;

fetchWeights("minilm-q8");
fetchWeights("minilm-fp32");
await withEngine(async (page) => {
  /** @param {string[]} documents @param {string} query */
  const timed = (documents, query) =>
    page.evaluate(
      async ({ documents, query }) => {
        const startedAt = performance.now();
        await window.reranker?.rerank({ query, documents, return_documents: false });
        return performance.now() - startedAt;
      },
      { documents, query },
    );

  /** @type {Map<string, number[]>} */
  const first = new Map();
  /** @type {Map<string, number[]>} */
  const second = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const { name, ...options } of configurations) {
      await loadMiniLm(page, options);
      await timed(["warm"], "up");
      first.set(name, [...(first.get(name) ?? []), await timed(documentsFor(round), "sand and stones")]);
      second.set(name, [...(second.get(name) ?? []), await timed(documentsFor(round), "old mills")]);
    }
  }
  const baseline = median(first.get(configurations[0]?.name ?? "") ?? []);
  console.table(
    configurations.map(({ name }) => {
      const ms = median(first.get(name) ?? []);
      return {
        configuration: name,
        "50 documents, ms": Math.round(ms),
        "documents/s": (50_000 / ms).toFixed(0),
        "relative speed": (baseline / ms).toFixed(2),
        "second query, ms": Math.round(median(second.get(name) ?? [])),
      };
    }),
  );

  await loadMiniLm(page, { dtype: "w8a8" });
  const documents = Array.from({ length: 1000 }, (_, index) => sampleText(index, 20 + (index % 150)));
  const responsive = await page.evaluate(async (documents) => {
    /** @type {number[]} */
    const longTasks = [];
    new PerformanceObserver((list) =>
      longTasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      entryTypes: ["longtask"],
    });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 3000);
    const startedAt = performance.now();
    await window.reranker
      ?.rerank({ query: "sand", documents }, { signal: abort.signal })
      .catch(() => undefined);
    const stoppedAfterMs = performance.now() - startedAt - 3000;
    const nextAt = performance.now();
    await window.reranker?.rerank({ query: "sand", documents: ["a river"] });
    const nextAfterMs = performance.now() - nextAt;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { longTasks, stoppedAfterMs, nextAfterMs };
  }, documents);
  console.log("1,000 documents, aborted after 3 s:");
  console.log(`  stopped ${responsive.stoppedAfterMs.toFixed(0)} ms after the abort`);
  console.log(`  the next run, of one document, finished ${responsive.nextAfterMs.toFixed(0)} ms later`);
  console.log(`  tasks over 50 ms on the main thread: ${responsive.longTasks.length}`);
});
