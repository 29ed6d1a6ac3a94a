import { RerankError, isAbort } from "../contract/errors.ts";

export interface RunContext {
  /** Aborted with an `AbortError` when the run is cancelled, discarded or replaced. */
  signal: AbortSignal;
  /** `false` once the run has ended or a newer one has started: whatever it still reports is stale. */
  isLatest: () => boolean;
}

/** How a run ended: one of these is called once. None is called for a run that was replaced or discarded. */
export interface RunHandlers<T> {
  done: (value: T) => void;
  failed: (error: RerankError) => void;
  cancelled: () => void;
}

/** Runs of which only the latest counts: a newer run aborts the one before it, whose late result is dropped. */
export class LatestRun {
  #current: { abort: AbortController; cancelled: () => void } | undefined;

  get isRunning(): boolean {
    return this.#current !== undefined;
  }

  /**
   * Starts a run in place of the current one. Resolves when `work` has settled; rejects only with what a handler throws.
   * @param work what it throws goes to the handlers
   */
  async start<T>(work: (run: RunContext) => Promise<T>, handlers: RunHandlers<T>): Promise<void> {
    const previous = this.#current;
    const current = { abort: new AbortController(), cancelled: handlers.cancelled };
    this.#current = current;
    const isLatest = (): boolean => this.#current === current;
    const running = (async () => work({ signal: current.abort.signal, isLatest }))();
    // The older run ends after the newer one has begun: a download that both need goes on.
    previous?.abort.abort(abortError("A newer run has replaced this one."));
    await running.then(
      (value) => {
        if (!isLatest()) return;
        this.#current = undefined;
        handlers.done(value);
      },
      (cause: unknown) => {
        if (!isLatest()) return;
        this.#current = undefined;
        if (isAbort(cause)) handlers.cancelled();
        else handlers.failed(RerankError.from(cause));
      },
    );
  }

  /** Aborts the current run and reports it as cancelled at once. */
  cancel(): void {
    const cancelled = this.#current?.cancelled;
    this.discard();
    cancelled?.();
  }

  /** Aborts the current run and reports nothing: its result is no longer wanted. */
  discard(): void {
    const current = this.#current;
    this.#current = undefined;
    current?.abort.abort(abortError("The run was cancelled."));
  }
}

function abortError(message: string): DOMException {
  return new DOMException(message, "AbortError");
}
