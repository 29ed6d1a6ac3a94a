/** The state of the comparison: the candidates, and their runs over one question or over all examples. */
import { type StoreApi, createStore } from "zustand/vanilla";
import { LatestRun } from "../../../engine/latest-run.ts";
import { type CandidatesState, createCandidateRuns } from "./comparison/candidate-runs.ts";
import { remoteId } from "./comparison/candidates.ts";
import { type ExampleSetState, createExampleSet } from "./comparison/example-set.ts";
import { type LocalState, createLocal } from "./comparison/local.ts";
import { createRankers } from "./comparison/rank.ts";
import { type RemoteState, createRemote } from "./comparison/remote.ts";
import { sameDraft } from "./draft.ts";
import type { Engines } from "./engines.ts";
import type { Schedule } from "./once-per-frame.ts";
import type { PlaygroundStore } from "./playground-store.ts";
import type { RemoteSettings } from "./remote-settings.ts";

interface RunActions {
  /** Asks a candidate what the page was asked last: another try, or a candidate that was added later. */
  ask: (id: string) => Promise<void>;
  cancel: (id: string) => void;
  cancelAll: () => void;
}

export type ComparisonState = RemoteState & LocalState & CandidatesState & ExampleSetState & RunActions;

export type ComparisonStore = StoreApi<ComparisonState>;

export interface ComparisonDependencies {
  playground: PlaygroundStore;
  engines: Engines;
  now: () => number;
  /** The time of day, for recordings. */
  date: () => Date;
  schedule: Schedule;
  remote: RemoteSettings;
}

export function createComparisonStore(dependencies: ComparisonDependencies): ComparisonStore {
  const { playground, engines, remote } = dependencies;
  const exampleSetRun = new LatestRun();
  const sentKeySlots = new Set<string>();

  const store = createStore<ComparisonState>()((set, get) => {
    const rankers = createRankers({ set, get }, { ...dependencies, sentKeySlots });
    const runs = createCandidateRuns({ set, get }, { ...dependencies, rank: rankers.rank });
    return {
      ...createRemote({ set, get }, { remote, runs, exampleSetRun, sentKeySlots }),
      ...createLocal({ set, get }, { runs, exampleSetRun, engines }),
      ...createExampleSet({ set, get }, { exampleSetRun, playground, rankers }),
      candidates: {},
      ask: (id) => {
        const { run, asked, answer, draft } = playground.getState();
        // A run by typing may have answered something else than what was asked.
        const question = run.status === "idle" ? answer?.draft : asked;
        return runs.start(id, question ?? draft);
      },
      cancel: runs.cancel,
      cancelAll: () => {
        runs.cancelAll();
        exampleSetRun.cancel();
      },
    };
  });
  followPage(playground, store, exampleSetRun);
  return store;
}

/** The server is asked together with the page; the local models are asked after it. */
function followPage(playground: PlaygroundStore, store: ComparisonStore, exampleSetRun: LatestRun): void {
  playground.subscribe((state, before) => {
    const { candidates, remoteEnabled, localCandidates, ask, cancel } = store.getState();
    const { run, answer, asked } = state;
    const started = run.status === "running" && before.run.status !== "running";
    // The page's own run comes first: whatever shares its processor or its engine stops.
    if (started || asked !== before.asked) {
      exampleSetRun.cancel();
      for (const id of Object.keys(candidates)) if (id !== remoteId) cancel(id);
    }
    if (asked !== before.asked) {
      if (!asked) cancel(remoteId);
      else if (remoteEnabled) void ask(remoteId);
    }
    // The same response cut elsewhere is no other answer.
    const answered = answer && answer.response.id !== before.answer?.response.id;
    if (answered && asked && sameDraft(answer.draft, asked))
      for (const { id } of localCandidates) void ask(id);
  });
}
