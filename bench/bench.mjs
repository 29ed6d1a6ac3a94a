/**
 * `npm run bench`: how long documents take to be ranked here, against the other ways to do it on the same machine:
 * today's way in a browser (transformers.js, one worker, one padded batch), native ONNX Runtime (one process a core) and
 * `npm run serve`. Medians of interleaved rounds: only ratios are meaningful on a shared machine. Then 10,000 documents
 * in one request, with the page's memory and its longest task, and the start in each browser. Prints tables, and writes
 * `.cache/bench.json` (`-- --json FILE` for another place; `-- --rounds N`, 3 by default; `-- --quick` leaves out 10,000
 * documents and the start).
 */
import { execFileSync, fork, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build, preview } from "vite";
import { ensureServeBuilt } from "../scripts/build.mjs";
import { fetchWeights } from "../scripts/fetch-weights.mjs";
import { root } from "../scripts/install.mjs";
import { hubHost, loadMiniLm, withEngine } from "./browser.mjs";

const { values: flags } = parseArgs({
  options: { json: { type: "string" }, rounds: { type: "string" }, quick: { type: "boolean" } },
});
const rounds = Number(flags.rounds ?? 3);
const cores = availableParallelism();
const weights = fetchWeights("minilm-q8");

const words =
  "the river carries sand and small stones past old mills where bread was made for many villages".split(" ");
/** Between 8 and 80 words, other ones in each round, so that nothing is cached. @param {number} seed @param {number} index */
function document(seed, index) {
  const length = 8 + ((index * 37) % 73);
  const text = Array.from({ length }, (_, at) => words[(index * 7 + at * (index + 3)) % words.length]);
  return `${seed} ${index} ${text.join(" ")}`;
}
/** @param {number} seed @param {number} count */
const documentsFor = (seed, count) => Array.from({ length: count }, (_, index) => document(seed, index));
const query = "sand and stones";

/** @param {readonly number[]} list */
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
/** @param {() => Promise<unknown>} work */
async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Native ONNX Runtime, a process for each core. */
async function startNative() {
  const folder = join(root, ".cache/models/Xenova/all-MiniLM-L6-v2");
  const processes = Array.from({ length: cores }, () =>
    fork(join(root, "bench/native-process.mjs"), [folder, weights], { serialization: "advanced" }),
  );
  /** @param {import("node:child_process").ChildProcess} child @returns {Promise<number[][]>} */
  const answerOf = (child) =>
    new Promise(
      (resolve) => void child.once("message", (value) => resolve(/** @type {number[][]} */ (value))),
    );
  await Promise.all(processes.map(answerOf));
  return {
    /** @param {string[]} documents */
    rank: async (documents) => {
      // Every process gets texts of all lengths.
      const byLength = documents.toSorted((a, b) => b.length - a.length);
      await Promise.all(
        processes.map((child, at) => {
          const answer = answerOf(child);
          child.send([query, ...byLength.filter((_, index) => index % cores === at)]);
          return answer;
        }),
      );
    },
    stop: () => {
      for (const child of processes) child.kill();
    },
  };
}

async function startServer() {
  ensureServeBuilt();
  const child = spawn(process.execPath, ["scripts/serve.mjs", "--port", "0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => {
      printed += data;
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (address !== undefined && printed.includes("Ctrl+C")) resolve(address);
    });
    child.on("close", () => reject(new Error(`The server ended: ${printed}`)));
  });
  return {
    /** @param {string[]} documents */
    rank: async (documents) => {
      const body = JSON.stringify({ query, documents, return_documents: false });
      const response = await fetch(`${url}/v1/rerank`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      if (!response.ok) throw new Error(await response.text());
      await response.json();
    },
    stop: () => void child.kill(),
  };
}

async function serveTodaysWay() {
  const outDir = join(root, ".cache/bench-todays-way");
  await build({
    root: join(root, "bench/todays-way"),
    configFile: false,
    logLevel: "error",
    build: { outDir, emptyOutDir: true, target: "esnext" },
    worker: { format: "es" },
  });
  return preview({
    root,
    configFile: false,
    logLevel: "silent",
    build: { outDir },
    preview: { port: 4276, strictPort: true },
  });
}

/** @typedef {{ name: string, most: number, rank: (documents: string[]) => Promise<unknown> }} Contender */

/** @type {Record<string, unknown>} */
const report = {
  date: new Date().toISOString(),
  machine: `${cores} cores, ${cpus()[0]?.model ?? "unknown"}`,
  rounds,
};

