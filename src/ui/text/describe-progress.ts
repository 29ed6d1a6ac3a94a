import type { RerankProgress } from "../../contract/reranker.ts";
import { formatBytes, formatDuration, plural } from "./format.ts";

export interface ProgressDescription {
  text: string;
  /** 0 to 1; `undefined` if unknown. */
  fraction: number | undefined;
}

export function describeProgress(progress: RerankProgress | undefined): ProgressDescription {
  switch (progress?.phase) {
    case undefined:
      return { text: "Starting", fraction: undefined };
    case "download": {
      const { loadedBytes, totalBytes } = progress;
      const text = `Downloading: ${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)}`;
      return { text, fraction: totalBytes === 0 ? undefined : loadedBytes / totalBytes };
    }
    case "load": {
      const { ready, workers } = progress;
      return {
        text: `Loading the model: ${ready} of ${plural(workers, "worker")} ready`,
        fraction: ready / workers,
      };
    }
    case "self-test":
      return { text: "Verifying the scores", fraction: undefined };
    case "request": {
      const { answered, requests } = progress;
      if (requests === 1) return { text: "Waiting for the server", fraction: undefined };
      return {
        text: `Answered ${answered} of ${plural(requests, "request")}`,
        fraction: answered / requests,
      };
    }
    case "retry": {
      const { attempt, waitMs, reason } = progress;
      return {
        text: `${reason.replace(/\.$/, "")}; attempt ${attempt} in ${formatDuration(waitMs)}`,
        fraction: undefined,
      };
    }
    case "wait":
      return { text: progress.reason, fraction: undefined };
    case "score": {
      const { scored, total } = progress;
      return { text: `Scored ${scored} of ${plural(total, "document")}`, fraction: scored / total };
    }
  }
}

/** The phase only, for screen readers. */
export function announceProgress(progress: RerankProgress | undefined): string {
  return phases[progress?.phase ?? "start"];
}

const phases = {
  start: "Starting.",
  download: "Downloading the model.",
  load: "Loading the model.",
  "self-test": "Verifying the scores.",
  score: "Scoring the documents.",
  request: "Waiting for the server.",
  retry: "Waiting to retry.",
  wait: "Waiting for another download.",
};
