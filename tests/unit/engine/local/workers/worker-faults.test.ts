/** Workers that die, fall silent or run out of memory: who is blamed, who goes on, and that nothing waits for ever. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RerankError } from "../../../../../src/contract/errors.ts";
import type { PoolTask } from "../../../../../src/engine/local/workers/job.ts";
import { type WorkerHandle, startWorker } from "../../../../../src/engine/local/workers/worker-handle.ts";
import { WorkerPool } from "../../../../../src/engine/local/workers/worker-pool.ts";
import type { Device } from "../../../../../src/models/model.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import { type FakeWorker, fakeWorker, noModel } from "../fake-worker.ts";

const never = new AbortController().signal;
const minutes = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Workers by the order of their start; `change` makes some of them faulty. */
async function poolOf(
  size: number,
  change: (worker: FakeWorker, at: number) => void = () => {},
  device: Device = "wasm",
) {
  const workers: FakeWorker[] = [];
  const start = (): FakeWorker => {
    const worker = fakeWorker();
    change(worker, workers.length);
    workers.push(worker);
    return worker;
  };
  const pool = await WorkerPool.start({ size, start, device, load: noModel }, never, () => {});
  return { pool, workers };
}

const score = (worker: unknown, name: string) =>
  (worker as FakeWorker).score({ query: "", documents: [name], truncation: { truncate: "end" } });
const task = (name: string): PoolTask<string> => ({
  run: async (worker) => {
    await score(worker, name);
    return name;
  },
});
const silent = (): Promise<never> => new Promise(() => {});
const untilDead = async (worker: Pick<WorkerHandle, "died">): Promise<never> => {
  throw await worker.died;
};
const outOfMemory = () => Promise.reject(new RerankError("out_of_memory", "std::bad_alloc"));

test("a worker that never reports that it runs is dead after 30 seconds", async () => {
  const environment = fakeEnvironment({ running: () => false });
  const worker = startWorker(environment.createWorker, undefined);
  const loading = worker.load(noModel).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await loading).toMatchObject({
    code: "worker_crashed",
    message: expect.stringContaining("30 seconds"),
  });
  expect((await worker.died).code).toBe("worker_crashed");
  expect(environment.workers[0]?.terminated).toBe(true);
});

test("a worker that reports is not watched any more, however long it computes", async () => {
  const environment = fakeEnvironment();
  const worker = startWorker(environment.createWorker, undefined);
  const died = vi.fn();
  void worker.died.then(died);
  await vi.advanceTimersByTimeAsync(10 * minutes);
  expect(died).not.toHaveBeenCalled();
});

test("a replacement that never answers its load leaves the slot to the others", async () => {
  const { pool, workers } = await poolOf(2, (worker, at) => {
    if (at === 2) worker.load = silent;
  });
  // With nothing measured, loading may take 10 minutes; here it was measured as quick.
  workers[0]?.kill();
  await vi.advanceTimersByTimeAsync(1);
  expect(workers.length).toBe(3);
  const done: string[] = [];
  await pool.run([task("a"), task("b")], undefined, (name) => done.push(name));
  expect(done).toEqual(["a", "b"]);
  expect(pool.ended).toBeUndefined();
});

test("a pool whose last replacement never answers its load ends after a minute", async () => {
  const { pool, workers } = await poolOf(1, (worker, at) => {
    if (at === 1) worker.load = () => untilDead(worker);
  });
  workers[0]?.kill();
  const run = pool.run([task("a")], undefined, () => {}).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1 * minutes);
  expect(await run).toMatchObject({ code: "worker_crashed", message: expect.stringContaining("loading") });
});

test("a chunk without an answer ends its worker and is done by the next", async () => {
  let calls = 0;
  const { pool, workers } = await poolOf(1);
  const stuck: PoolTask<string> = {
    run: async (worker) => {
      calls += 1;
      if (calls === 1) await untilDead(worker);
      return "a";
    },
  };
  const done: string[] = [];
  const run = pool.run([stuck], undefined, (name) => done.push(name));
  await vi.advanceTimersByTimeAsync(5 * minutes - 1);
  expect(workers.length).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await run;
  expect(done).toEqual(["a"]);
  expect(workers.length).toBe(2);
});

