import { expect, test } from "vitest";
import { measureSpeed } from "../../../../../src/engine/local/devices/measure-speed.ts";
import type { Costs } from "../../../../../src/engine/local/devices/speed.ts";
import type { LoadedEngine } from "../../../../../src/engine/local/load-engine.ts";
import type { PoolTask } from "../../../../../src/engine/local/workers/job.ts";
import { fakeModel as model } from "../fake-environment.ts";

interface Machine {
  msFor: (tokens: number) => number;
  /** What the first run of each length takes besides. */
  coldMs?: number;
  max?: number;
  /** Workers after the first, the second … run of several tasks. */
  growing?: number[];
}

/** A pool whose clock goes on by what its tasks cost, shared by the workers that it has. */
function measure({ msFor, coldMs = 0, max = 1, growing = [] }: Machine, rival?: Costs) {
  let time = 0;
  let size = 1;
  const runs: number[] = [];
  const seen = new Set<number>();
  const pool = {
    get size() {
      return size;
    },
    max,
    run: async (tasks: readonly PoolTask<unknown>[]) => {
      const units = tasks.map((task) => task.units ?? 0);
      const [tokens = 0] = units;
      runs.push(units.reduce((sum, each) => sum + each, 0));
      time += seen.has(tokens) ? 0 : coldMs;
      seen.add(tokens);
      time += units.reduce((sum, each) => sum + msFor(each), 0) / size;
      if (tasks.length > 1) size = growing.shift() ?? size;
    },
  };
  const status = { device: "wasm", dtype: "q8", loadMs: 500 };
  const engine = { pool, status } as unknown as LoadedEngine;
  const { signal } = new AbortController();
  return measureSpeed(engine, { model, now: () => time, signal, rival }).then((speed) => ({ speed, runs }));
}

test("what the first run of a length compiles does not count", async () => {
  const { speed } = await measure({ msFor: (tokens) => 10 + tokens / 2, coldMs: 300 });
  expect(speed.fixedMs).toBeCloseTo(10);
  expect(speed.msPerToken).toBeCloseTo(0.5);
});

test("a quick device gets longer texts, until their length shows against the fixed cost", async () => {
  const { speed, runs } = await measure({ msFor: (tokens) => 30 + tokens / 100 });
  expect(speed.fixedMs).toBeCloseTo(30);
  expect(speed.msPerToken).toBeCloseTo(0.01);
  expect(Math.max(...runs)).toBeGreaterThan(4000);
  const slower = await measure({ msFor: (tokens) => 30 + tokens });
  expect(Math.max(...slower.runs)).toBeLessThan(400);
});

test("a slow device is not kept busy: each length once, and short ones", async () => {
  const { speed, runs } = await measure({ msFor: (tokens) => 6000 + 20 * tokens });
  expect(runs.length).toBe(2);
  expect(Math.max(...runs)).toBeLessThan(100);
  expect(speed.fixedMs).toBeCloseTo(6000);
  expect(speed.msPerToken).toBeCloseTo(20);
});

test("a pool is grown only if it could then beat the other device, and timed with all its workers", async () => {
  const msFor = (tokens: number): number => tokens;
  const alone = await measure({ msFor, max: 4 });
  expect(alone.speed).toMatchObject({ workers: 1, msPerToken: 1 });
  const hopeless = await measure({ msFor, max: 4, growing: [4] }, { fixedMs: 20, msPerToken: 0.2 });
  expect(hopeless.speed).toMatchObject({ workers: 1, msPerToken: 1 });
  const close = await measure({ msFor, max: 4, growing: [2, 4] }, { fixedMs: 20, msPerToken: 0.5 });
  expect(close.speed.workers).toBe(4);
  expect(close.speed.msPerToken).toBeCloseTo(0.25, 1);
  // A short run has no use for other workers: it costs what it did.
  expect(close.speed.samples[0]).toEqual(alone.speed.samples[0]);
  expect(close.speed.fixedMs).toBeLessThan(30);
});
