import type { RerankProgress } from "../../../contract/reranker.ts";

/** Earlier estimates are too inaccurate. */
const settledMs = 1500;

/**
 * Estimates how long a download or the scoring still takes, from its speed so far.
 * @returns milliseconds; `undefined` in other phases, and at the start
 */
export function progressClock(now: () => number): (progress: RerankProgress) => number | undefined {
  let start: { phase: string; total: number; done: number; at: number } | undefined;
  return (progress) => {
    const amount = progressAmount(progress);
    if (!amount) return undefined;
    const { done, total } = amount;
    if (start?.phase !== progress.phase || start.total !== total) {
      start = { phase: progress.phase, total, done, at: now() };
      return undefined;
    }
    const elapsedMs = now() - start.at;
    const since = done - start.done;
    if (elapsedMs < settledMs || since <= 0) return undefined;
    return ((total - done) / since) * elapsedMs;
  };
}

function progressAmount(progress: RerankProgress): { done: number; total: number } | undefined {
  if (progress.phase === "download") return { done: progress.loadedBytes, total: progress.totalBytes };
  if (progress.phase === "score") return { done: progress.scored, total: progress.total };
  return undefined;
}
