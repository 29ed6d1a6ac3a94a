import { expect, test, vi } from "vitest";
import { RerankError } from "../../../../../src/contract/errors.ts";
import type { LoadRequest } from "../../../../../src/engine/worker/protocol.ts";
import { WorkerPool } from "../../../../../src/engine/local/workers/worker-pool.ts";
import { type FakeWorker, fakeWorker, noModel } from "../fake-worker.ts";

const never = new AbortController().signal;

async function poolOf(size: number, make: () => FakeWorker = fakeWorker) {
  const workers: FakeWorker[] = [];
  const start = (): FakeWorker => {
    const worker = make();
    workers.push(worker);
    return worker;
  };
  const pool = await WorkerPool.start({ size, start, device: "wasm", load: noModel }, never, () => {});
  return { pool, workers };
}

/** A task that records which worker ran it. */
function taskOn(ran: FakeWorker[], name: string, preferredSlot?: number) {
  return {
    preferredSlot,
    run: async (worker: unknown) => {
      ran.push(worker as FakeWorker);
      await (worker as FakeWorker).score({ query: "", documents: [name], truncation: { truncate: "end" } });
      return name;
    },
  };
}

test("all tasks run once, on all workers, and are delivered as they finish", async () => {
  const { pool, workers } = await poolOf(2);
  const ran: FakeWorker[] = [];
  const done: string[] = [];
  await pool.run(
    ["a", "b", "c", "d"].map((name) => taskOn(ran, name)),
    undefined,
    (name) => done.push(name),
  );
  expect(done.toSorted()).toEqual(["a", "b", "c", "d"]);
  expect(new Set(ran)).toEqual(new Set(workers));
});

test("reports how many workers are ready", async () => {
  const ready: number[] = [];
  await WorkerPool.start({ size: 3, start: () => fakeWorker(), device: "wasm", load: noModel }, never, (n) =>
    ready.push(n),
  );
  expect(ready).toEqual([1, 2, 3]);
});

test("a task goes to the worker that it prefers", async () => {
  const { pool, workers } = await poolOf(2);
  const ran: FakeWorker[] = [];
  await pool.run([taskOn(ran, "a", 1), taskOn(ran, "b", 1), taskOn(ran, "c", 1)], undefined, () => {});
  expect(ran).toEqual([workers[1], workers[1], workers[1]]);
});

test("cancelling rejects at once, hands out no more tasks, and leaves the pool usable", async () => {
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let loaded = false;
  const { pool, workers } = await poolOf(1, () => fakeWorker(async () => (loaded ? gate : undefined)));
  loaded = true;
  const abort = new AbortController();
  const done: string[] = [];
  const run = pool.run([taskOn([], "a"), taskOn([], "b")], abort.signal, (name) => done.push(name));
  abort.abort();
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  release();
  await pool.run([taskOn([], "c")], undefined, (name) => done.push(name));
  expect(done).toEqual(["c"]);
  expect(workers[0]?.chunks.map(({ documents }) => documents[0])).toEqual(["a", "c"]);
});

test("an already aborted signal starts nothing", async () => {
  const { pool, workers } = await poolOf(1);
  const run = pool.run([taskOn([], "a")], AbortSignal.abort(), () => {});
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  expect(workers[0]?.chunks).toEqual([]);
});

test("a dead worker is replaced, and another one does its task", async () => {
  let kill = true;
  const { pool, workers } = await poolOf(1);
  const done: string[] = [];
  const task = {
    run: async (worker: unknown) => {
      if (kill) {
        kill = false;
        (worker as FakeWorker).kill();
      }
      await (worker as FakeWorker).score({ query: "", documents: ["a"], truncation: { truncate: "end" } });
      return "a";
    },
  };
  await pool.run([task], undefined, (name) => done.push(name));
  expect(done).toEqual(["a"]);
  expect(workers.length).toBe(2);
  await pool.run([taskOn([], "b")], undefined, (name) => done.push(name));
  expect(done).toEqual(["a", "b"]);
});

