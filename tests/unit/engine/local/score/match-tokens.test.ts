import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { matchTokens } from "../../../../../src/engine/local/score/match-tokens.ts";
import { WorkerAffinity } from "../../../../../src/engine/local/score/worker-affinity.ts";
import { WorkerPool } from "../../../../../src/engine/local/workers/worker-pool.ts";
import { type FakeWorker, fakeWorker, noModel } from "../fake-worker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const texts = ["a query", "word ".repeat(3000)] as const;
const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("a match is as much work as its texts are long: its time tells how long other texts may take", async () => {
  const workers: FakeWorker[] = [];
  let msPerCall = 0;
  const start = (): FakeWorker => {
    workers.push(fakeWorker(() => after(msPerCall)));
    return workers.at(-1) ?? fakeWorker();
  };
  const starting = WorkerPool.start(
    { size: 1, start, device: "wasm", load: noModel },
    new AbortController().signal,
    () => {},
  );
  await vi.advanceTimersByTimeAsync(1);
  const pool = await starting;
  const match = async (ms: number): Promise<void> => {
    msPerCall = ms;
    const matching = matchTokens(pool, new WorkerAffinity(), texts, {});
    await vi.advanceTimersByTimeAsync(ms);
    await matching;
  };
  // Five seconds for 4000 tokens; 30 times as slow is still no fault.
  await match(5000);
  await match(100_000);
  expect(workers.length).toBe(1);
  // A worker that hangs on a short text is noticed within minutes, and not after days.
  const short = { units: 100, run: () => new Promise<never>(() => {}) };
  const hanging = pool.run([short], undefined, () => {});
  hanging.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(workers.length).toBeGreaterThan(1);
  pool.dispose();
});
