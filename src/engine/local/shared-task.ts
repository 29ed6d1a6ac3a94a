interface Running<T, P> {
  result: Promise<T>;
  abort: AbortController;
  listeners: Set<(progress: P) => void>;
}

/**
 * One piece of work that several callers await. A caller that aborts leaves alone; when the last has left, the
 * work itself is aborted and the next caller starts it anew. A failure is forgotten, so that it can be tried again.
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
    task.listeners.add(onProgress);
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        task.listeners.delete(onProgress);
        reject(signal?.reason);
        if (task.listeners.size === 0) {
          if (this.#current === task) this.#current = undefined;
          task.abort.abort();
        }
      };
      signal?.addEventListener("abort", leave, { once: true });
      task.result.then(resolve, reject).finally(() => {
        signal?.removeEventListener("abort", leave);
        task.listeners.delete(onProgress);
      });
    });
  }

  #begin(): Running<T, P> {
    const abort = new AbortController();
    const listeners = new Set<(progress: P) => void>();
    const result = this.#work(abort.signal, (progress) => {
      for (const listener of listeners) listener(progress);
    });
    const task = { result, abort, listeners };
    this.#current = task;
    result.catch(() => {
      if (this.#current === task) this.#current = undefined;
    });
    return task;
  }
}
