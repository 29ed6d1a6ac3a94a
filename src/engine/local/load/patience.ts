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

/** @throws the reason of an aborted signal */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await within(ms, new Promise<never>(() => {}), signal).catch((over: unknown) => {
    if (!(over instanceof TimeOver)) throw over;
  });
}
