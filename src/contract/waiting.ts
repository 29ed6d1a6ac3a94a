/** Waits that end. */

/** What `within` throws when the time is over. */
export class TimeOver extends Error {}

/**
 * The result of `work`, if it comes in time.
 * @throws {TimeOver} after `ms`
 * @throws the reason of an aborted signal
 */
export async function within<T>(ms: number, work: PromiseLike<T>, signal?: AbortSignal): Promise<T> {
  let end = (): void => {};
  const limit = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal?.reason);
    const timer = setTimeout(() => reject(new TimeOver("No answer in time.")), ms);
    signal?.addEventListener("abort", abort);
    end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    if (signal?.aborted === true) abort();
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    end();
  }
}

/** Resolves after `ms` milliseconds, or at once when `signal` is aborted; callers check the signal. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}
