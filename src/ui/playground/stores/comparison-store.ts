/**
 * The candidates that are put beside the page's own answer: a server, and further models in this tab. Each runs and fails
 * for itself; none waits for another but the local ones, which would slow each other down.
 */
import { type StoreApi, createStore } from "zustand/vanilla";
import { RerankError, isAbort } from "../../../contract/errors.ts";
import type { RerankProgress } from "../../../contract/reranker.ts";
import type { Recording } from "../../../engine/remote/recordings.ts";
import type { Example } from "../../examples/examples.ts";
import { type Draft, instructionOf, sameDraft } from "./draft.ts";
import type { Settings } from "../../draft/shared-draft.ts";
import type { ModelEntry } from "../../../models/model.ts";
import type { Engines } from "./engines.ts";
import { type ExampleSet, exampleSetRows } from "./example-set.ts";
import { rankLocally } from "./local-run.ts";
import { missingModel } from "./missing-model.ts";
import type { PlaygroundStore } from "./playground-store.ts";
import { mainEngine } from "./playground/running.ts";
import { type Ranking, rankingOf } from "./ranking.ts";
import {
  type Provider,
  type RemoteSettings,
  addressOf,
  isVendorAddress,
  keySlot,
  settingsOf,
  withVendor,
} from "./remote-settings.ts";

/** A further model in this tab. */
export interface LocalCandidate {
  /** Of its candidate: `local-1`. */
  id: string;
  modelId: string;
  device: Settings["device"];
  dtype: Settings["dtype"];
}

export type CandidateRun =
  | { status: "idle" }
  | { status: "waiting" }
  /** `at`: when the progress was told, on the clock of `now`. */
  | { status: "running"; progress: RerankProgress | undefined; at: number }
  | { status: "failed"; error: RerankError; at: number; draft: Draft }
  | { status: "cancelled" };

export interface Candidate {
  run: CandidateRun;
  /** The last good one, until a better one is there. */
  ranking: Ranking | undefined;
}

const withoutInstruction = "It takes no instruction: it was asked without.";

/** The id of the server's candidate. */
export const remoteId = "remote";

export interface ComparisonState {
  /** Whether the server takes part. Never kept: nothing leaves the machine unless it is asked for at this visit. */
  remoteEnabled: boolean;
  remote: RemoteSettings;
  /** In memory only, by `keySlot`: a key must not reach another host by a change of the preset or the address. */
  apiKeys: Readonly<Record<string, string>>;
  localCandidates: readonly LocalCandidate[];
  candidates: Readonly<Record<string, Candidate>>;
  /** Every answer of a server at this visit, and those of the files that were opened. */
  recordings: readonly Recording[];
  /** The one that was opened last. */
  recording: Recording | undefined;
  exampleSet: ExampleSet;

