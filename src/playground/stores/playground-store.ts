import { type StoreApi, createStore } from "zustand/vanilla";
import { RerankError, isAbort } from "../../contract/errors.ts";
import { type RerankDocument, type RerankRequest, parseRequest, textOf } from "../../contract/rerank.ts";
import type { RerankProgress, ScoredDocument } from "../../contract/reranker.ts";
import type { LocalReranker } from "../../engine/local/local-reranker.ts";
import type { Dtype, ModelEntry } from "../../models/model.ts";
import type { Example } from "../examples/examples.ts";
import { type Draft, type Row, type Settings, draftOf, openingDraft, requestOf, rowOf } from "./draft.ts";
import { type Answer, type Run, rankAll } from "./run.ts";

export interface PlaygroundState {
  draft: Draft;
  run: Run;
  answer: Answer | undefined;
  /** Models that the person looked up; the catalogue is beside it. */
  customModels: readonly ModelEntry[];
  setQuery: (query: string) => void;
  setDocument: (id: number, text: string) => void;
  addDocument: () => Row;
  deleteDocument: (id: number) => void;
  setSettings: (change: Partial<Settings>) => void;
  loadExample: (example: Example) => void;
  addModel: (model: ModelEntry) => void;
  rerank: () => Promise<void>;
  cancel: () => void;
}

export interface PlaygroundDependencies {
  catalogue: readonly ModelEntry[];
  createReranker: (options: {
    model: ModelEntry;
    device: Settings["device"];
    dtype: Dtype | undefined;
    hubHost: string;
  }) => Pick<LocalReranker, "rerank" | "status" | "dispose">;
  now: () => number;
  /** Calls back once per frame at most: a thousand scores must not be a thousand renders. */
  schedule: (work: () => void) => void;
}

export type PlaygroundStore = StoreApi<PlaygroundState>;

export function createPlaygroundStore(dependencies: PlaygroundDependencies): PlaygroundStore {
  const { catalogue, createReranker, now, schedule } = dependencies;
  let engine: { key: string; reranker: ReturnType<typeof createReranker> } | undefined;
  let current: AbortController | undefined;

  return createStore<PlaygroundState>()((set, get) => {
    const changeDraft = (change: Partial<Draft>): void =>
      set(({ draft }) => ({ draft: { ...draft, ...change } }));
    const changeRows = (change: (rows: readonly Row[]) => readonly Row[]): void =>
      changeDraft({ rows: change(get().draft.rows) });

    function rerankerFor(
      model: ModelEntry,
      { device, dtype, hubHost }: Settings,
    ): ReturnType<typeof createReranker> {
      const key = JSON.stringify([model.id, model.source, device, dtype, hubHost]);
      if (engine?.key !== key) {
        engine?.reranker.dispose();
        const reranker = createReranker({
          model,
          device,
          dtype: dtype === "auto" ? undefined : dtype,
          hubHost,
        });
        engine = { key, reranker };
      }
      return engine.reranker;
    }

    /** Gathers what comes in and shows it once per frame. */
    function liveRun(
      count: number,
      signal: AbortSignal,
    ): {
      onProgress: (progress: RerankProgress) => void;
      scores: (ScoredDocument | undefined)[];
    } {
      const scores: (ScoredDocument | undefined)[] = Array.from({ length: count });
      let progress: RerankProgress | undefined;
      let scheduled = false;
      const show = (): void => {
        scheduled = false;
        if (current?.signal !== signal) return;
        set({ run: { status: "running", progress, scores: [...scores] } });
      };
      return {
        scores,
        onProgress: (next) => {
          progress = next;
          if (next.phase === "score") for (const scored of next.documents) scores[scored.index] = scored;
          if (scheduled) return;
          scheduled = true;
          schedule(show);
        },
      };
    }

    return {
      draft: openingDraft(),
      run: { status: "idle" },
      answer: undefined,
      customModels: [],

      setQuery: (query) => changeDraft({ query }),
      setDocument: (id, text) =>
        changeRows((rows) =>
          rows.map((row) => (row.id === id ? { id, document: withText(row.document, text) } : row)),
        ),
      addDocument: () => {
        const row = rowOf("");
        changeRows((rows) => [...rows, row]);
        return row;
      },
      deleteDocument: (id) => changeRows((rows) => rows.filter((row) => row.id !== id)),
      setSettings: (change) => changeDraft({ settings: { ...get().draft.settings, ...change } }),
      loadExample: (example) => set({ draft: draftOf(example, get().draft.settings) }),
      addModel: (model) => {
        set(({ customModels }) => ({
          customModels: [...customModels.filter(({ id }) => id !== model.id), model],
        }));
        get().setSettings({ modelId: model.id });
      },

      rerank: async () => {
        current?.abort();
        const abort = new AbortController();
        current = abort;
        const { draft, customModels } = get();
        try {
          const model = [...customModels, ...catalogue].find(({ id }) => id === draft.settings.modelId);
          if (!model) throw new RerankError("model_not_found", `No model "${draft.settings.modelId}".`);
          const request: RerankRequest = requestOf(draft);
          // Before anything is downloaded or loaded, what is wrong with the input is said.
          parseRequest(request, { images: false });
          const live = liveRun(draft.rows.length, abort.signal);
          set({ run: { status: "running", progress: undefined, scores: live.scores } });
          const reranker = rerankerFor(model, draft.settings);
          let startedAt = now();
          let scoring = false;
          const response = await reranker.rerank(request, {
            signal: abort.signal,
            onProgress: (progress) => {
              // Download and load have figures of their own.
              if (progress.phase === "score" && !scoring) {
                scoring = true;
                startedAt = now();
              }
              live.onProgress(progress);
            },
          });
          const elapsedMs = now() - startedAt;
          abort.signal.throwIfAborted();
          if (!reranker.status)
            throw new RerankError("internal_error", "The engine has no status after a run.");
          const answer: Answer = {
            draft,
            documents: request.documents,
            response,
            ranked: rankAll(response, live.scores),
            scoreKind: model.scoreKind,
            elapsedMs,
            engine: reranker.status,
          };
          current = undefined;
          set({ run: { status: "idle" }, answer });
        } catch (cause) {
          // A newer run has taken its place.
          if (current !== abort) return;
          current = undefined;
          set({
            run: isAbort(cause)
              ? { status: "cancelled" }
              : { status: "failed", error: RerankError.from(cause) },
          });
        }
      },

      cancel: () => current?.abort(new DOMException("The run was cancelled.", "AbortError")),
    };
  });
}

/** An object keeps its other keys when its text is edited. */
function withText(document: RerankDocument, text: string): RerankDocument {
  return typeof document === "string" ? text : { ...document, text };
}

export function textOfRow({ document }: Row): string {
  return textOf(document) ?? "";
}
