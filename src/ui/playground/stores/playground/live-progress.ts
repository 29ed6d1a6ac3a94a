import type { RerankProgress, ScoredDocument } from "../../../../contract/reranker.ts";
import { type Schedule, oncePerFrame } from "../once-per-frame.ts";
import type { Rows } from "../rows.ts";
import type { Run } from "../run.ts";
import { progressClock } from "../time-left.ts";

type Running = Extract<Run, { status: "running" }>;

/**
 * Collects the progress and the scores of a run.
 * @param options.rows documents of the request
 * @param options.show called once per frame at most
 * @returns the state before any progress, and the callback for the engine
 */
export function liveProgress(options: {
  rows: Rows;
  now: () => number;
  schedule: Schedule;
  show: (run: Running) => void;
}): { started: Running; onProgress: (progress: RerankProgress) => void } {
  const { rows, now, schedule, show } = options;
  const scores: (ScoredDocument | undefined)[] = Array.from({ length: rows.length });
  const timeLeft = progressClock(now);
  let progress: RerankProgress | undefined;
  let timeLeftMs: number | undefined;
  const state = (): Running => ({ status: "running", progress, timeLeftMs, rows, scores: [...scores] });
  const refresh = oncePerFrame(schedule, () => show(state()));
  return {
    started: state(),
    onProgress: (next) => {
      progress = next;
      timeLeftMs = timeLeft(next);
      if (next.phase === "score") for (const scored of next.documents) scores[scored.index] = scored;
      refresh();
    },
  };
}
