/**
 * The sides that are put beside the page's own answer: a server, and further models in this tab. Each runs and fails
 * for itself; none waits for another but the local ones, which would slow each other down.
 */
import { type StoreApi, createStore } from "zustand/vanilla";
import { RerankError, isAbort } from "../../contract/errors.ts";
import type { RerankProgress } from "../../contract/reranker.ts";
import type { Recording } from "../../engine/remote/recordings.ts";
import type { Example } from "../examples/examples.ts";
import { type Draft, type Settings, sameDraft } from "./draft.ts";
import type { Engines } from "./engines.ts";
import { type Gallery, galleryRows } from "./gallery-run.ts";
import { rankLocally } from "./local-run.ts";
import { type PlaygroundStore, mainEngine } from "./playground-store.ts";
import { type Ranking, rankingOf } from "./ranking.ts";
import { type Provider, type RemoteSettings, settingsOf, withBaseUrl } from "./remote-settings.ts";

/** A further model in this tab. */
export interface Contender {
  /** Of its side: `local-1`. */
  id: string;
  modelId: string;
  device: Settings["device"];
  dtype: Settings["dtype"];
}

export type SideRun =
  | { status: "idle" }
  | { status: "waiting" }
  /** `at`: when the progress was told, on the clock of `now`. */
  | { status: "running"; progress: RerankProgress | undefined; at: number }
  | { status: "failed"; error: RerankError; at: number; draft: Draft }
  | { status: "cancelled" };

export interface Side {
  run: SideRun;
  /** The last good one, until a better one is there. */
  ranking: Ranking | undefined;
}

/** The id of the server's side. */
export const remoteSide = "remote";

export interface ComparisonState {
  /** Whether the server takes part. Never kept: nothing leaves the machine unless it is asked for at this visit. */
  remoteEnabled: boolean;
  remote: RemoteSettings;
  /** In memory only, for each provider its own: a key must not reach another one by a change of the preset. */
  apiKeys: Partial<Record<Provider, string>>;
  contenders: readonly Contender[];
  sides: Readonly<Record<string, Side>>;
  /** Every answer of a server at this visit, and those of the files that were opened. */
  recordings: readonly Recording[];
  gallery: Gallery;

  enableRemote: (enabled: boolean) => void;
  setProvider: (provider: Provider) => void;
  setRemote: (change: Partial<Omit<RemoteSettings, "provider">>) => void;
  setApiKey: (apiKey: string) => void;
  addContender: (contender: Omit<Contender, "id">) => void;
  changeContender: (id: string, change: Partial<Omit<Contender, "id">>) => void;
  removeContender: (id: string) => void;
  /** Those of a file: from now on they answer. */
  openRecordings: (recordings: readonly Recording[]) => void;
  /** Asks one side what the page was asked last: another try, or a side that came later. */
  ask: (side: string) => Promise<void>;
  cancel: (side: string) => void;
  cancelAll: () => void;
  runGallery: (examples: readonly (() => Promise<Example>)[]) => Promise<void>;
}

export interface ComparisonDependencies {
  playground: PlaygroundStore;
  engines: Engines;
  now: () => number;
  /** Wall clock, for recordings. */
  date: () => Date;
  /** Calls back once per frame at most. */
  schedule: (work: () => void) => void;
  remote: RemoteSettings;
}

export type ComparisonStore = StoreApi<ComparisonState>;

const idle: Side = { run: { status: "idle" }, ranking: undefined };

