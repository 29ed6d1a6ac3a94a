import { type StoreApi, createStore } from "zustand/vanilla";
import { RerankError, isAbort } from "../../../contract/errors.ts";
import { type RerankDocument, parseRequest } from "../../../contract/rerank.ts";
import type { RerankOptions, RerankProgress, ScoredDocument } from "../../../contract/reranker.ts";
import type { FamilyName, ModelEntry } from "../../../models/model.ts";
import { type Example, openingExample } from "../../examples/examples.ts";
import { type Draft, draftOf, openingDraft, readsOf, requestOf } from "./draft.ts";
import type { Settings } from "../../draft/shared-draft.ts";
import type { Engine, Engines } from "./engines.ts";
import { rankLocally } from "./local-run.ts";
import { missingModel } from "./missing-model.ts";
import { type Row, type Rows, moved, replacedBy, rowOf, withText, without } from "./rows.ts";
import type { Answer, Run } from "./run.ts";
import { progressClock } from "./time-left.ts";

/** What the person prefers, whatever the draft. */
export interface Preferences {
  theme: "system" | "light" | "dark";
  rerankWhileTyping: boolean;
}

export interface Notice {
  text: string;
  /** Whether `undo` takes it back. */
  undoable: boolean;
}

export interface PlaygroundState {
  draft: Draft;
  /** What the last changes took the place of, and no more than that: what was typed since stays. Newest last. */
  history: readonly Partial<Draft>[];
  /** What was just done, until the next edit or run. */
  notice: Notice | undefined;
  /** The JSON that is open in the editor is not valid: the rows are not what the person sees. */
  jsonInvalid: boolean;
  run: Run;
  /** What the person last asked for and is valid, until it is cancelled: what is compared with the answer follows it. */
  asked: Draft | undefined;
  answer: Answer | undefined;
  /** The last answer of each kind of model, to be put side by side. */
  answersByFamily: Partial<Record<FamilyName, Answer>>;
  /** Models that the person looked up; the catalogue is beside it. */
  customModels: readonly ModelEntry[];
  preferences: Preferences;
  /** The example that was opened last, and its query: it is open for as long as that stands. */
  example: { id: string; query: string } | undefined;

  setQuery: (query: string) => void;
  /** The image takes the text's place; `undefined`: the text is the query again. */
  setQueryImage: (image: string | undefined) => void;
  setDocument: (id: number, text: string) => void;
  addDocument: () => Row;
  deleteDocument: (id: number) => void;
  /** While it is dragged a row moves many times: `beginChange` makes them one step. */
  moveDocument: (id: number, to: number) => void;
  /** The documents as they are now can be had back, whatever follows. */
  beginChange: () => void;
  pasteDocuments: (id: number, documents: readonly RerankDocument[]) => void;
  appendDocuments: (documents: readonly RerankDocument[], notice: string) => void;
  replaceDocuments: (documents: readonly RerankDocument[], notice: string) => void;
  /** As they are typed as JSON: no step to undo for every letter. */
  setDocuments: (documents: readonly RerankDocument[]) => void;
  loadExample: (example: Example) => void;
  openDraft: (draft: Draft, notice: string) => void;
  undo: () => void;
  /** Says something that nothing can take back. */
  say: (text: string) => void;
  setJsonInvalid: (invalid: boolean) => void;
  setSettings: (change: Partial<Settings>) => void;
  setPreferences: (change: Partial<Preferences>) => void;
  addModel: (model: ModelEntry) => void;
  /** In the catalogue, or looked up. */
  findModel: (id: string) => ModelEntry | undefined;
  /** @param byTyping a run that nobody asked for: input that is not valid yet is let be */
  rerank: (byTyping?: boolean) => Promise<void>;
  /** Ranks any draft on the page's own engine; nothing of the page changes. */
  rankBeside: (draft: Draft, options: Required<RerankOptions>) => Promise<Answer>;
  cancel: () => void;
  /** The engine that gave an answer, as long as it is the page's. */
  engineOf: (answer: Answer) => Engine | undefined;
}

