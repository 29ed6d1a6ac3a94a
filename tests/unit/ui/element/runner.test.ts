import { expect, test } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import type { RerankOptions } from "../../../../src/contract/reranker.ts";
import type { RerankRequest } from "../../../../src/contract/rerank.ts";
import type { EngineStatus } from "../../../../src/engine/local/engine-status.ts";
import type { ShownRun } from "../../../../src/ui/element/shared-engines.ts";
import { lazyEngine } from "../../../../src/ui/element/lazy-engine.ts";
import { type RunEvent, Runner } from "../../../../src/ui/element/runner.ts";
import type { EngineSettings } from "../../../../src/ui/element/settings.ts";
import { createSharedEngines } from "../../../../src/ui/element/shared-engines.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";

const settings: EngineSettings = {
  model: embeddedModel,
  device: "auto",
  dtype: undefined,
  modelBaseUrl: "https://site.example/models/",
  hubHost: "https://hub.example",
};
const request: RerankRequest = { query: "q", documents: ["a"] };
const status: EngineStatus = {
  model: embeddedModel.id,
  device: "wasm",
  dtype: "w8a8",
  workers: 1,
  loadMs: 1,
  selfTest: undefined,
  notes: [],
};
const ranked: ShownRun = {
  resultNodes: () => [],
  response: {
    id: "x",
    object: "list",
    model: embeddedModel.id,
    results: [],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  },
  ranked: [],
  blocks: undefined,
  status,
  elapsedMs: 7,
};

/** An engine whose runs wait until they are let go. */
function fakeEngine() {
  const waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const engine = {
    disposed: 0,
    status,
    dispose: () => void (engine.disposed += 1),
    rank: (_request: RerankRequest, { signal }: RerankOptions = {}) =>
      new Promise<ShownRun>((resolve, reject) => {
        waiting.push({ resolve: () => resolve(ranked), reject });
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };
  return { engine, waiting };
}

function runner() {
  const made: ReturnType<typeof fakeEngine>[] = [];
  const engines = createSharedEngines(() => {
    const fake = fakeEngine();
    made.push(fake);
    return fake.engine;
  });
  const told: RunEvent[] = [];
  const create = () => new Runner({ engines, onEvent: (event) => void told.push(event) });
  return { create, made, told };
}

test("a newer run replaces an older one on the same engine, and only its end is told", async () => {
  const { create, made, told } = runner();
  const it = create();
  const first = it.start(request, settings);
  const second = it.start({ ...request, query: "second" }, settings);
  await expect(first).rejects.toMatchObject({ name: "AbortError" });
  made[0]?.waiting[1]?.resolve();
  await second;
  expect(made.length).toBe(1);
  expect(it.answer?.request.query).toBe("second");
  expect(told.map(({ type }) => type)).toEqual(["rerank-start", "rerank-start", "rerank-complete"]);
});

test("the last good answer outlives a failed and a cancelled run", async () => {
  const { create, made, told } = runner();
  const it = create();
  const good = it.start(request, settings);
  made[0]?.waiting[0]?.resolve();
  await good;
  const bad = it.start(request, settings);
  made[0]?.waiting[1]?.reject(new RerankError("out_of_memory", "full"));
  await expect(bad).rejects.toMatchObject({ code: "out_of_memory" });
  expect(it.run).toMatchObject({ status: "failed" });
  const cancelled = it.start(request, settings);
  it.cancel();
  await expect(cancelled).rejects.toMatchObject({ name: "AbortError" });
  expect(it.run).toEqual({ status: "cancelled" });
  expect(it.answer).toMatchObject({ response: ranked.response, engine: status, elapsedMs: 7 });
  expect(told.filter(({ type }) => type === "rerank-error").length).toBe(2);
});

test("a refusal ends the run before it, and stays what is shown", async () => {
  const { create } = runner();
  const it = create();
  const running = it.start(request, settings);
  it.fail(new RerankError("invalid_request", "no"));
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  expect(it.run).toMatchObject({ status: "failed" });
});

test("one engine for the same settings; it goes with its last user", async () => {
  const { create, made } = runner();
  const [a, b] = [create(), create()];
  const runs = [a.start(request, settings), b.start(request, settings)].map((run) =>
    run.catch(() => undefined),
  );
  expect(made.length).toBe(1);
  const other = a.start(request, { ...settings, device: "wasm" }).catch(() => undefined);
  expect(made.length).toBe(2);
  expect(made[0]?.engine.disposed).toBe(0);
  b.release();
  b.release();
  expect(made[0]?.engine.disposed).toBe(1);
  a.release();
  expect(made[1]?.engine.disposed).toBe(1);
  await Promise.all([...runs, other]);
});

test("an engine's code that cannot be fetched is a download that failed, and is tried again", async () => {
  let tries = 0;
  const { engine, waiting } = fakeEngine();
  const lazy = lazyEngine(async () => {
    tries += 1;
    if (tries === 1) throw new TypeError("Failed to fetch dynamically imported module");
    return engine;
  });
  await expect(lazy.rank(request)).rejects.toMatchObject({ code: "download_failed" });
  const run = lazy.rank(request);
  await Promise.resolve();
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]?.resolve();
  expect(await run).toBe(ranked);
  lazy.dispose();
  expect(engine.disposed).toBe(1);
});

test("an engine that is let go while its code is fetched is disposed when it comes", async () => {
  const { engine } = fakeEngine();
  const lazy = lazyEngine(async () => engine);
  const run = lazy.rank(request, { signal: AbortSignal.abort() }).catch(() => undefined);
  lazy.dispose();
  await run;
  expect(engine.disposed).toBe(1);
});