const site = await serveTodaysWay();
const native = await startNative();
const server = await startServer();
// Also if something fails.
process.on("exit", () => {
  native.stop();
  server.stop();
});
await withEngine(async (page) => {
  const other = await page.context().browser()?.newPage();
  if (!other) throw new Error("The page has no browser.");
  await other.goto("http://localhost:4276/");
  await other.evaluate((hub) => window.todaysWay?.load(hub), hubHost);
  /** @param {string[]} documents */
  const rankHere = (documents) =>
    page.evaluate(
      async ({ query, documents }) =>
        void (await window.reranker?.rerank({ query, documents, return_documents: false })),
      { query, documents },
    );
  /** @type {Contender[]} */
  const contenders = [
    // Its memory grows with the batch: of 1,000 documents it would need gigabytes.
    {
      name: "today's way",
      most: 100,
      rank: (documents) =>
        other.evaluate(({ query, documents }) => window.todaysWay?.rank(query, documents), {
          query,
          documents,
        }),
    },
    { name: "tabrank", most: 1000, rank: rankHere },
    { name: "npm run serve", most: 1000, rank: server.rank },
    { name: "native", most: 1000, rank: native.rank },
  ];
  await loadMiniLm(page, { dtype: "w8a8", workers: cores });
  for (const { rank } of contenders) await rank(documentsFor(-1, 20));

  const counts = [10, 50, 100, 1000];
  /** @type {Map<string, number[]>} */
  const times = new Map();
  /** @param {string} name @param {number} count */
  const key = (name, count) => `${name} ${count}`;
  /** @param {string} name @param {number} count @param {number} ms */
  const keep = (name, count, ms) => times.set(key(name, count), [...(times.get(key(name, count)) ?? []), ms]);
  for (let round = 0; round < rounds; round++) {
    for (const count of counts) {
      // A thousand take long enough for one round to be steady.
      if (count === 1000 && round > 0) continue;
      for (const { name, most, rank } of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const documents = documentsFor(round * 10_000 + count, count);
        if (count <= most) keep(name, count, await timed(() => rank(documents)));
        // The same documents again: their embeddings are cached.
        if (name === "tabrank") keep("tabrank, second query", count, await timed(() => rank(documents)));
      }
    }
  }
  await loadMiniLm(page, { dtype: "w8a8", workers: 1 });
  await rankHere(documentsFor(-2, 20));
  for (let round = 0; round < rounds; round++) {
    const documents = documentsFor(90_000 + round, 100);
    keep("tabrank, one worker", 100, await timed(() => rankHere(documents)));
  }

  const rows = [
    "today's way",
    "tabrank",
    "tabrank, one worker",
    "tabrank, second query",
    "npm run serve",
    "native",
  ].map((name) => ({
    name,
    .../** @type {Record<string, number | undefined>} */ (
      Object.fromEntries(
        counts.map((count) => {
          const all = times.get(key(name, count));
          return [`${count} documents, ms`, all ? Math.round(median(all)) : undefined];
        }),
      )
    ),
  }));
  console.table(rows);
  /** @param {string} a @param {string} b @param {number} count */
  const ratio = (a, b, count) =>
    Number((median(times.get(key(a, count)) ?? []) / median(times.get(key(b, count)) ?? [])).toFixed(3));
  const goals = [
    { goal: "50 documents, of today's way", limit: 0.25, measured: ratio("tabrank", "today's way", 50) },
    { goal: "100 documents, of native", limit: 2.5, measured: ratio("tabrank", "native", 100) },
    {
      goal: "all workers, of one worker",
      limit: 0.54,
      measured: ratio("tabrank", "tabrank, one worker", 100),
    },
    {
      goal: "second query, of the first",
      limit: 0.03,
      measured: ratio("tabrank, second query", "tabrank", 100),
    },
  ];
  if (flags.quick !== true) {
    const many = await measureMany(page, rankHere);
    const perDocument = median(times.get(key("tabrank", 100)) ?? []) / 100;
    console.table([many]);
    goals.push(
      {
        goal: "10,000 documents, cost of one against 100",
        limit: 1.1,
        measured: Number((many["ms a document"] / perDocument).toFixed(3)),
      },
      { goal: "10,000 documents, page memory in MB", limit: 150, measured: many["page memory, MB"] },
      { goal: "10,000 documents, longest task in ms", limit: 50, measured: many["longest task, ms"] },
    );
    report["many"] = many;
  }
  const judged = goals.map((row) => ({ ...row, met: row.measured <= row.limit }));
  console.table(judged);
  Object.assign(report, { rows, goals: judged });
});
native.stop();
server.stop();
await site.close();

if (flags.quick !== true) {
  const startFile = join(root, ".cache/bench-start.json");
  execFileSync(process.execPath, [join(root, "bench/start.mjs"), "--rounds", "1", "--json", startFile], {
    stdio: "inherit",
  });
  report["start"] = JSON.parse(readFileSync(startFile, "utf8")).rows;
}
const target = flags.json ?? join(root, ".cache/bench.json");
writeFileSync(target, `${JSON.stringify(report, undefined, 2)}\n`);
console.log(`Written to ${target}`);
// Child processes may still be ending.
process.exit();

/**
 * @param {import("@playwright/test").Page} page
 * @param {(documents: string[]) => Promise<unknown>} rank
 */
async function measureMany(page, rank) {
  const count = 10_000;
  await loadMiniLm(page, { dtype: "w8a8", workers: cores });
  await rank(documentsFor(-3, 20));
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("HeapProfiler.enable");
  const heapBytes = async () => {
    await devTools.send("HeapProfiler.collectGarbage");
    return (await devTools.send("Runtime.getHeapUsage")).usedSize;
  };
  const before = await heapBytes();
  await page.evaluate(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks?.push(duration);
    }).observe({ entryTypes: ["longtask"] });
  });
  const ms = await timed(() => rank(documentsFor(70_000, count)));
  const after = await heapBytes();
  const longTasks = await page.evaluate(() => window.longTasks ?? []);
  return {
    documents: count,
    seconds: Math.round(ms / 1000),
    "ms a document": ms / count,
    "page memory, MB": Math.round((after - before) / 1e6),
    "longest task, ms": Math.round(Math.max(0, ...longTasks)),
  };
}
