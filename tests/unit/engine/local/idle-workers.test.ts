/** Workers that nobody uses end, and come back with the next run. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LocalReranker } from "../../../../src/engine/local/local-reranker.ts";
import type { WorkerApi } from "../../../../src/engine/worker/protocol.ts";
import { fakeEnvironment, fakeFile, fakeModel, locations } from "./fake-environment.ts";

const minutes = 60_000;
const request = { query: "q", documents: ["a", "ccc", "bb"] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function rerankerOn(environment = fakeEnvironment(), idleMs?: number) {
  return new LocalReranker({
    model: fakeModel,
    device: "wasm",
    workers: 2,
    locations,
    environment,
    ...(idleMs !== undefined && { idleMs }),
  });
}

/** Lets the messages of the fake workers pass. */
async function settle<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(100);
  return promise;
}

test("after five idle minutes no worker is left, and the next run loads them again without a download", async () => {
  let fetches = 0;
  const environment = fakeEnvironment({
    fetch: async (url) => {
      fetches += 1;
      return fakeFile(url);
    },
  });
  const reranker = rerankerOn(environment);
  const first = await settle(reranker.rerank(request));
  const downloads = fetches;
  await vi.advanceTimersByTimeAsync(4 * minutes);
  expect(environment.workers.map(({ terminated }) => terminated)).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(1 * minutes);
  expect(environment.workers.map(({ terminated }) => terminated)).toEqual([true, true]);
  // The page still says what the model runs on.
  expect(reranker.status).toMatchObject({ device: "wasm", workers: 2 });
  const phases: string[] = [];
  const next = await settle(
    reranker.rerank(request, {
      onProgress: (progress) =>
        phases.push(
          progress.phase === "load" ? `load ${progress.ready}/${progress.workers}` : progress.phase,
        ),
    }),
  );
  expect(next.results).toEqual(first.results);
  expect(phases.slice(0, 4)).toEqual(["load 0/2", "load 1/2", "load 2/2", "score"]);
  expect(environment.workers.map(({ terminated }) => terminated)).toEqual([true, true, false, false]);
  expect(fetches).toBe(downloads);
});

test("each run puts the end off, and no run is ended by it, however long it takes", async () => {
  let hold: Promise<void> | undefined;
  let release = (): void => {};
  const environment = fakeEnvironment({ hold: async () => hold });
  const reranker = rerankerOn(environment, 10_000);
  await settle(reranker.load());
  await vi.advanceTimersByTimeAsync(9_000);
  await settle(reranker.rerank(request));
  await vi.advanceTimersByTimeAsync(9_000);
  expect(environment.workers.every(({ terminated }) => terminated)).toBe(false);
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const long = reranker.rerank(request);
  await vi.advanceTimersByTimeAsync(40_000);
  release();
  expect((await settle(long)).results.length).toBe(3);
  expect(environment.workers.length).toBe(2);
});

test("runs at the same time wake the workers once", async () => {
  const environment = fakeEnvironment();
  const reranker = rerankerOn(environment, 1000);
  await settle(reranker.load());
  await vi.advanceTimersByTimeAsync(1000);
  const both = [reranker.rerank(request), reranker.rerank(request)];
  await settle(Promise.all(both));
  expect(environment.workers.length).toBe(4);
});

test("a run that is cancelled while the workers wake leaves them to the next", async () => {
  const environment = fakeEnvironment();
  const reranker = rerankerOn(environment, 1000);
  await settle(reranker.load());
  await vi.advanceTimersByTimeAsync(1000);
  const abort = new AbortController();
  const run = reranker.rerank(request, { signal: abort.signal });
  await Promise.resolve();
  abort.abort();
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  expect((await settle(reranker.rerank(request))).results.length).toBe(3);
});

