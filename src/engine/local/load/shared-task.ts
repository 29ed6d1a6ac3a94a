interface Running<T, P> {
  result: Promise<T>;
  abort: AbortController;
  listeners: Set<(progress: P) => void>;
  waiters: Set<(error: unknown) => void>;
}

/**
 * Work that several callers wait for together. A caller that aborts stops waiting; when the last one has, the work is
 * aborted, and the next caller starts it again. After a failure, too, the next caller starts it again.
 */
export class SharedTask<T, P> {
  readonly #work: (signal: AbortSignal, onProgress: (progress: P) => void) => Promise<T>;
  #current: Running<T, P> | undefined;

  constructor(work: (signal: AbortSignal, onProgress: (progress: P) => void) => Promise<T>) {
    this.#work = work;
  }

  join(signal: AbortSignal | undefined, onProgress: (progress: P) => void): Promise<T> {
    signal?.throwIfAborted();
    const task = this.#current ?? this.#begin();
    const listener = (progress: P): void => onProgress(progress);
    task.listeners.add(listener);
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        done();
        reject(signal?.reason);
        if (task.waiters.size === 0) this.#stop(task, signal?.reason);
      };
      const done = (): void => {
        signal?.removeEventListener("abort", leave);
        task.listeners.delete(listener);
        task.waiters.delete(reject);
      };
      task.waiters.add(reject);
      signal?.addEventListener("abort", leave, { once: true });
      task.result.then(resolve, reject).finally(done);
    });
  }

  /** Aborts the work and rejects all callers that wait for it. */
  cancel(error: unknown): void {
    const task = this.#current;
    if (!task) return;
    for (const reject of task.waiters) reject(error);
    this.#stop(task, error);
  }

  /** Forgets the result: the next caller starts the work again. */
  reset(): void {
    this.#current = undefined;
  }

  #stop(task: Running<T, P>, reason: unknown): void {
    if (this.#current === task) this.#current = undefined;
    task.abort.abort(reason);
  }

  #begin(): Running<T, P> {
    const abort = new AbortController();
    const listeners = new Set<(progress: P) => void>();
    const result = this.#work(abort.signal, (progress) => {
      for (const listener of listeners) listener(progress);
    });
    const task: Running<T, P> = { result, abort, listeners, waiters: new Set() };
    this.#current = task;
    result.catch(() => {
      if (this.#current === task) this.#current = undefined;
    });
    return task;
  }
}
