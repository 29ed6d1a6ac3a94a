import type { Reranker } from "../../contract/reranker.ts";
import { TimeOver, within } from "../../contract/waiting.ts";
import { HttpError } from "../http-error.ts";

/** A reranker that can say when its model is loaded. */
export interface LoadableReranker extends Reranker {
  load(): Promise<unknown>;
}

/** Rerankers that wait for their model, but not for ever: a download may take minutes. */
export function whenLoaded(
  engines: ReadonlyMap<string, LoadableReranker>,
  timeoutMs: number,
): ReadonlyMap<string, Reranker> {
  const waiting = (engine: LoadableReranker): Reranker => ({
    rerank: async (request, options = {}) => {
      await inTime(engine.load(), timeoutMs, options.signal);
      return engine.rerank(request, options);
    },
    dispose: () => engine.dispose(),
  });
  return new Map([...engines].map(([id, engine]) => [id, waiting(engine)]));
}

/** The load goes on if its time is over or its caller leaves: the next request needs it, too. */
async function inTime(
  load: Promise<unknown>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await within(timeoutMs, load, signal);
  } catch (error) {
    if (signal?.aborted === true) throw new DOMException("The client left.", "AbortError");
    throw error instanceof TimeOver ? loadingError() : error;
  }
}

function loadingError(): HttpError {
  const detail =
    "The model is still loading. Try again in a few seconds; GET /health says when it is loaded.";
  return new HttpError(503, "MODEL_LOADING", detail, { "Retry-After": "5" });
}
