/** The model is loaded before the first press: only one that is here, and never in the way of a run. */
import { expect, test } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import { catalogue } from "../../../../src/models/catalogue.ts";
import type { ModelEntry } from "../../../../src/models/model.ts";
import { createEngines } from "../../../../src/ui/playground/stores/engines.ts";
import { createPlaygroundStore } from "../../../../src/ui/playground/stores/playground-store.ts";
import { fakeEngines, fakeStatus } from "./fake-engines.ts";

const hub = catalogue.find(({ source }) => source.kind === "hub") as ModelEntry;

function setUp({ isHere = (model: ModelEntry) => model.source.kind === "embedded", fails = false } = {}) {
  const loads: AbortSignal[] = [];
  let finish = (): void => {};
  const fakes = fakeEngines();
  const engines = createEngines((options) => ({
    ...fakes.create(options),
    get status() {
      return undefined;
    },
    load: (options) => {
      const signal = options?.signal;
      if (signal) loads.push(signal);
      return new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
        finish = () => (fails ? reject(new RerankError("load_failed", "")) : resolve(fakeStatus));
      });
    },
  }));
  const store = createPlaygroundStore({
    catalogue,
    engines,
    needsNoNetwork: async (model) => isHere(model),
    now: () => 0,
    schedule: (show) => show(),
  });
  return { store, loads, made: fakes.made, finish: () => finish() };
}

test("the embedded model is loaded, and the state says how far it is", async () => {
  const { store, loads, finish } = setUp();
  expect(store.getState().ahead).toBe("none");
  const loading = store.getState().loadAhead();
  await expect.poll(() => store.getState().ahead).toBe("loading");
  finish();
  await loading;
  expect(store.getState().ahead).toBe("ready");
  expect(loads.length).toBe(1);
});

test("a model of a hub that was not downloaded is left alone; one that was is loaded", async () => {
  const away = setUp();
  away.store.getState().setSettings({ modelId: hub.id });
  await away.store.getState().loadAhead();
  expect([away.made, away.store.getState().ahead]).toEqual([[], "none"]);
  const here = setUp({ isHere: () => true });
  here.store.getState().setSettings({ modelId: hub.id });
  void here.store.getState().loadAhead();
  await expect.poll(() => here.made.map(({ model }) => model)).toEqual([hub.id]);
});

test("a failure is left to the run", async () => {
  const { store, finish } = setUp({ fails: true });
  const loading = store.getState().loadAhead();
  await expect.poll(() => store.getState().ahead).toBe("loading");
  finish();
  await loading;
  expect(store.getState()).toMatchObject({ ahead: "none", run: { status: "idle" } });
});

test("Cancel ends it, too", async () => {
  const { store, loads } = setUp();
  const loading = store.getState().loadAhead();
  await expect.poll(() => loads.length).toBe(1);
  store.getState().cancel();
  await loading;
  expect(loads[0]?.aborted).toBe(true);
  expect(store.getState().ahead).toBe("none");
});

test("asked again while it loads, it goes on, and Cancel still ends it", async () => {
  const { store, loads } = setUp();
  const loading = [store.getState().loadAhead()];
  await expect.poll(() => loads.length).toBe(1);
  loading.push(store.getState().loadAhead());
  await expect.poll(() => loads.length).toBe(2);
  expect(store.getState().ahead).toBe("loading");
  store.getState().cancel();
  await Promise.all(loading);
  expect(loads.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(store.getState().ahead).toBe("none");
});

test("after a run that was cancelled nothing is loaded again by itself", async () => {
  const { store, loads } = setUp();
  store.setState({ run: { status: "cancelled" } });
  await store.getState().loadAhead();
  expect(loads).toEqual([]);
});

test("the engine of an answer that is shown is not given up for another model", async () => {
  const { store, made } = setUp({ isHere: () => true });
  await store.getState().rerank();
  expect(store.getState().answer).toBeDefined();
  store.getState().setSettings({ modelId: hub.id });
  await store.getState().loadAhead();
  expect(made.map(({ disposed }) => disposed)).toEqual([false]);
});

test("while a run goes on, nothing else is loaded", async () => {
  const { store, made } = setUp({ isHere: () => true });
  const run = store.getState().rerank();
  store.getState().setSettings({ modelId: hub.id });
  await store.getState().loadAhead();
  await run;
  expect(made.length).toBe(1);
});