test("on a GPU a chunk without an answer is the fault of the device", async () => {
  const { pool } = await poolOf(1, () => {}, "webgpu");
  const stuck: PoolTask<never> = { run: untilDead };
  const run = pool.run([stuck], undefined, () => {}).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(5 * minutes);
  expect(await run).toMatchObject({ code: "device_lost", message: expect.stringContaining("300 seconds") });
  expect(pool.ended?.code).toBe("device_lost");
});

test("workers that are killed at once while they score, and once more, are no fault of their chunks", async () => {
  const { pool, workers } = await poolOf(4);
  let held = true;
  const done: string[] = [];
  const slow = (name: string): PoolTask<string> => ({
    run: async (worker) => {
      if (held) await untilDead(worker);
      await score(worker, name);
      return name;
    },
  });
  const run = pool.run(["a", "b", "c", "d", "e", "f"].map(slow), undefined, (name) => done.push(name));
  for (let round = 0; round < 2; round++) {
    await vi.advanceTimersByTimeAsync(1);
    for (const worker of workers.slice(4 * round, 4 * round + 4)) worker.kill();
  }
  held = false;
  await run;
  expect(done.toSorted()).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("a chunk that meets workers killed before is not blamed for their deaths", async () => {
  const { pool, workers } = await poolOf(3);
  const error = new RerankError("worker_crashed", "gone");
  // The others are dead, but nobody has noticed: that comes 10 ms after the next message to them.
  for (const worker of workers.slice(1)) {
    worker.ping = worker.score = () => {
      setTimeout(() => worker.kill(error), 10);
      return untilDead(worker);
    };
  }
  let attempts = 0;
  const chunk: PoolTask<string> = {
    preferredSlot: 0,
    run: async (worker) => {
      attempts += 1;
      if (attempts === 1) workers[0]?.kill(error);
      await score(worker, "a");
      return "a";
    },
  };
  const done: string[] = [];
  const run = pool.run([chunk], undefined, (name) => done.push(name));
  await vi.advanceTimersByTimeAsync(1000);
  await run;
  expect(done).toEqual(["a"]);
});

test("a chunk that ends a worker while it is alone fails its run, and only its own", async () => {
  const { pool } = await poolOf(2);
  const deadly: PoolTask<string> = {
    run: async (worker) => {
      (worker as FakeWorker).kill();
      await score(worker, "x");
      return "x";
    },
  };
  const done: string[] = [];
  const other = pool.run(["a", "b", "c", "d"].map(task), undefined, (name) => done.push(name));
  await expect(pool.run([deadly], undefined, () => {})).rejects.toMatchObject({ code: "worker_crashed" });
  await other;
  expect(done.toSorted()).toEqual(["a", "b", "c", "d"]);
});

test("a worker without memory is ended, and the others do its chunk", async () => {
  const { pool, workers } = await poolOf(3, (worker, at) => {
    if (at < 2) worker.score = outOfMemory;
  });
  const done: string[] = [];
  await pool.run(["a", "b", "c", "d"].map(task), undefined, (name) => done.push(name));
  expect(done.toSorted()).toEqual(["a", "b", "c", "d"]);
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, false]);
});

test("the last worker without memory is replaced once; then the run fails, and a later one works", async () => {
  const { pool, workers } = await poolOf(1);
  const huge: PoolTask<void> = { run: outOfMemory };
  await expect(pool.run([huge], undefined, () => {})).rejects.toMatchObject({ code: "out_of_memory" });
  await vi.advanceTimersByTimeAsync(1);
  const done: string[] = [];
  await pool.run([task("a")], undefined, (name) => done.push(name));
  expect(done).toEqual(["a"]);
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, false]);
});
