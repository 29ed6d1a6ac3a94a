import type { RerankProgress } from "../../contract/reranker.ts";

/** Before it a guess is worth nothing. */
const settledMs = 1500;

/**
 * How long a download still takes at its pace so far.
 * @returns milliseconds; `undefined` for other phases, and at first
 */
export function downloadClock(now: () => number): (progress: RerankProgress) => number | undefined {
  let begun: { totalBytes: number; loadedBytes: number; at: number } | undefined;
  return (progress) => {
    if (progress.phase !== "download") return undefined;
    const { loadedBytes, totalBytes } = progress;
    if (begun?.totalBytes !== totalBytes) {
      begun = { totalBytes, loadedBytes, at: now() };
      return undefined;
    }
    const elapsedMs = now() - begun.at;
    const received = loadedBytes - begun.loadedBytes;
    if (elapsedMs < settledMs || received <= 0) return undefined;
    return ((totalBytes - loadedBytes) / received) * elapsedMs;
  };
}
