import { within } from "../contract/waiting.ts";

/** The browser's cache is on a disk; one that is slower than the network is no help. */
const limitMs = 5000;

/** The result, or `undefined` if it fails or does not come in time. */
export function inTime<T>(work: Promise<T>, ms = limitMs): Promise<T | undefined> {
  return within(ms, work).catch(() => undefined);
}
