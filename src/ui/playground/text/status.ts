/** Sentences and labels of the status. */
import type { LoadingAheadState } from "../stores/playground/loading-ahead.ts";
import type { Phase } from "../stores/phase-times.ts";
import type { Run } from "../stores/run.ts";
import { plural } from "../../text/format.ts";

export const statusText = {
  heading: "Status",
  /** While there is no answer. */
  noAnswer: {
    running: "Running…",
    failed: "No results yet",
    cancelled: "No results yet",
  } satisfies Record<Exclude<Run["status"], "idle">, string>,
  /** Before the first run. */
  ahead: {
    none: "Not loaded",
    loading: "Loading the model…",
    ready: "The model is loaded.",
  } satisfies Record<LoadingAheadState["ahead"], string>,
  terms: {
    model: "Model",
    device: "Device",
    weights: "Weights",
    workers: "Workers",
    loadTime: "Loaded in",
    answerTime: "Answer after",
    runTime: "Last run",
    speed: "Speed",
    memory: "Page memory",
  },
  workers: (count: number) => plural(count, "worker"),
  isVerified: "Scores verified",
  isNotVerified: "Scores not verified",
  /** What a run waited for, in the order of its phases. */
  phases: {
    start: "start",
    download: "files",
    wait: "another tab",
    retry: "pauses",
    load: "loading",
    "self-test": "verification",
    request: "server",
    score: "ranking",
  } satisfies Record<Phase, string>,
  /** @param parts of the time, which together are all of it */
  answerTime: (time: string, parts: readonly string[]) =>
    parts.length > 1 ? `${time} (${parts.join(" + ")})` : time,
  notVerified: "Scores not verified: this model has no reference scores.",
  /** @param error largest difference from the reference scores */
  verified: (pairs: number, error: string, tolerance: number) =>
    `Scores verified on ${plural(pairs, "known pair")}: off by at most ${error} (limit ${tolerance}).`,
  speed: (perSecond: string) => `${perSecond} documents/s`,
  partlyCached: (speed: string, cached: number) => `${speed} (${cached} from cached embeddings)`,
  allCached: "all documents from cached embeddings",
} as const;
