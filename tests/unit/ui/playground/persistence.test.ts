import { beforeEach, expect, test, vi } from "vitest";
import { catalogue } from "../../../../src/models/catalogue.ts";
import { createComparisonStore } from "../../../../src/ui/playground/stores/comparison-store.ts";
import { autosaveRemote, loadRemote } from "../../../../src/ui/playground/stores/persistence.ts";
import { createPlaygroundStore } from "../../../../src/ui/playground/stores/playground-store.ts";
import { defaultRemote } from "../../../../src/ui/playground/stores/remote-settings.ts";
import { fakeEngines } from "./fake-engines.ts";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

function setup() {
  const { engines } = fakeEngines();
  const clock = { now: () => 0, schedule: (show: () => void) => show() };
  const playground = createPlaygroundStore({ catalogue, engines, ...clock });
  const comparison = createComparisonStore({
    playground,
    engines,
    ...clock,
    date: () => new Date(),
    remote: loadRemote(),
  });
  autosaveRemote(comparison, new AbortController().signal);
  return comparison;
}

test("the server is there at the next visit; its key is not, and neither is the switch", () => {
  const first = setup().getState();
  first.enableRemote(true);
  first.setProvider("cohere-v2");
  first.setRemote({ model: "own" });
  first.setApiKey("never-to-be-kept");
  expect([...kept.values()].join()).not.toContain("never-to-be-kept");
  const next = setup().getState();
  expect(next.remote).toMatchObject({ provider: "cohere-v2", model: "own" });
  expect(next).toMatchObject({ remoteEnabled: false, apiKeys: {} });
});

test("what is no address is not kept: there may be a key in it", () => {
  const { setRemote } = setup().getState();
  setRemote({ baseUrl: "https://host.example/?key=secret" });
  setRemote({ baseUrl: "https://me:secret@host.example" });
  setRemote({ baseUrl: "https://host.example", path: "/v1/rerank?key=secret" });
  expect([...kept.values()].join()).not.toContain("secret");
});

test("what is kept and damaged is as if nothing were", () => {
  for (const damaged of ["{", "[]", '{"provider":"unknown"}']) {
    kept.set("tabrank-remote", damaged);
    expect(loadRemote()).toEqual(defaultRemote);
  }
});
