/** The browser's cache is on a disk; one that is slower than the network is no help. */
const limitMs = 5000;

/** The result, or `undefined` if it fails or does not come in time. */
export async function inTime<T>(work: Promise<T>, ms = limitMs): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
