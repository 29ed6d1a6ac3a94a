import { get, set } from "idb-keyval";
import { beforeEach, expect, test, vi } from "vitest";
import { catalogue } from "../../../../src/models/catalogue.ts";
import { autosave, loadDraft } from "../../../../src/ui/playground/stores/persistence.ts";
import { createPlaygroundStore } from "../../../../src/ui/playground/stores/playground-store.ts";
import { fakeEngines } from "./fake-engines.ts";

const stored = new Map<unknown, unknown>();
vi.mock("idb-keyval", () => ({ get: vi.fn(), set: vi.fn() }));

/** What a browser keeps for a tab. */
class Tab {
  readonly kept = new Map<string, string>();
  readonly #page = new EventTarget();

  open(draft?: object) {
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => this.kept.get(key) ?? null,
      setItem: (key: string, value: string) => this.kept.set(key, value),
      removeItem: (key: string) => this.kept.delete(key),
    });
    vi.stubGlobal("addEventListener", this.#page.addEventListener.bind(this.#page));
    vi.stubGlobal("document", new EventTarget());
    const { engines } = fakeEngines();
    const store = createPlaygroundStore({ catalogue, engines, now: () => 0, schedule: (show) => show() });
    if (draft) store.setState(draft);
    const save = autosave(store, new AbortController().signal);
    return { store, save, leave: () => this.#page.dispatchEvent(new Event("pagehide")) };
  }
}

beforeEach(() => {
  stored.clear();
  vi.mocked(get).mockImplementation(async (key) => stored.get(key));
  vi.mocked(set).mockImplementation(async (key, value) => void stored.set(key, value));
});
const lastVisit = () => stored.get("tabrank-draft");

test("a reload of a tab where nothing was typed leaves alone what another tab has saved", async () => {
  const idle = new Tab();
  const { leave } = idle.open();
  stored.set("tabrank-draft", "of another tab");
  leave();
  expect(await loadDraft()).toBeTypeOf("object");
  expect(lastVisit()).toBe("of another tab");
});

test("what was typed last is saved by the reload if the page was left too early", async () => {
  const { store, leave } = new Tab().open();
  vi.mocked(set).mockReturnValue(new Promise(() => undefined));
  store.getState().setQuery("typed last");
  leave();
  vi.mocked(set).mockImplementation(async (key, value) => void stored.set(key, value));
  expect(await loadDraft()).toMatchObject({ query: "typed last" });
  expect(lastVisit()).toMatchObject({ query: "typed last" });
});

test("a tab's own draft of a newer version is put aside", async () => {
  const tab = new Tab();
  tab.open();
  tab.kept.set("tabrank-draft", '{"v":2,"text":"newer"}');
  expect(await loadDraft()).toBe("unread");
  expect(stored.get("tabrank-draft-unread")).toEqual({ v: 2, text: "newer" });
});

test("a browser that allows no storage of a tab still keeps the draft", async () => {
  const { store, save } = new Tab().open();
  const refuse = () => {
    throw new Error("not allowed");
  };
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  store.getState().setQuery("kept");
  await save();
  expect(lastVisit()).toMatchObject({ query: "kept" });
});

test("a database that does not answer keeps nobody waiting, and what it had is put aside", async () => {
  vi.useFakeTimers();
  try {
    new Tab().open();
    stored.set("tabrank-draft", "of the last visit");
    let answer = (): void => {};
    vi.mocked(get).mockImplementation(
      (key) =>
        new Promise((resolve) => {
          const value = stored.get(key);
          answer = () => resolve(value);
        }),
    );
    const loading = loadDraft();
    await vi.advanceTimersByTimeAsync(3000);
    expect(await loading).toBe("unread");
    stored.set("tabrank-draft", "typed since");
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(stored.get("tabrank-draft-unread")).toBe("of the last visit");
  } finally {
    vi.useRealTimers();
  }
});
