import { expect, test } from "vitest";
import { SharedTask } from "../../../../../src/engine/local/load/shared-task.ts";

function controlled() {
  const runs: { signal: AbortSignal; finish: (value: string) => void; fail: (error: Error) => void }[] = [];
  const task = new SharedTask<string, number>((signal, onProgress) => {
    onProgress(0);
    return new Promise((finish, fail) => {
      runs.push({ signal, finish, fail });
      signal.addEventListener("abort", () => fail(signal.reason as Error));
    });
  });
  return { task, runs };
}

test("several callers share one run", async () => {
  const { task, runs } = controlled();
  const both = Promise.all([task.join(undefined, () => {}), task.join(undefined, () => {})]);
  runs[0]?.finish("done");
  expect(await both).toEqual(["done", "done"]);
  expect(runs.length).toBe(1);
});

test("a caller that aborts does not stop the others; the last one stops the work", async () => {
  const { task, runs } = controlled();
  const [first, second] = [new AbortController(), new AbortController()];
  const a = task.join(first.signal, () => {});
  const b = task.join(second.signal, () => {});
  first.abort();
  await expect(a).rejects.toMatchObject({ name: "AbortError" });
  expect(runs[0]?.signal.aborted).toBe(false);
  second.abort();
  await expect(b).rejects.toMatchObject({ name: "AbortError" });
  expect(runs[0]?.signal.aborted).toBe(true);
  const again = task.join(undefined, () => {});
  runs[1]?.finish("anew");
  expect(await again).toBe("anew");
});

test("a failure rejects all callers, and the next caller tries again", async () => {
  const { task, runs } = controlled();
  const run = task.join(undefined, () => {});
  runs[0]?.fail(new Error("no network"));
  await expect(run).rejects.toThrow("no network");
  const again = task.join(undefined, () => {});
  runs[1]?.finish("there");
  expect(await again).toBe("there");
});

test("cancel rejects all callers and aborts the work", async () => {
  const { task, runs } = controlled();
  const both = [task.join(undefined, () => {}), task.join(undefined, () => {})];
  task.cancel(new Error("disposed"));
  for (const run of both) await expect(run).rejects.toThrow("disposed");
  expect(runs[0]?.signal.aborted).toBe(true);
});

test("a caller that joins twice gets progress until both calls have ended", async () => {
  const abort = new AbortController();
  const progress: number[] = [];
  const onProgress = (value: number) => progress.push(value);
  let report = (_value: number): void => {};
  const task = new SharedTask<void, number>((_signal, tell) => {
    report = tell;
    return new Promise(() => {});
  });
  const first = task.join(abort.signal, onProgress);
  void task.join(undefined, onProgress);
  abort.abort();
  await expect(first).rejects.toMatchObject({ name: "AbortError" });
  report(5);
  expect(progress).toEqual([5]);
});
