import type { RerankProgress } from "../../../contract/reranker.ts";

/** Before it a guess is worth nothing. */
const settledMs = 1500;

/**
 * How long a download or the scoring still takes at its pace so far.
 * @returns milliseconds; `undefined` for other phases, and at first
 */
export function progressClock(now: () => number): (progress: RerankProgress) => number | undefined {
  let begun: { phase: string; total: number; done: number; at: number } | undefined;
  return (progress) => {
    const amount = progressAmount(progress);
    if (!amount) return undefined;
    const { done, total } = amount;
    if (begun?.phase !== progress.phase || begun.total !== total) {
      begun = { phase: progress.phase, total, done, at: now() };
      return undefined;
    }
    const elapsedMs = now() - begun.at;
    const since = done - begun.done;
    if (elapsedMs < settledMs || since <= 0) return undefined;
    return ((total - done) / since) * elapsedMs;
  };
}

function progressAmount(progress: RerankProgress): { done: number; total: number } | undefined {
  if (progress.phase === "download") return { done: progress.loadedBytes, total: progress.totalBytes };
  if (progress.phase === "score") return { done: progress.scored, total: progress.total };
  return undefined;
}