export function createComparisonStore(dependencies: ComparisonDependencies): ComparisonStore {
  const { playground, engines, now, date, schedule, remote } = dependencies;
  const running = new Map<string, AbortController>();
  let galleryRun: AbortController | undefined;
  let lastContender = 0;
  let queue = Promise.resolve();
  /** What was typed for a provider is there again when it is chosen again. */
  const typed = new Map<Provider, RemoteSettings>();

  const store = createStore<ComparisonState>()((set, get) => {
    const setSide = (id: string, change: Partial<Side>): void =>
      set(({ sides }) => ({ sides: { ...sides, [id]: { ...(sides[id] ?? idle), ...change } } }));

    async function rankOnServer(
      draft: Draft,
      signal: AbortSignal,
      onProgress: (progress: RerankProgress) => void,
    ): Promise<Ranking> {
      const { rankRecorded, rankRemotely } = await loadRemoteRun();
      signal.throwIfAborted();
      const { remote, apiKeys, recordings } = get();
      if (remote.provider === "recording") return rankRecorded(draft, recordings);
      const apiKey = apiKeys[remote.provider] ?? "";
      const run = { draft, remote, apiKey, signal, onProgress, now, date };
      const { ranking, recording } = await rankRemotely(run);
      set(({ recordings }) => ({ recordings: [...recordings, recording] }));
      return ranking;
    }

    /** In this tab, on the engine of `owner`. */
    async function rankHere(
      owner: string,
      draft: Draft,
      signal: AbortSignal,
      onProgress: (progress: RerankProgress) => void,
    ): Promise<Ranking> {
      const { modelId } = draft.settings;
      const model = playground.getState().findModel(modelId);
      if (!model) throw new RerankError("model_not_found", `No model "${modelId}".`);
      const engine = engines.get(owner, model, draft.settings);
      return rankingOf(await rankLocally({ engine, model, draft, signal, onProgress, now }));
    }

    /** Local sides run one after the other: together they would slow each other down, and the figures would lie. */
    function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
      const mine = queue.then(() => {
        signal.throwIfAborted();
        return work();
      });
      queue = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    }

    function rankOn(
      side: string,
      draft: Draft,
      signal: AbortSignal,
      onProgress: (progress: RerankProgress) => void,
    ): Promise<Ranking> {
      if (side === remoteSide) return rankOnServer(draft, signal, onProgress);
      const contender = get().contenders.find(({ id }) => id === side);
      if (!contender) throw new RerankError("internal_error", `There is no side "${side}".`);
      const { modelId, device, dtype } = contender;
      const own = { ...draft, settings: { ...draft.settings, modelId, device, dtype } };
      return inTurn(signal, () => rankHere(side, own, signal, onProgress));
    }

    async function askSide(side: string, draft: Draft): Promise<void> {
      running.get(side)?.abort(cancelled());
      const abort = new AbortController();
      running.set(side, abort);
      let progress: RerankProgress | undefined;
      let scheduled = false;
      const show = (): void => {
        scheduled = false;
        if (running.get(side) === abort) setSide(side, { run: { status: "running", progress, at: now() } });
      };
      setSide(side, {
        run: side === remoteSide ? { status: "running", progress, at: now() } : { status: "waiting" },
      });
      try {
        const ranking = await rankOn(side, draft, abort.signal, (next) => {
          progress = next;
          // A pause is counted from when it was told.
          if (next.phase === "retry") show();
          else if (!scheduled) {
            scheduled = true;
            schedule(show);
          }
        });
        if (running.get(side) !== abort) return;
        running.delete(side);
        setSide(side, { run: { status: "idle" }, ranking });
      } catch (cause) {
        // Cancelled, or a newer run has taken its place.
        if (running.get(side) !== abort) return;
        running.delete(side);
        setSide(side, { run: { status: "failed", error: RerankError.from(cause), at: now(), draft } });
      }
    }

    function stop(side: string): void {
      const abort = running.get(side);
      if (!abort) return;
      running.delete(side);
      abort.abort(cancelled());
      setSide(side, { run: { status: "cancelled" } });
    }

    /** As if it had never been there. */
    function forget(side: string): void {
      const abort = running.get(side);
      running.delete(side);
      abort?.abort(cancelled());
      set(({ sides }) => ({
        sides: Object.fromEntries(Object.entries(sides).filter(([id]) => id !== side)),
      }));
    }

    /** What went wrong belongs to what was typed then. */
    function endFailure(): void {
      if (get().sides[remoteSide]?.run.status === "failed") setSide(remoteSide, { run: { status: "idle" } });
    }

    return {
      remoteEnabled: false,
      remote,
      apiKeys: {},
      contenders: [],
      sides: {},
      recordings: [],
      gallery: { status: "idle", done: 0, total: 0, rows: [] },

      enableRemote: (remoteEnabled) => {
        if (!remoteEnabled) forget(remoteSide);
        // Here before it is needed: a recording must play without a network.
        else void loadRemoteRun();
        set({ remoteEnabled });
      },
      setProvider: (provider) => {
        forget(remoteSide);
        typed.set(get().remote.provider, get().remote);
        set({ remote: typed.get(provider) ?? settingsOf(provider) });
      },
      setRemote: (change) => {
        endFailure();
        set(({ remote }) => {
          const changed = { ...remote, ...change };
          return { remote: change.baseUrl === undefined ? changed : withBaseUrl(changed, change.baseUrl) };
        });
      },
      setApiKey: (apiKey) => {
        endFailure();
        set(({ apiKeys, remote }) => ({ apiKeys: { ...apiKeys, [remote.provider]: apiKey } }));
      },

      addContender: (contender) => {
        lastContender += 1;
        const id = `local-${lastContender}`;
        set(({ contenders }) => ({ contenders: [...contenders, { ...contender, id }] }));
      },
      changeContender: (id, change) => {
        forget(id);
        set(({ contenders }) => ({
          contenders: contenders.map((contender) =>
            contender.id === id ? { ...contender, ...change } : contender,
          ),
        }));
      },
      removeContender: (id) => {
        forget(id);
        engines.release(id);
        set(({ contenders }) => ({ contenders: contenders.filter((contender) => contender.id !== id) }));
      },

      openRecordings: (recordings) => {
        forget(remoteSide);
        set((state) => ({
          recordings: [...state.recordings, ...recordings],
          remote: settingsOf("recording"),
        }));
      },

      ask: (side) => {
        const { run, asked, answer, draft } = playground.getState();
        const question = run.status === "running" ? asked : answer?.draft;
        return askSide(side, question ?? draft);
      },
      cancel: stop,
      cancelAll: () => {
        for (const side of running.keys()) stop(side);
        galleryRun?.abort(cancelled());
      },

      runGallery: async (examples) => {
        galleryRun?.abort(cancelled());
        const abort = new AbortController();
        galleryRun = abort;
        const { signal } = abort;
        const mine = (change: Partial<Gallery>): void => {
          if (galleryRun === abort) set(({ gallery }) => ({ gallery: { ...gallery, ...change } }));
        };
        mine({ status: "running", done: 0, total: examples.length, rows: [] });
        try {
          const rows = galleryRows({
            examples,
            settings: playground.getState().draft.settings,
            sides: sideIds(get()),
            rankHere: (draft) => inTurn(signal, () => rankHere(mainEngine, draft, signal, () => {})),
            rankOn: (side, draft) => rankOn(side, draft, signal, () => {}),
            signal,
          });
          for await (const more of rows) {
            const { done, rows } = get().gallery;
            mine({ rows: [...rows, ...more], done: done + 1 });
          }
          mine({ status: "done" });
        } catch (cause) {
          if (isAbort(cause)) mine({ status: "cancelled" });
          else mine({ status: "failed", message: RerankError.from(cause).message });
        }
      },
    };
  });

  playground.subscribe((state, before) => {
    const { sides, remoteEnabled, contenders, ask, cancel } = store.getState();
    if (state.asked !== before.asked) {
      // The page's own answer comes first: those that share its processor wait for it.
      for (const side of Object.keys(sides)) if (side !== remoteSide || !state.asked) cancel(side);
      if (state.asked && remoteEnabled) void ask(remoteSide);
    }
    const { answer, asked } = state;
    if (answer !== before.answer && answer && asked && sameDraft(answer.draft, asked))
      for (const { id } of contenders) void ask(id);
  });
  return store;
}

/** Only those who compare fetch what asks servers. */
const loadRemoteRun = () => import("./remote-run.ts");

/** Those that take part, the server first. */
export function sideIds({ remoteEnabled, contenders }: ComparisonState): string[] {
  return [...(remoteEnabled ? [remoteSide] : []), ...contenders.map(({ id }) => id)];
}

function cancelled(): DOMException {
  return new DOMException("The run was cancelled.", "AbortError");
}

/** Whether a side, or the table over all examples, is at work. */
export function isBusy({ sides, gallery }: ComparisonState): boolean {
  return (
    gallery.status === "running" ||
    Object.values(sides).some(({ run }) => run.status === "running" || run.status === "waiting")
  );
}