export interface PlaygroundDependencies {
  catalogue: readonly ModelEntry[];
  engines: Engines;
  now: () => number;
  /** Calls back once per frame at most: a thousand scores must not be a thousand renders. */
  schedule: (work: () => void) => void;
  preferences?: Preferences;
}

export type PlaygroundStore = StoreApi<PlaygroundState>;

/** The owner of the engine that answers the page itself. */
export const mainEngine = "page";

const maxHistory = 50;

export const defaultPreferences: Preferences = { theme: "system", rerankWhileTyping: false };

export function createPlaygroundStore(dependencies: PlaygroundDependencies): PlaygroundStore {
  const { catalogue, engines, now, schedule, preferences = defaultPreferences } = dependencies;
  let current: AbortController | undefined;

  return createStore<PlaygroundState>()((set, get) => {
    /** What is typed; it ends the offer to undo the change before. */
    const edit = (change: Partial<Draft>): void =>
      set(({ draft }) => ({ draft: { ...draft, ...change }, notice: undefined }));

    /** A change that can be undone: undoing it gives back just the parts that it replaced. */
    const change = (notice: string | undefined, next: Partial<Draft>): void =>
      set(({ draft, history }) => ({
        draft: { ...draft, ...next },
        history: [...history.slice(1 - maxHistory), partsOf(draft, next)],
        notice: notice === undefined ? undefined : { text: notice, undoable: true },
      }));
    const changeRows = (notice: string | undefined, next: (rows: Rows) => Rows): void =>
      change(notice, { rows: next(get().draft.rows) });

    /** Gathers what comes in and shows it once per frame. */
    function liveRun(
      count: number,
      abort: AbortController,
    ): { onProgress: (progress: RerankProgress) => void; scores: (ScoredDocument | undefined)[] } {
      const scores: (ScoredDocument | undefined)[] = Array.from({ length: count });
      let progress: RerankProgress | undefined;
      let scheduled = false;
      let timeLeftMs: number | undefined;
      const clock = progressClock(now);
      const show = (): void => {
        scheduled = false;
        if (current === abort) set({ run: { status: "running", progress, timeLeftMs, scores: [...scores] } });
      };
      return {
        scores,
        onProgress: (next) => {
          progress = next;
          timeLeftMs = clock(next);
          if (next.phase === "score") for (const scored of next.documents) scores[scored.index] = scored;
          if (scheduled) return;
          scheduled = true;
          schedule(show);
        },
      };
    }

    function modelOf({ settings: { modelId } }: Draft): ModelEntry {
      const model = get().findModel(modelId);
      if (!model) throw missingModel(modelId);
      return model;
    }

    function rank(model: ModelEntry, draft: Draft, options: Required<RerankOptions>): Promise<Answer> {
      const engine = engines.get(mainEngine, model, draft.settings);
      return rankLocally({ ...options, engine, model, draft });
    }

    async function run(draft: Draft, abort: AbortController, byTyping: boolean): Promise<Answer> {
      const model = modelOf(draft);
      if (get().jsonInvalid) throw invalidJson();
      // Before anything is downloaded or loaded, what is wrong with the input is said.
      parseRequest(requestOf(draft, model), readsOf(model));
      const live = liveRun(draft.rows.length, abort);
      set({
        notice: undefined,
        // A new object for each time it is asked, though the draft be the same.
        ...(!byTyping && { asked: { ...draft } }),
        run: { status: "running", progress: undefined, timeLeftMs: undefined, scores: live.scores },
      });
      return rank(model, draft, { signal: abort.signal, onProgress: live.onProgress });
    }

    return {
      draft: openingDraft(),
      history: [],
      notice: undefined,
      run: { status: "idle" },
      asked: undefined,
      answer: undefined,
      answersByFamily: {},
      jsonInvalid: false,
      customModels: [],
      example: openingExample,
      preferences,

      setQuery: (query) => edit({ query }),
      setQueryImage: (queryImage) =>
        change(queryImage === undefined ? "Removed the image of the query." : undefined, { queryImage }),
      setDocument: (id, text) => edit({ rows: withText(get().draft.rows, id, text) }),
      addDocument: () => {
        const row = rowOf("");
        edit({ rows: [...get().draft.rows, row] });
        return row;
      },
      deleteDocument: (id) => {
        const number = get().draft.rows.findIndex((row) => row.id === id) + 1;
        changeRows(`Deleted document ${number}.`, (rows) => without(rows, id));
      },
      moveDocument: (id, to) => edit({ rows: moved(get().draft.rows, id, to) }),
      beginChange: () =>
        set(({ draft, history }) => ({ history: [...history.slice(1 - maxHistory), { rows: draft.rows }] })),
      pasteDocuments: (id, documents) =>
        changeRows(`Pasted ${documents.length} documents.`, (rows) => replacedBy(rows, id, documents)),
      appendDocuments: (documents, notice) =>
        changeRows(notice, (rows) => [...rows, ...documents.map(rowOf)]),
      replaceDocuments: (documents, notice) => change(notice, { rows: documents.map(rowOf) }),
      setDocuments: (documents) => edit({ rows: documents.map(rowOf) }),
      loadExample: (example) => {
        change(`Opened the example “${example.title}”.`, draftOf(example, get().draft.settings));
        set({ example });
      },
      openDraft: (draft, notice) => change(notice, draft),
      undo: () =>
        set(({ draft, history }) => ({
          draft: { ...draft, ...history.at(-1) },
          history: history.slice(0, -1),
          notice: undefined,
        })),
      say: (text) => set({ notice: { text, undoable: false } }),
      setJsonInvalid: (jsonInvalid) => set({ jsonInvalid }),
      setSettings: (changed) => edit({ settings: { ...get().draft.settings, ...changed } }),
      setPreferences: (changed) =>
        set(({ preferences }) => ({ preferences: { ...preferences, ...changed } })),
      addModel: (model) => {
        const others = get().customModels.filter(({ id }) => id !== model.id);
        set({ customModels: catalogue.includes(model) ? others : [...others, model] });
        get().setSettings({ modelId: model.id, dtype: "auto" });
      },

      findModel: (id) => [...get().customModels, ...catalogue].find((model) => model.id === id),

      rerank: async (byTyping = false) => {
        if (byTyping && !isValid(get().draft, get().findModel)) return;
        const previous = current;
        const abort = new AbortController();
        current = abort;
        const { draft } = get();
        const running = run(draft, abort, byTyping);
        // Only now: a download that both need goes on for the newer run.
        previous?.abort();
        try {
          const answer = await running;
          if (current !== abort) return;
          current = undefined;
          const { answersByFamily } = get();
          set({
            run: { status: "idle" },
            answer,
            answersByFamily: { ...answersByFamily, [answer.family]: answer },
          });
        } catch (cause) {
          // A newer run has taken its place.
          if (current !== abort) return;
          current = undefined;
          set({
            run: isAbort(cause)
              ? { status: "cancelled" }
              : { status: "failed", error: RerankError.from(cause), draft },
          });
        }
      },

      rankBeside: async (draft, options) => rank(modelOf(draft), draft, options),

      cancel: () => {
        set({ asked: undefined });
        current?.abort(new DOMException("The run was cancelled.", "AbortError"));
      },

      engineOf: ({ engine }) => {
        const present = engines.present(mainEngine);
        // One that was loaded anew, on another device perhaps, has another status.
        return present?.status === engine ? present : undefined;
      },
    };
  });
}

function partsOf(draft: Draft, next: Partial<Draft>): Partial<Draft> {
  const { query, rows, settings } = next;
  return {
    ...("queryImage" in next && { queryImage: draft.queryImage }),
    ...(query !== undefined && { query: draft.query }),
    ...(rows && { rows: draft.rows }),
    ...(settings && { settings: draft.settings }),
  };
}

function invalidJson(): RerankError {
  const message = "are not valid JSON yet";
  return new RerankError("invalid_request", `documents: ${message}`, {
    errors: [{ field: "documents", message, type: "value_error.json" }],
  });
}

function isValid(draft: Draft, findModel: PlaygroundState["findModel"]): boolean {
  const model = findModel(draft.settings.modelId);
  try {
    parseRequest(requestOf(draft, model), readsOf(model));
    return model !== undefined;
  } catch {
    return false;
  }
}
