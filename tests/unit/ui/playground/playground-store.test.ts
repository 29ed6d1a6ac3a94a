import { describe, expect, test } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import { catalogue } from "../../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { sameDraft } from "../../../../src/ui/playground/stores/draft.ts";
import { createPlaygroundStore } from "../../../../src/ui/playground/stores/playground-store.ts";
import { type Work, fakeEngines } from "./fake-engines.ts";

function setup(work: Work = async () => {}) {
  const fake = fakeEngines(work);
  const store = createPlaygroundStore({
    catalogue,
    now: () => 0,
    schedule: (show) => show(),
    engines: fake.engines,
  });
  return { store, made: fake.made, work: fake.setWork };
}

const untilAborted: Work = ({ signal }) =>
  new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
  });

test("a run leaves an answer with every document ranked, those below top_n too", async () => {
  const { store } = setup();
  await store.getState().rerank();
  const { run, answer, draft } = store.getState();
  expect(run).toEqual({ status: "idle" });
  expect(answer?.response.results.length).toBe(3);
  expect(answer?.ranked.length).toBe(10);
  const scores = answer?.ranked.map(({ relevance_score }) => relevance_score) ?? [];
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(answer && sameDraft(answer.draft, draft)).toBe(true);
});

test("a newer run takes the place of an older one, which leaves no trace", async () => {
  const { store, work } = setup(untilAborted);
  const older = store.getState().rerank();
  work(async () => {});
  store.getState().setQuery("newer");
  await Promise.all([older, store.getState().rerank()]);
  expect(store.getState()).toMatchObject({ run: { status: "idle" }, answer: { draft: { query: "newer" } } });
});

describe("the last good answer and all that was typed stay", () => {
  test("when a run is cancelled", async () => {
    const { store, work } = setup();
    await store.getState().rerank();
    const before = store.getState();
    work(untilAborted);
    const run = store.getState().rerank();
    expect(store.getState().run.status).toBe("running");
    store.getState().cancel();
    await run;
    expect(store.getState()).toMatchObject({ run: { status: "cancelled" } });
    expect(store.getState().answer).toBe(before.answer);
    expect(store.getState().draft).toBe(before.draft);
  });

  test("when a run fails", async () => {
    const { store, work } = setup();
    await store.getState().rerank();
    const { answer } = store.getState();
    work(() => Promise.reject(new RerankError("out_of_memory", "full")));
    await store.getState().rerank();
    expect(store.getState()).toMatchObject({ run: { status: "failed", error: { code: "out_of_memory" } } });
    expect(store.getState().answer).toBe(answer);
  });

  test("when the input is refused; what was typed is still there", async () => {
    const { store, made } = setup();
    store.getState().setSettings({ topN: "2.5" });
    await store.getState().rerank();
    expect(store.getState()).toMatchObject({
      run: { status: "failed", error: { errors: [{ field: "top_n" }] } },
      draft: { settings: { topN: "2.5" } },
    });
    expect(made).toEqual([]);
  });
});

test("the engine is reused between runs, and replaced for another model or device", async () => {
  const { store, made } = setup();
  await store.getState().rerank();
  await store.getState().rerank();
  expect(made.length).toBe(1);
  store.getState().setSettings({ device: "wasm" });
  await store.getState().rerank();
  expect(made).toEqual([
    { model: embeddedModel.id, device: "auto", disposed: true },
    { model: embeddedModel.id, device: "wasm", disposed: false },
  ]);
});

test("an object keeps its other keys when its text is edited", () => {
  const { store } = setup();
  const { id } = store.getState().addDocument();
  store.setState(({ draft }) => ({
    draft: {
      ...draft,
      rows: draft.rows.map((row) => (row.id === id ? { id, document: { text: "a", id: 5 } } : row)),
    },
  }));
  store.getState().setDocument(id, "b");
  expect(store.getState().draft.rows.at(-1)?.document).toEqual({ text: "b", id: 5 });
});

test("scores are shown as they come, once per frame", async () => {
  const { store } = setup(async ({ onProgress }) => {
    const document = { index: 4, relevance_score: 0.5, documentTokens: 3, usedTokens: 3, cached: false };
    onProgress?.({ phase: "score", scored: 1, total: 10, documents: [document] });
    const { run } = store.getState();
    expect(run.status === "running" && run.scores[4]).toEqual(document);
    expect(run.status === "running" && run.scores[0]).toBeUndefined();
  });
  await store.getState().rerank();
  expect.assertions(2);
});