test("workers that do not wake are loaded anew, as at the first run", async () => {
  let loads = 0;
  const load: WorkerApi["load"] = async () => {
    loads += 1;
    return loads === 3 || loads === 4
      ? { ok: false, error: { code: "out_of_memory", message: "std::bad_alloc" } }
      : { ok: true, value: undefined };
  };
  const environment = fakeEnvironment({ api: { load } });
  const reranker = rerankerOn(environment, 1000);
  await settle(reranker.load());
  await vi.advanceTimersByTimeAsync(1000);
  expect((await settle(reranker.rerank(request))).results.length).toBe(3);
});

test("a disposed reranker is not brought back by its timer", async () => {
  const environment = fakeEnvironment();
  const reranker = rerankerOn(environment, 1000);
  await settle(reranker.load());
  reranker.dispose();
  await vi.advanceTimersByTimeAsync(5000);
  await expect(reranker.rerank(request)).rejects.toMatchObject({ code: "disposed" });
});

test("with an idle time of infinity the workers stay", async () => {
  const environment = fakeEnvironment();
  const reranker = rerankerOn(environment, Infinity);
  await settle(reranker.load());
  await vi.advanceTimersByTimeAsync(60 * minutes);
  expect(environment.workers.every(({ terminated }) => terminated)).toBe(false);
});

test("a run that replaces another while the workers wake has the same workers wake for it", async () => {
  let fetches = 0;
  const environment = fakeEnvironment({
    fetch: async (url) => {
      fetches += 1;
      return fakeFile(url);
    },
  });
  const reranker = rerankerOn(environment, 1000);
  await settle(reranker.load());
  await vi.advanceTimersByTimeAsync(1000);
  const downloads = fetches;
  const abort = new AbortController();
  const replaced = reranker.rerank(request, { signal: abort.signal });
  const refused = expect(replaced).rejects.toMatchObject({ name: "AbortError" });
  await Promise.resolve();
  await Promise.resolve();
  abort.abort();
  expect((await settle(reranker.rerank(request))).results.length).toBe(3);
  await refused;
  expect(fetches).toBe(downloads);
});

test("a run that comes while workers that did not wake are loaded anew shares them", async () => {
  let loads = 0;
  const load: WorkerApi["load"] = async () => {
    loads += 1;
    if (loads > 4) await new Promise((resolve) => setTimeout(resolve, 500));
    return loads === 3 || loads === 4
      ? { ok: false, error: { code: "worker_crashed", message: "gone" } }
      : { ok: true, value: undefined };
  };
  const environment = fakeEnvironment({ api: { load } });
  const reranker = rerankerOn(environment, 10_000);
  await settle(reranker.load());
  await vi.advanceTimersByTimeAsync(10_000);
  const first = settle(reranker.rerank(request));
  await vi.advanceTimersByTimeAsync(200);
  const second = settle(reranker.rerank(request));
  await vi.advanceTimersByTimeAsync(2000);
  expect((await first).results).toEqual((await second).results);
  expect(environment.workers.filter(({ terminated }) => !terminated).length).toBe(2);
});

test("workers whose load took longer than the idle time end, too", async () => {
  const load: WorkerApi["load"] = async () => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return { ok: true, value: undefined };
  };
  const environment = fakeEnvironment({ api: { load } });
  const reranker = rerankerOn(environment, 1000);
  const loading = reranker.load();
  await vi.advanceTimersByTimeAsync(3500);
  await loading;
  await vi.advanceTimersByTimeAsync(1500);
  expect(environment.workers.map(({ terminated }) => terminated)).toEqual([true, true]);
});

test("workers that still compute for a cancelled run end once they have done so", async () => {
  let hold: Promise<void> | undefined;
  let release = (): void => {};
  const environment = fakeEnvironment({ hold: async () => hold });
  const reranker = rerankerOn(environment, 1000);
  await settle(reranker.load());
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const abort = new AbortController();
  const run = reranker.rerank(request, { signal: abort.signal });
  await vi.advanceTimersByTimeAsync(100);
  abort.abort();
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  await vi.advanceTimersByTimeAsync(1500);
  release();
  await vi.advanceTimersByTimeAsync(1500);
  expect(environment.workers.map(({ terminated }) => terminated)).toEqual([true, true]);
});
