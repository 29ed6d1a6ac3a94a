/** Each candidate runs and fails on its own, and its latest run wins. */
import type { RerankOptions, RerankProgress } from "../../../../contract/reranker.ts";
import { LatestRun, type RunContext } from "../../../../engine/latest-run.ts";
import type { Draft } from "../draft.ts";
import { type Schedule, oncePerFrame } from "../once-per-frame.ts";
import type { Ranking } from "../ranking.ts";
import type { Slice } from "../slice.ts";
import { type Candidate, remoteId } from "./candidates.ts";

export interface CandidatesState {
  /** By id; none for a candidate that was never asked. */
  candidates: Readonly<Record<string, Candidate>>;
}

export interface CandidateRuns {
  /** Asks a candidate; resolves when it has answered, failed or was cancelled. */
  start: (id: string, draft: Draft) => Promise<void>;
  cancel: (id: string) => void;
  cancelAll: () => void;
  /** Ends the run of a candidate, and removes its state. */
  discard: (id: string) => void;
  /** Removes the error of a candidate's last run. */
  clearError: (id: string) => void;
}

interface CandidateRunsOptions {
  rank: (id: string, draft: Draft, options: Required<RerankOptions>) => Promise<Ranking>;
  now: () => number;
  schedule: Schedule;
}

const idle: Candidate = { run: { status: "idle" }, ranking: undefined };

export function createCandidateRuns(
  { set, get }: Slice<CandidatesState>,
  { rank, now, schedule }: CandidateRunsOptions,
): CandidateRuns {
  const runs = new Map<string, LatestRun>();

  function latestRun(id: string): LatestRun {
    const latest = runs.get(id) ?? new LatestRun();
    runs.set(id, latest);
    return latest;
  }

  const change = (id: string, next: Partial<Candidate>): void =>
    set(({ candidates }) => ({
      candidates: { ...candidates, [id]: { ...(candidates[id] ?? idle), ...next } },
    }));

  async function start(id: string, draft: Draft): Promise<void> {
    const run = ({ signal, isLatest }: RunContext): Promise<Ranking> => {
      let progress: RerankProgress | undefined;
      let at = now();
      const show = (): void => change(id, { run: { status: "running", progress, at } });
      const refresh = oncePerFrame(schedule, () => isLatest() && show());
      if (id === remoteId) show();
      else change(id, { run: { status: "waiting" } });
      const onProgress = (next: RerankProgress): void => {
        progress = next;
        // A pause is counted from the moment it is reported, not from the frame that shows it.
        at = now();
        refresh();
      };
      return rank(id, draft, { signal, onProgress });
    };
    await latestRun(id).start(run, {
      done: (ranking) => change(id, { run: { status: "idle" }, ranking }),
      failed: (error) => change(id, { run: { status: "failed", error, at: now(), draft } }),
      cancelled: () => change(id, { run: { status: "cancelled" } }),
    });
  }

  return {
    start,
    cancel: (id) => runs.get(id)?.cancel(),
    cancelAll: () => {
      for (const run of runs.values()) run.cancel();
    },
    discard: (id) => {
      runs.get(id)?.discard();
      runs.delete(id);
      set(({ candidates }) => {
        const { [id]: _, ...others } = candidates;
        return { candidates: others };
      });
    },
    clearError: (id) => {
      if (get().candidates[id]?.run.status === "failed") change(id, { run: { status: "idle" } });
    },
  };
}
