import { describe, expect, test } from "vitest";
import { RerankError } from "../../../src/contract/errors.ts";
import { LatestRun, type RunContext } from "../../../src/engine/latest-run.ts";

/** Runs that the test settles; what they report is in `log`, the last good result in `answer`. */
function setup() {
  const latest = new LatestRun();
  const log: string[] = [];
  const state: { answer: string | undefined } = { answer: undefined };
  function start(name: string) {
    let resolve: (value: string) => void = () => {};
    let reject: (cause: unknown) => void = () => {};
    const promise = new Promise<string>((...settle) => ([resolve, reject] = settle));
    let context: RunContext | undefined;
    const ended = latest.start(
      (run) => {
        context = run;
        log.push(`${name} starts`);
        run.signal.addEventListener("abort", () => log.push(`${name} aborted`));
        return promise;
      },
      {
        done: (value) => {
          state.answer = value;
          log.push(`${name} done`);
        },
        failed: ({ code }) => log.push(`${name} failed: ${code}`),
        cancelled: () => log.push(`${name} cancelled`),
      },
    );
    if (!context) throw new Error("work must start synchronously");
    return { ...context, ended, resolve, reject };
  }
  return { latest, log, state, start };
}

test("a run reports its result and is over", async () => {
  const { latest, log, state, start } = setup();
  expect(latest.isRunning).toBe(false);
  const run = start("run");
  expect(latest.isRunning).toBe(true);
  expect(run.isLatest()).toBe(true);
  run.resolve("answer");
  await run.ended;
  expect(log).toEqual(["run starts", "run done"]);
  expect(state.answer).toBe("answer");
  expect(latest.isRunning).toBe(false);
  expect(run.isLatest()).toBe(false);
  expect(run.signal.aborted).toBe(false);
});

describe("a newer run", () => {
  test("starts before the older one is aborted: what both need is not interrupted", async () => {
    const { log, start } = setup();
    const older = start("older");
    start("newer");
    expect(log).toEqual(["older starts", "newer starts", "older aborted"]);
    expect(older.signal.reason).toMatchObject({ name: "AbortError" });
  });

  test("drops the progress and the result of the older one, even if that ignores its signal", async () => {
    const { latest, log, state, start } = setup();
    const older = start("older");
    const newer = start("newer");
    expect([older.isLatest(), newer.isLatest()]).toEqual([false, true]);
    older.resolve("late");
    await older.ended;
    expect(state.answer).toBeUndefined();
    expect(latest.isRunning).toBe(true);
    newer.resolve("answer");
    await newer.ended;
    expect(state.answer).toBe("answer");
    expect(log.filter((entry) => entry.startsWith("older"))).toEqual(["older starts", "older aborted"]);
  });

  test("drops the failure of the older one, before and after its own result", async () => {
    for (const failsFirst of [true, false]) {
      const { log, state, start } = setup();
      const older = start("older");
      const newer = start("newer");
      const fail = (): void => older.reject(older.signal.reason);
      if (failsFirst) fail();
      newer.resolve("answer");
      await newer.ended;
      if (!failsFirst) fail();
      await older.ended;
      expect(state.answer).toBe("answer");
      expect(log.filter((entry) => /failed|cancelled/.test(entry))).toEqual([]);
    }
  });
});

describe("the last good answer stays", () => {
  test("when a run fails; what it throws is a RerankError with its code", async () => {
    const { latest, log, state, start } = setup();
    const good = start("good");
    good.resolve("answer");
    await good.ended;
    for (const [cause, code] of [
      [new RerankError("timeout", "slow"), "timeout"],
      [new TypeError("anything else"), "internal_error"],
    ] as const) {
      const bad = start("bad");
      bad.reject(cause);
      await bad.ended;
      expect(log.at(-1)).toBe(`bad failed: ${code}`);
      expect(state.answer).toBe("answer");
      expect(latest.isRunning).toBe(false);
    }
  });

  test("when work throws before it returns a promise", async () => {
    const latest = new LatestRun();
    let failed: RerankError | undefined;
    const older = new Promise<never>(() => {});
    let olderSignal: AbortSignal | undefined;
    const handlers = {
      done: () => {},
      failed: (error: RerankError) => (failed = error),
      cancelled: () => {},
    };
    void latest.start(({ signal }) => {
      olderSignal = signal;
      return older;
    }, handlers);
    await latest.start(() => {
      throw new RerankError("invalid_request", "no query");
    }, handlers);
    expect(failed?.code).toBe("invalid_request");
    expect(olderSignal?.aborted).toBe(true);
    expect(latest.isRunning).toBe(false);
  });

  test("when a run is cancelled: that is reported once and at once, whatever the run does next", async () => {
    for (const settle of ["resolve", "reject"] as const) {
      const { latest, log, state, start } = setup();
      const good = start("good");
      good.resolve("answer");
      await good.ended;
      const run = start("run");
      latest.cancel();
      expect(log.slice(-2)).toEqual(["run aborted", "run cancelled"]);
      expect(latest.isRunning).toBe(false);
      expect(run.isLatest()).toBe(false);
      if (settle === "resolve") run.resolve("late");
      else run.reject(run.signal.reason);
      await run.ended;
      expect(log.at(-1)).toBe("run cancelled");
      expect(state.answer).toBe("answer");
    }
  });

  test("when work ends with an AbortError of its own: that is a cancel", async () => {
    const { log, start } = setup();
    const run = start("run");
    run.reject(new DOMException("stopped elsewhere", "AbortError"));
    await run.ended;
    expect(log).toEqual(["run starts", "run cancelled"]);
  });
});

test("a discarded run is aborted and reports nothing; the next one can start", async () => {
  const { latest, log, state, start } = setup();
  const gone = start("gone");
  latest.discard();
  expect(latest.isRunning).toBe(false);
  gone.reject(gone.signal.reason);
  await gone.ended;
  expect(log).toEqual(["gone starts", "gone aborted"]);
  const next = start("next");
  next.resolve("answer");
  await next.ended;
  expect(state.answer).toBe("answer");
});

test("cancel and discard without a run do nothing", () => {
  const { latest, log } = setup();
  latest.cancel();
  latest.discard();
  expect(log).toEqual([]);
});

test("a handler that throws is not swallowed", async () => {
  const latest = new LatestRun();
  const done = (): never => {
    throw new Error("a bug in the page");
  };
  const run = latest.start(async () => 1, { done, failed: () => {}, cancelled: () => {} });
  await expect(run).rejects.toThrow("a bug in the page");
});
