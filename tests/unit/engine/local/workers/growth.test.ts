/** How many workers a pool has: by the work that waits, the time that a worker takes to load, and what it has helped. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Growth } from "../../../../../src/engine/local/workers/growth.ts";
import { WorkerPool } from "../../../../../src/engine/local/workers/worker-pool.ts";
import { type FakeWorker, fakeWorker, noModel } from "../fake-worker.ts";

/** 1 unit a millisecond, and a second to load. */
function measured(max: number, min = 1): Growth {
  const growth = new Growth(min, max);
  growth.recordLoad(1000);
  for (let task = 0; task < 2; task++) growth.recordTask(100, 100, 1);
  return growth;
}

test("before anything is measured there are as many as there are", () => {
  const growth = new Growth(1, 8);
  expect(growth.wanted(1, 1e9)).toBe(1);
  growth.recordLoad(1000);
  expect(growth.wanted(1, 1e9)).toBe(1);
});

test("a little work is done before another worker would be ready", () => {
  const growth = measured(8);
  expect(growth.wanted(1, 1500)).toBe(1);
  expect(growth.wanted(1, 1501)).toBe(2);
});

test("the number doubles, up to the maximum, while work is left for all", () => {
  const growth = measured(6);
  expect(growth.wanted(1, 100_000)).toBe(2);
  for (let task = 0; task < 4; task++) growth.recordTask(100, 100, 2);
  expect(growth.wanted(2, 100_000)).toBe(4);
  // 2 units a millisecond by now: 1.5 s of work.
  expect(growth.wanted(2, 3000)).toBe(2);
  for (let task = 0; task < 8; task++) growth.recordTask(100, 100, 4);
  expect(growth.wanted(4, 100_000)).toBe(6);
});

test("workers that share two cores with others are not kept", () => {
  const growth = measured(4);
  for (let task = 0; task < 4; task++) growth.recordTask(100, 100, 2);
  // Four on two cores: each takes twice as long.
  for (let task = 0; task < 7; task++) growth.recordTask(200, 100, 4);
  expect(growth.wanted(4, 100_000)).toBe(4);
  growth.recordTask(200, 100, 4);
  expect(growth.max).toBe(2);
  expect(growth.wanted(4, 100_000)).toBe(2);
  expect(growth.wanted(2, 100_000)).toBe(2);
});

test("workers that were asked for are kept, unless they cannot be had", () => {
  const growth = measured(2, 2);
  for (let task = 0; task < 4; task++) growth.recordTask(200, 100, 2);
  expect(growth.wanted(2, 100_000)).toBe(2);
  growth.limit(1);
  expect(growth.wanted(2, 100_000)).toBe(1);
});

test("a limit never rises, and leaves one", () => {
  const growth = new Growth(1, 4);
  growth.limit(3);
  growth.limit(4);
  expect(growth.max).toBe(3);
  growth.limit(0);
  expect(growth.max).toBe(1);
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Workers that load in a second and take 100 ms for a task, or longer where more of them work than there are cores. */
async function poolOn({ cores, size, failing = false }: { cores: number; size: number; failing?: boolean }) {
  const workers: FakeWorker[] = [];
  let busy = 0;
  const start = (): FakeWorker => {
    const worker = fakeWorker();
    const fails = failing && workers.length > 0;
    worker.load = async () => {
      await wait(1000);
      return fails
        ? { ok: false, error: { code: "out_of_memory", message: "Out of memory.", errors: [] } }
        : { ok: true, value: undefined };
    };
    const { score } = worker;
    worker.score = async (chunk) => {
      busy += 1;
      await wait(100 * Math.max(1, busy / cores));
      busy -= 1;
      return score(chunk);
    };
    workers.push(worker);
    return worker;
  };
  const starting = WorkerPool.start(
    { size, atOnce: 1, start, device: "wasm", load: noModel },
    new AbortController().signal,
    () => {},
  );
  await vi.advanceTimersByTimeAsync(1000);
  const pool = await starting;
  /** @returns which workers had been ended while fifty tasks were left */
  const run = async (count: number) => {
    const done: number[] = [];
    const tasks = Array.from({ length: count }, (_, at) => ({
      units: 100,
      run: async (worker: Pick<FakeWorker, "score">) => {
        await worker.score({ query: "", documents: [""], truncation: { truncate: "end" } });
        return at;
      },
    }));
    const endedEarly: boolean[] = [];
    const running = pool.run(tasks, undefined, (at) => {
      if (done.push(at) !== count - 50) return;
      endedEarly.push(...workers.map(({ terminated }) => terminated));
    });
    await vi.advanceTimersByTimeAsync(200 * count);
    await running;
    expect(done.toSorted((a, b) => a - b)).toEqual(tasks.map((_, at) => at));
    return endedEarly;
  };
  return { pool, workers, run };
}

test("ten short texts are done by the worker that is there", async () => {
  const { pool, workers, run } = await poolOn({ cores: 4, size: 4 });
  await run(10);
  expect([workers.length, pool.size]).toEqual([1, 1]);
});

test("with more work, all cores get a worker, and keep it", async () => {
  const { pool, workers, run } = await poolOn({ cores: 4, size: 4 });
  await run(200);
  expect([workers.length, pool.size]).toEqual([4, 4]);
  await run(10);
  expect(workers.every(({ terminated }) => !terminated)).toBe(true);
});

test("where a browser reports more cores than there are, the workers in excess are ended", async () => {
  const { pool, workers, run } = await poolOn({ cores: 2, size: 4 });
  // While there is still work for all of them.
  expect(await run(300)).toEqual([false, false, true, true]);
  expect(workers.length).toBe(4);
  expect(pool.size).toBe(2);
});

test("a pool that cannot grow goes on as it is, and does not try again", async () => {
  const { pool, workers, run } = await poolOn({ cores: 4, size: 4, failing: true });
  await run(100);
  await run(100);
  expect(workers.map(({ terminated }) => terminated)).toEqual([false, true]);
  expect(pool.size).toBe(1);
});