  enableRemote: (enabled: boolean) => void;
  setProvider: (provider: Provider) => void;
  setRemote: (change: Partial<Omit<RemoteSettings, "provider">>) => void;
  /** The address is typed: if it names a vendor, that is the provider. */
  settleAddress: () => void;
  setApiKey: (apiKey: string) => void;
  addLocalCandidate: (localCandidate: Omit<LocalCandidate, "id">) => void;
  changeLocalCandidate: (id: string, change: Partial<Omit<LocalCandidate, "id">>) => void;
  removeLocalCandidate: (id: string) => void;
  /** Those of a file: from now on they answer. */
  openRecordings: (recordings: readonly Recording[]) => void;
  /** This one answers where several do. */
  chooseRecording: (recording: Recording) => void;
  forgetRecordings: () => void;
  /** Asks one candidate what the page was asked last: another try, or a candidate that came later. */
  ask: (candidate: string) => Promise<void>;
  cancel: (candidate: string) => void;
  cancelAll: () => void;
  runExampleSet: (examples: readonly (() => Promise<Example>)[]) => Promise<void>;
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

const idle: Candidate = { run: { status: "idle" }, ranking: undefined };

export function createComparisonStore(dependencies: ComparisonDependencies): ComparisonStore {
  const { playground, engines, now, date, schedule, remote } = dependencies;
  const running = new Map<string, AbortController>();
  let exampleSetRun: AbortController | undefined;
  let lastLocalCandidate = 0;
  let queue = Promise.resolve();
  /** What was typed for a provider is there again when it is chosen again. */
  const typed = new Map<Provider, RemoteSettings>();
  /** Key slots that were used: what was sent to one host is not carried to another. */
  const used = new Set<string>();

  const store = createStore<ComparisonState>()((set, get) => {
    const setCandidate = (id: string, change: Partial<Candidate>): void =>
      set(({ candidates }) => ({
        candidates: { ...candidates, [id]: { ...(candidates[id] ?? idle), ...change } },
      }));

    async function rankOnServer(
      draft: Draft,
      signal: AbortSignal,
      onProgress: (progress: RerankProgress) => void,
    ): Promise<Ranking> {
      const { rankRecorded, rankRemotely } = await loadRemoteRun();
      signal.throwIfAborted();
      get().settleAddress();
      const { remote, recordings, recording: chosen } = get();
      const model = playground.getState().findModel(draft.settings.modelId);
      // Of several answers to the same request the one that was chosen.
      if (remote.provider === "recording")
        return rankRecorded(draft, model, chosen ? [...recordings, chosen] : recordings);
      const apiKey = apiKeyOf(get());
      used.add(keySlot(remote));
      const run = { draft, model, remote, apiKey, signal, onProgress, now, date };
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
      if (!model) throw missingModel(modelId);
      const engine = engines.get(owner, model, draft.settings);
      return rankingOf(await rankLocally({ engine, model, draft, signal, onProgress }));
    }

    /**
     * One after the other, and none beside the page's own run: together they would slow each other down, and the
     * figures would lie.
     */
    function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
      const mine = queue.then(async () => {
        await pageIsIdle(signal);
        return work();
      });
      queue = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    }

    async function pageIsIdle(signal: AbortSignal): Promise<void> {
      while (playground.getState().run.status === "running") {
        signal.throwIfAborted();
        await new Promise<void>((resolve) => {
          const done = (): void => {
            end();
            signal.removeEventListener("abort", done);
            resolve();
          };
          const end = playground.subscribe(({ run }) => run.status !== "running" && done());
          signal.addEventListener("abort", done);
        });
      }
      signal.throwIfAborted();
    }

    function rankOn(
      candidate: string,
      draft: Draft,
      signal: AbortSignal,
      onProgress: (progress: RerankProgress) => void,
    ): Promise<Ranking> {
      if (candidate === remoteId) return rankOnServer(draft, signal, onProgress);
      return inTurn(signal, async () => {
        const localCandidate = get().localCandidates.find(({ id }) => id === candidate);
        if (!localCandidate) throw new RerankError("internal_error", `There is no candidate "${candidate}".`);
        const { modelId, device, dtype } = localCandidate;
        const own = { ...draft, settings: { ...draft.settings, modelId, device, dtype } };
        const ranking = await rankHere(candidate, own, signal, onProgress);
        const { findModel } = playground.getState();
        const dropped =
          instructionOf(draft, findModel(draft.settings.modelId)) !== undefined &&
          instructionOf(own, findModel(modelId)) === undefined;
        return dropped ? { ...ranking, notes: [...ranking.notes, withoutInstruction] } : ranking;
      });
    }

    async function askCandidate(candidate: string, draft: Draft): Promise<void> {
      running.get(candidate)?.abort(cancelled());
      const abort = new AbortController();
      running.set(candidate, abort);
      let progress: RerankProgress | undefined;
      let at = now();
      let scheduled = false;
      const show = (): void => {
        scheduled = false;
        if (running.get(candidate) === abort)
          setCandidate(candidate, { run: { status: "running", progress, at } });
      };
      setCandidate(candidate, {
        run: candidate === remoteId ? { status: "running", progress, at } : { status: "waiting" },
      });
      try {
        const ranking = await rankOn(candidate, draft, abort.signal, (next) => {
          progress = next;
          // A pause is counted from when it was told, whenever it is shown.
          at = now();
          if (!scheduled) {
            scheduled = true;
            schedule(show);
          }
        });
        if (running.get(candidate) !== abort) return;
        running.delete(candidate);
        setCandidate(candidate, { run: { status: "idle" }, ranking });
      } catch (cause) {
        // Cancelled, or a newer run has taken its place.
        if (running.get(candidate) !== abort) return;
        running.delete(candidate);
        setCandidate(candidate, {
          run: { status: "failed", error: RerankError.from(cause), at: now(), draft },
        });
      }
    }

    function stop(candidate: string): void {
      const abort = running.get(candidate);
      if (!abort) return;
      running.delete(candidate);
      abort.abort(cancelled());
      setCandidate(candidate, { run: { status: "cancelled" } });
    }

    /** As if it had never been there. */
    function forget(candidate: string): void {
      const abort = running.get(candidate);
      running.delete(candidate);
      abort?.abort(cancelled());
      set(({ candidates }) => ({
        candidates: Object.fromEntries(Object.entries(candidates).filter(([id]) => id !== candidate)),
      }));
    }

    /** Who takes part is another: what runs over the examples was started with those before. */
    function endExampleSet(): void {
      exampleSetRun?.abort(cancelled());
    }

    /** What is typed ends what runs with what was typed before; what went wrong belongs to that, too. */
    function change(next: Partial<ComparisonState>): void {
      endExampleSet();
      if (get().candidates[remoteId]?.run.status === "failed")
        setCandidate(remoteId, { run: { status: "idle" } });
      set(next);
    }

    /** Another preset; what was typed for the one before is kept for when it is chosen again. */
    function choose(remote: RemoteSettings): void {
      typed.set(get().remote.provider, get().remote);
      forget(remoteId);
      change({ remote, recording: undefined });
    }

    function nameOf(id: string): string {
      return candidateName(id, get().localCandidates, playground.getState().findModel);
    }

    return {
      remoteEnabled: false,
      remote,
      apiKeys: {},
      localCandidates: [],
      candidates: {},
      recordings: [],
      recording: undefined,
      exampleSet: { status: "idle", done: 0, total: 0, rows: [] },

      enableRemote: (remoteEnabled) => {
        // Here before it is needed: a recording must play without a network.
        if (remoteEnabled) loadRemoteRun().catch(() => undefined);
        else forget(remoteId);
        change({ remoteEnabled });
      },
      setProvider: (provider) => choose(typed.get(provider) ?? settingsOf(provider)),
      setRemote: (changed) => {
        const { remote: before, apiKeys } = get();
        const remote = { ...before, ...changed };
        const [from, to] = [keySlot(before), keySlot(remote)];
        // A key that was typed before its address was whole goes along with it; one that was sent, or is a vendor's, stays.
        const carried =
          from !== to && !used.has(from) && !isVendorAddress(before) && apiKeys[to] === undefined;
        const { [from]: key = "", ...others } = apiKeys;
        stop(remoteId);
        change({ remote, ...(carried && key !== "" && { apiKeys: { ...others, [to]: key } }) });
      },
      settleAddress: () => {
        const { remote } = get();
        const settled = withVendor(remote);
        if (settled !== remote) choose(settled);
      },
      setApiKey: (apiKey) => {
        const { apiKeys, remote } = get();
        change({ apiKeys: { ...apiKeys, [keySlot(remote)]: apiKey } });
      },

      addLocalCandidate: (localCandidate) => {
        lastLocalCandidate += 1;
        const id = `local-${lastLocalCandidate}`;
        set(({ localCandidates }) => ({ localCandidates: [...localCandidates, { ...localCandidate, id }] }));
      },
      changeLocalCandidate: (id, change) => {
        endExampleSet();
        forget(id);
        set(({ localCandidates }) => ({
          localCandidates: localCandidates.map((localCandidate) =>
            localCandidate.id === id ? { ...localCandidate, ...change } : localCandidate,
          ),
        }));
      },
      removeLocalCandidate: (id) => {
        endExampleSet();
        forget(id);
        engines.release(id);
        set(({ localCandidates }) => ({
          localCandidates: localCandidates.filter((localCandidate) => localCandidate.id !== id),
        }));
      },

      openRecordings: (recordings) => {
        forget(remoteId);
        const known = new Set(get().recordings.map((recording) => JSON.stringify(recording)));
        const added = recordings.filter((recording) => !known.has(JSON.stringify(recording)));
        change({ recordings: [...get().recordings, ...added], recording: undefined });
      },
      chooseRecording: (recording) => change({ recording }),
      forgetRecordings: () => change({ recordings: [], recording: undefined }),

      ask: (candidate) => {
        const { run, asked, answer, draft } = playground.getState();
        // Typing may have brought another answer since it was asked.
        const question = run.status === "idle" ? answer?.draft : asked;
        return askCandidate(candidate, question ?? draft);
      },
      cancel: stop,
      cancelAll: () => {
        for (const candidate of running.keys()) stop(candidate);
        endExampleSet();
      },

      runExampleSet: async (examples) => {
        endExampleSet();
        const abort = new AbortController();
        exampleSetRun = abort;
        const { signal } = abort;
        const mine = (change: Partial<ExampleSet>): void => {
          if (exampleSetRun === abort)
            set(({ exampleSet }) => ({ exampleSet: { ...exampleSet, ...change } }));
        };
        mine({ status: "running", done: 0, total: examples.length, rows: [], message: undefined });
        /** A pause that a server wants is said; the rest is quick. */
        const onProgress = (progress: RerankProgress): void =>
          mine({ message: progress.phase === "retry" ? progress.reason : undefined });
        try {
          const rows = exampleSetRows({
            examples,
            settings: playground.getState().draft.settings,
            candidates: candidateIds(get()).map((id) => ({
              id,
              name: id === remoteId ? (remoteHost(get()) ?? "Recorded answers") : nameOf(id),
            })),
            rankHere: (draft) => inTurn(signal, () => rankHere(mainEngine, draft, signal, () => {})),
            rankOn: (candidate, draft) => rankOn(candidate, draft, signal, onProgress),
            signal,
          });
          for await (const more of rows) {
            const { done, rows } = get().exampleSet;
            mine({ rows: [...rows, ...more], done: done + 1, message: undefined });
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
    const { candidates, remoteEnabled, localCandidates, ask, cancel } = store.getState();
    const begun = state.run.status === "running" && before.run.status !== "running";
    const { answer, asked } = state;
    // The page's own run comes first: those that share its processor, or its engine, make room.
    if (begun || asked !== before.asked) {
      exampleSetRun?.abort(cancelled());
      for (const candidate of Object.keys(candidates)) if (candidate !== remoteId) cancel(candidate);
    }
    if (asked !== before.asked) {
      if (!asked) cancel(remoteId);
      else if (remoteEnabled) void ask(remoteId);
    }
    if (answer !== before.answer && answer && asked && sameDraft(answer.draft, asked))
      for (const { id } of localCandidates) void ask(id);
  });
  return store;
}

/** Only those who compare fetch what asks servers. */
const loadRemoteRun = () => import("./remote-run.ts");

/** Those that take part, the server first. */
export function candidateIds({ remoteEnabled, localCandidates }: ComparisonState): string[] {
  return [...(remoteEnabled ? [remoteId] : []), ...localCandidates.map(({ id }) => id)];
}

/** `Remote`, or what tells a further model from the others. */
export function candidateName(
  id: string,
  localCandidates: readonly LocalCandidate[],
  findModel: (id: string) => ModelEntry | undefined,
): string {
  if (id === remoteId) return "Remote";
  const localCandidate = localCandidates.find((candidate) => candidate.id === id);
  if (!localCandidate) return id;
  const own = localCandidateName(localCandidate, findModel);
  const before = localCandidates.slice(0, localCandidates.indexOf(localCandidate));
  const same = before.filter((other) => localCandidateName(other, findModel) === own).length;
  return same === 0 ? own : `${own} (${same + 1})`;
}

function localCandidateName(
  { modelId, device, dtype }: LocalCandidate,
  findModel: (id: string) => ModelEntry | undefined,
): string {
  const chosen = [device, dtype].filter((choice) => choice !== "auto").join(", ");
  const title = findModel(modelId)?.title ?? modelId;
  return chosen === "" ? title : `${title} (${chosen})`;
}

/** The key of the address that is chosen; empty where there is none. */
export function apiKeyOf({ apiKeys, remote }: Pick<ComparisonState, "apiKeys" | "remote">): string {
  return apiKeys[keySlot(remote)] ?? "";
}

/** The host that texts go to; `undefined` where they go nowhere. */
export function remoteHost({
  remoteEnabled,
  remote,
}: Pick<ComparisonState, "remoteEnabled" | "remote">): string | undefined {
  if (!remoteEnabled || remote.provider === "recording") return undefined;
  const address = addressOf(remote);
  return address.ok ? address.host : undefined;
}

function cancelled(): DOMException {
  return new DOMException("The run was cancelled.", "AbortError");
}

/** Whether a candidate, or the table over all examples, is at work. */
export function isBusy({ candidates, exampleSet }: ComparisonState): boolean {
  return (
    exampleSet.status === "running" ||
    Object.values(candidates).some(({ run }) => run.status === "running" || run.status === "waiting")
  );
}
