/** Sentences and labels of a run: its button, its progress, and what screen readers hear. */
import { formatScore, plural } from "../../text/format.ts";

export const runText = {
  rerank: "Rerank",
  cancel: "Cancel",
  lastRun: "Last run",
  progress: "Progress",
  longStart: " – the browser compiles the engine, for the first run only",
  timeLeft: (duration: string) => `, ${duration} left`,
  cancelled: "Cancelled.",
  /** @param best number of the best document, from 1 */
  done: (results: number, best: number, score: number) =>
    `Done: ${plural(results, "result")}. Best: document ${best}, score ${formatScore(score)}.`,
  serverCancelled: "The request to the server was cancelled.",
  serverDone: (best: number) => `The server answered. Best: document ${best}.`,
} as const;