test("a task that kills two workers fails with worker_crashed, and the next run works", async () => {
  const { pool } = await poolOf(1);
  const deadly = {
    run: async (worker: unknown) => {
      (worker as FakeWorker).kill();
      await (worker as FakeWorker).score({ query: "", documents: ["a"], truncation: { truncate: "end" } });
    },
  };
  await expect(pool.run([deadly], undefined, () => {})).rejects.toMatchObject({ code: "worker_crashed" });
  const done: string[] = [];
  await pool.run([taskOn([], "b")], undefined, (name) => done.push(name));
  expect(done).toEqual(["b"]);
});

test("an error in a task fails its own run only", async () => {
  const { pool } = await poolOf(1);
  const broken = { run: () => Promise.reject(new Error("broken")) };
  const done: string[] = [];
  const second = pool.run([taskOn([], "b")], undefined, (name) => done.push(name));
  await expect(pool.run([broken], undefined, () => {})).rejects.toThrow("broken");
  await second;
  expect(done).toEqual(["b"]);
});

test("a worker that fails to load fails the start, and all workers are terminated", async () => {
  const workers: FakeWorker[] = [];
  const start = (): FakeWorker => {
    const worker = fakeWorker();
    if (workers.length === 1) worker.load = () => Promise.reject(new Error("no memory"));
    workers.push(worker);
    return worker;
  };
  await expect(
    WorkerPool.start({ size: 2, start, device: "wasm", load: noModel }, never, () => {}),
  ).rejects.toThrow("no memory");
  expect(workers.every(({ terminated }) => terminated)).toBe(true);
});

test("cancelling while loading terminates the workers", async () => {
  const abort = new AbortController();
  const worker = fakeWorker(() => new Promise(() => {}));
  const starting = WorkerPool.start(
    { size: 1, start: () => worker, device: "wasm", load: noModel },
    abort.signal,
    () => {},
  );
  abort.abort();
  await expect(starting).rejects.toMatchObject({ name: "AbortError" });
  expect(worker.terminated).toBe(true);
});

test("dispose rejects current and later runs", async () => {
  const { pool } = await poolOf(1);
  const run = pool.run([{ run: () => new Promise<never>(() => {}) }], undefined, vi.fn());
  pool.dispose();
  await expect(run).rejects.toMatchObject({ code: "disposed" });
  await expect(pool.run([taskOn([], "a")], undefined, () => {})).rejects.toMatchObject({ code: "disposed" });
});

/** A pool whose first workers load, and whose replacements fail to. */
async function poolWithoutReplacements(size: number) {
  let made = 0;
  const workers: FakeWorker[] = [];
  const start = (): FakeWorker => {
    const worker = fakeWorker();
    made += 1;
    if (made > size) worker.load = () => Promise.reject(new RerankError("out_of_memory", "full"));
    workers.push(worker);
    return worker;
  };
  const pool = await WorkerPool.start({ size, start, device: "wasm", load: noModel }, never, () => {});
  return { pool, workers };
}

test("if a replacement fails to load, the other workers go on, including idle ones", async () => {
  const { pool, workers } = await poolWithoutReplacements(2);
  const done: string[] = [];
  const deadly = {
    run: async () => {
      workers[0]?.kill();
      throw new RerankError("worker_crashed", "gone");
    },
    preferredSlot: 0,
  };
  const run = pool.run([taskOn([], "a", 0), taskOn([], "b", 0), taskOn([], "c", 1)], undefined, (name) =>
    done.push(name),
  );
  const doomed = pool.run([deadly], undefined, () => {});
  await expect(doomed).rejects.toMatchObject({ code: "worker_crashed" });
  await run;
  expect(done.toSorted()).toEqual(["a", "b", "c"]);
  expect(pool.ended).toBeUndefined();
  expect(workers[2]?.terminated).toBe(true);
});

test("a pool without workers has ended: runs are rejected with the reason why no worker could be had", async () => {
  const { pool, workers } = await poolWithoutReplacements(1);
  const run = pool.run([{ run: () => new Promise<never>(() => {}) }], undefined, () => {});
  workers[0]?.kill();
  await expect(run).rejects.toMatchObject({ code: "out_of_memory" });
  expect(pool.ended?.code).toBe("out_of_memory");
  await expect(pool.run([taskOn([], "a")], undefined, () => {})).rejects.toMatchObject({
    code: "out_of_memory",
  });
});