test("undo gives back what a change took, and leaves what was typed since", () => {
  const { store } = setup();
  const [first, second] = store.getState().draft.rows;
  store.getState().deleteDocument(second?.id ?? 0);
  store.getState().setQuery("typed since");
  store.getState().setSettings({ topN: "7" });
  store.getState().undo();
  const { draft, history } = store.getState();
  expect(draft).toMatchObject({ query: "typed since", settings: { topN: "7" } });
  expect(draft.rows.slice(0, 2)).toEqual([first, second]);
  expect(history).toEqual([]);
});

/** Texts of the rows, in order. */
const texts = ({ getState }: ReturnType<typeof setup>["store"]) =>
  getState().draft.rows.map(({ document }) => document);

test("undo of a deleted row keeps what was typed into the others since, and redo deletes it again", () => {
  const { store } = setup();
  const { replaceDocuments, deleteDocument, setDocument, addDocument, undo, redo } = store.getState();
  replaceDocuments(["one", "two", "three"], "");
  const [first, second, third] = store.getState().draft.rows;
  deleteDocument(second?.id ?? 0);
  setDocument(third?.id ?? 0, "three, typed since");
  setDocument(addDocument().id, "four, added since");
  undo();
  expect(texts(store)).toEqual(["one", "two", "three, typed since", "four, added since"]);
  redo();
  expect(texts(store)).toEqual(["one", "three, typed since", "four, added since"]);
  undo();
  expect(texts(store)).toEqual(["one", "two", "three, typed since", "four, added since"]);
  expect(store.getState().draft.rows[0]).toBe(first);
});

test("redo goes through all that was undone, and ends with the next edit", () => {
  const { store } = setup();
  const { replaceDocuments, appendDocuments, undo, redo, setQuery } = store.getState();
  replaceDocuments(["one"], "");
  appendDocuments(["two"], "");
  undo();
  undo();
  expect(texts(store)).toHaveLength(10);
  redo();
  redo();
  redo();
  expect(texts(store)).toEqual(["one", "two"]);
  undo();
  setQuery("an edit");
  redo();
  expect(texts(store)).toEqual(["one"]);
});

test("a drag is one step; undo brings the order back and keeps what was typed", () => {
  const { store } = setup();
  const { replaceDocuments, beginChange, moveDocument, setDocument, undo } = store.getState();
  replaceDocuments(["one", "two", "three"], "");
  const [first] = store.getState().draft.rows;
  const id = first?.id ?? 0;
  beginChange();
  moveDocument(id, 1);
  moveDocument(id, 2);
  setDocument(id, "one, typed since");
  expect(texts(store)).toEqual(["two", "three", "one, typed since"]);
  undo();
  expect(texts(store)).toEqual(["one, typed since", "two", "three"]);
});

test("edits in the JSON pane are one step", () => {
  const { store } = setup();
  const { replaceDocuments, beginChange, setDocuments, undo, redo } = store.getState();
  replaceDocuments(["one"], "");
  beginChange();
  setDocuments(["one", "t"]);
  setDocuments(["one", "two"]);
  undo();
  expect(texts(store)).toEqual(["one"]);
  redo();
  expect(texts(store)).toEqual(["one", "two"]);
});

test("undo of an opened draft leaves a setting that was changed since and that it had left alone", () => {
  const { store } = setup();
  const { openDraft, setSettings, undo } = store.getState();
  const { settings } = store.getState().draft;
  openDraft({ settings: { ...settings, topN: "1" } }, "");
  setSettings({ minScore: "0.5" });
  undo();
  expect(store.getState().draft.settings).toMatchObject({ topN: settings.topN, minScore: "0.5" });
});

test("the offer to undo ends with the next edit; the way back by key stays", () => {
  const { store } = setup();
  store.getState().replaceDocuments([], "Cleared all documents.");
  expect(store.getState().notice).toEqual({ text: "Cleared all documents.", undoable: true });
  store.getState().setQuery("next");
  expect(store.getState().notice).toBeUndefined();
  store.getState().undo();
  expect(store.getState().draft.rows.length).toBe(10);
});

test("a run by typing lets input be that is not valid yet", async () => {
  const { store, made } = setup();
  store.getState().setQuery("");
  await store.getState().rerank(true);
  expect(store.getState().run).toEqual({ status: "idle" });
  expect(made).toEqual([]);
});
