/**
 * Fails if memory grows: 500 runs with one model, then 20 switches between two models. Prints the page's JavaScript heap
 * (after a collection) and the workers that live, by Chromium's DevTools protocol.
 *   npm run test:memory
 */
import { hubHost, withEngine } from "./browser.mjs";

const runs = 500;
const switches = 20;
/** What measurements and compiled code may add; a leak of one answer per run is more. */
const allowedBytes = 4_000_000;
const cores = 2;

/** @type {string[]} */
const failures = [];

await withEngine(async (page) => {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("HeapProfiler.enable");
  const measure = async () => {
    await devTools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devTools.send("Runtime.getHeapUsage");
    return { bytes: usedSize, workers: page.workers().length };
  };
  /**
   * @param {string} phase
   * @param {number} count
   * @param {() => Promise<void>} step
   * @param {number} warmUp steps before the first measurement
   */
  const repeat = async (phase, count, step, warmUp) => {
    for (let at = 0; at < warmUp; at++) await step();
    const before = await measure();
    for (let at = warmUp; at < count; at++) await step();
    const after = await measure();
    const grown = after.bytes - before.bytes;
    console.log(
      `${count} ${phase}: heap ${inMegabytes(before.bytes)} → ${inMegabytes(after.bytes)}, workers ${before.workers} → ${after.workers}`,
    );
    if (grown > allowedBytes) failures.push(`${phase}: the heap grew by ${inMegabytes(grown)}`);
    if (after.workers !== before.workers) failures.push(`${phase}: ${after.workers} workers are left`);
  };

  /** @param {string} id */
  const loadModel = (id) =>
    page.evaluate(
      async ({ id, hubHost, cores }) => {
        const { createReranker, embeddedModel, inspectRepository } = window.tabrank;
        window.reranker?.dispose();
        const model =
          id === embeddedModel.id
            ? embeddedModel
            : await inspectRepository(id, { hubHost, fetch: (...args) => fetch(...args) });
        window.reranker = await createReranker({
          model,
          device: "wasm",
          workers: cores,
          hubHost,
          modelBaseUrl: "/models/",
        });
      },
      { id, hubHost, cores },
    );
  let run = 0;
  const rerank = () =>
    page.evaluate(async (run) => {
      // New texts each time: what is cached must have a limit.
      const documents = Array.from({ length: 10 }, (_, at) => `Run ${run} has a document with number ${at}.`);
      await window.reranker?.rerank({ query: `What is number ${run % 10}?`, documents });
    }, run++);

  await loadModel("Xenova/all-MiniLM-L6-v2");
  await repeat("runs", runs, rerank, 50);
  let switched = 0;
  const ids = ["tabrank/tiny-bert-cross-encoder", "Xenova/all-MiniLM-L6-v2"];
  const switchModel = async () => {
    await loadModel(ids[switched++ % 2] ?? "");
    await rerank();
  };
  await repeat("model switches", switches, switchModel, 4);
});

for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

/** @param {number} bytes */
function inMegabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
