/** The further models in this tab. */
import type { LatestRun } from "../../../../engine/latest-run.ts";
import type { Engines } from "../engines.ts";
import type { Slice } from "../slice.ts";
import type { CandidateRuns } from "./candidate-runs.ts";
import type { LocalCandidate } from "./candidates.ts";

export interface LocalState {
  localCandidates: readonly LocalCandidate[];
  addLocalCandidate: (candidate: Omit<LocalCandidate, "id">) => void;
  changeLocalCandidate: (id: string, change: Partial<Omit<LocalCandidate, "id">>) => void;
  removeLocalCandidate: (id: string) => void;
}

interface LocalOptions {
  runs: CandidateRuns;
  exampleSetRun: LatestRun;
  engines: Engines;
}

export function createLocal(
  { set }: Slice<LocalState>,
  { runs, exampleSetRun, engines }: LocalOptions,
): LocalState {
  let lastNumber = 0;
  return {
    localCandidates: [],
    addLocalCandidate: (candidate) => {
      lastNumber += 1;
      const id = `local-${lastNumber}`;
      set(({ localCandidates }) => ({ localCandidates: [...localCandidates, { ...candidate, id }] }));
    },
    changeLocalCandidate: (id, change) => {
      exampleSetRun.cancel();
      runs.discard(id);
      set(({ localCandidates }) => ({
        localCandidates: localCandidates.map((other) => (other.id === id ? { ...other, ...change } : other)),
      }));
    },
    removeLocalCandidate: (id) => {
      exampleSetRun.cancel();
      runs.discard(id);
      engines.release(id);
      set(({ localCandidates }) => ({ localCandidates: localCandidates.filter((other) => other.id !== id) }));
    },
  };
}
