/** Two tabs that need the same download. */
import { expect, test } from "vitest";
import { type Turn, inOneTab } from "../../../../../src/engine/local/load/one-tab.ts";

/** Web Locks of one browser, as far as they are used: exclusive locks, and requests that a signal ends. */
function fakeLocks(): LockManager {
  const queues = new Map<string, Promise<unknown>>();
  const request = async (name: string, { signal }: { signal: AbortSignal }, work: () => Promise<unknown>) => {
    const before = queues.get(name) ?? Promise.resolve();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    queues.set(
      name,
      before.then(() => held),
    );
    const aborted = new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason as Error)),
    );
    try {
      await Promise.race([before, aborted]);
      return await work();
    } finally {
      release();
    }
  };
  return { request } as unknown as LockManager;
}

let number = 0;
function turns(change: Partial<Turn> = {}): { turn: Turn; waits: string[] } {
  const waits: string[] = [];
  const turn: Turn = {
    name: `download ${++number}`,
    locks: fakeLocks(),
    signal: new AbortController().signal,
    silenceMs: 1000,
    onWait: ({ reason }) => waits.push(reason),
    ...change,
  };
  return { turn, waits };
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("the second tab waits, hears how far the first one is, and then finds its result @fault", async () => {
  const { turn, waits } = turns();
  const cache = new Set<string>();
  let downloads = 0;
  const load = () =>
    inOneTab(turn, async (tell) => {
      if (cache.has("file")) return "cached";
      downloads += 1;
      for (const loadedBytes of [0, 20_000_000]) {
        tell({ loadedBytes, totalBytes: 40_000_000 });
        await after(600);
      }
      cache.add("file");
      return "downloaded";
    });
  expect(await Promise.all([load(), load()])).toEqual(["downloaded", "cached"]);
  expect(downloads).toBe(1);
  expect(waits).toContain("Waiting for the same download, which is already running: 20.0 of 40.0 MB");
});

test("a tab that says nothing is not waited for longer than the limit @fault", async () => {
  const { turn, waits } = turns({ silenceMs: 400 });
  void inOneTab(turn, () => new Promise<never>(() => {}));
  const startedAt = performance.now();
  expect(await inOneTab(turn, async () => "alone")).toBe("alone");
  expect(performance.now() - startedAt).toBeGreaterThan(350);
  expect(waits).toEqual(["Waiting for the same download, which is already running"]);
});

test("a tab that tells of progress is waited for beyond the limit", async () => {
  const { turn } = turns({ silenceMs: 1200 });
  const first = inOneTab(turn, async (tell) => {
    for (let loadedBytes = 0; loadedBytes < 4; loadedBytes++) {
      tell({ loadedBytes, totalBytes: 4 });
      await after(550);
    }
    return "first";
  });
  const order: string[] = [];
  await Promise.all([
    first.then((name) => order.push(name)),
    inOneTab(turn, async () => "second").then((name) => order.push(name)),
  ]);
  expect(order).toEqual(["first", "second"]);
});

test("a tab that fails or dies lets the next one work @fault", async () => {
  const { turn } = turns();
  const first = inOneTab(turn, async () => Promise.reject(new Error("cut")));
  const second = inOneTab(turn, async () => "second");
  await expect(first).rejects.toThrow("cut");
  expect(await second).toBe("second");
});

test("a cancel ends the wait", async () => {
  const abort = new AbortController();
  const { turn } = turns({ signal: abort.signal });
  void inOneTab({ ...turn, signal: new AbortController().signal }, () => new Promise<never>(() => {}));
  const waiting = inOneTab(turn, async () => "late");
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});

test("without locks, or with locks that are refused, the work is done at once", async () => {
  const refused = { request: () => Promise.reject(new DOMException("no", "SecurityError")) };
  for (const locks of [undefined, refused as unknown as LockManager])
    expect(await inOneTab(turns({ locks }).turn, async () => "done")).toBe("done");
});