test("a lost GPU ends the pool: the device would have to pass the self-test again", async () => {
  const { pool, workers } = await poolOf(1);
  workers[0]?.kill(new RerankError("device_lost", "unplugged"));
  await expect.poll(() => pool.ended?.code).toBe("device_lost");
  expect(workers.length).toBe(1);
});

test("workers that keep dying without finishing a task are not replaced forever", async () => {
  const { pool, workers } = await poolOf(1, () => {
    const worker = fakeWorker();
    queueMicrotask(() => setTimeout(() => worker.kill(), 1));
    return worker;
  });
  await expect.poll(() => pool.ended?.code).toBe("worker_crashed");
  expect(workers.length).toBe(4);
});

test("a replacement is reported, so that its predecessor's cache is forgotten", async () => {
  const replaced: number[] = [];
  const workers: FakeWorker[] = [];
  const start = (): FakeWorker => {
    const worker = fakeWorker();
    workers.push(worker);
    return worker;
  };
  const options = {
    size: 2,
    start,
    device: "wasm" as const,
    load: noModel,
    onReplaced: (slot: number) => replaced.push(slot),
  };
  await WorkerPool.start(options, never, () => {});
  workers[1]?.kill();
  await expect.poll(() => replaced).toEqual([1]);
});

test("an already aborted signal starts no worker", async () => {
  const start = vi.fn(() => fakeWorker());
  const starting = WorkerPool.start(
    { size: 2, start, device: "wasm", load: noModel },
    AbortSignal.abort(),
    () => {},
  );
  await expect(starting).rejects.toMatchObject({ name: "AbortError" });
  expect(start).not.toHaveBeenCalled();
});

test("what the first worker has compiled and verified is not done again by its replacement", async () => {
  // The smallest module there is: its magic number and version.
  const runtime = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  const requests: LoadRequest[] = [];
  const workers: FakeWorker[] = [];
  const start = (): FakeWorker => {
    const worker = fakeWorker();
    worker.load = async (request) => {
      requests.push(request);
      return { ok: true, value: runtime };
    };
    workers.push(worker);
    return worker;
  };
  const file = { name: "model.onnx", blob: new Blob(["onnx"]), sha256: "0" };
  const load: LoadRequest = { ...noModel, weights: file, externalData: [file], head: [undefined, file] };
  await WorkerPool.start({ size: 1, start, device: "wasm", load }, never, () => {});
  workers[0]?.kill();
  await expect.poll(() => requests.length).toBe(2);
  const { name, blob } = file;
  expect(requests[0]).toMatchObject({ weights: file, externalData: [file] });
  expect(requests[0]?.runtime).toBeUndefined();
  expect(requests[1]).toMatchObject({ weights: { name, blob }, externalData: [{ name, blob }] });
  expect(requests[1]?.head).toEqual([undefined, { name, blob }]);
  expect(requests[1]?.weights.sha256).toBeUndefined();
  expect(requests[1]?.runtime).toBe(runtime);
});

test("the first workers start while the files are on their way, and prepare meanwhile", async () => {
  const prepared: string[] = [];
  const start = (): FakeWorker => {
    const worker = fakeWorker();
    worker.prepare = async (device) => void prepared.push(device);
    return worker;
  };
  let arrive: (request: LoadRequest) => void = () => {};
  const load = new Promise<LoadRequest>((resolve) => {
    arrive = resolve;
  });
  const ready: number[] = [];
  const starting = WorkerPool.start({ size: 1, start, device: "wasm", load }, never, (n) => ready.push(n));
  await expect.poll(() => prepared).toEqual(["wasm"]);
  expect(ready).toEqual([]);
  arrive(noModel);
  await starting;
  expect(ready).toEqual([1]);
});

test("files that do not come end the workers that wait for them", async () => {
  const workers: FakeWorker[] = [];
  const start = (): FakeWorker => {
    const worker = fakeWorker();
    workers.push(worker);
    return worker;
  };
  const load = Promise.reject(new RerankError("download_failed", "No network."));
  const starting = WorkerPool.start({ size: 2, start, device: "wasm", load }, never, () => {});
  await expect(starting).rejects.toMatchObject({ code: "download_failed" });
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
});
