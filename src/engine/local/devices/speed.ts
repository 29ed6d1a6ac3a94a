/** How long a device takes for a run: a fixed cost, and a cost for each token that it reads. Pure. */
import type { Device, Dtype } from "../../../models/model.ts";

/** A run that was timed. */
export interface SpeedSample {
  tokens: number;
  ms: number;
}

/** What was measured of one device with one model. Tokens are estimated from the texts, as before a run. */
export interface DeviceSpeed {
  device: Device;
  dtype: Dtype;
  /** Name of the WebGPU adapter. */
  adapter?: string | undefined;
  /** Workers that took part. */
  workers: number;
  /** Milliseconds that a run takes however short it is. */
  fixedMs: number;
  msPerToken: number;
  /** Milliseconds from the files to workers that have proven their scores. */
  loadMs: number;
  /** A short run and a long one, from which the costs follow. */
  samples: readonly SpeedSample[];
  /** ISO 8601. */
  measuredAt: string;
}

export type Costs = Pick<DeviceSpeed, "fixedMs" | "msPerToken">;

/** The line through a short run and a long one; noise never makes a cost negative. */
export function fitCosts(short: SpeedSample, long: SpeedSample): Costs {
  const msPerToken = Math.max(0, (long.ms - short.ms) / Math.max(1, long.tokens - short.tokens));
  return { msPerToken, fixedMs: Math.max(0, short.ms - short.tokens * msPerToken) };
}

export function expectedMs({ fixedMs, msPerToken }: Costs, tokens: number): number {
  return fixedMs + msPerToken * tokens;
}

/** One run counts for so much; and no run for more than a factor of four, such as one that the machine slept in. */
const learningRate = 0.3;
const maxFactor = 4;

/**
 * The costs after another run: the larger part of what was expected is corrected towards what the run took. So a pool
 * that has grown, a busy machine and longer documents are taken into account.
 */
export function learnCosts(costs: Costs, { tokens, ms }: SpeedSample): Costs {
  const expected = expectedMs(costs, tokens);
  if (!(expected > 0) || !(ms > 0)) return costs;
  const factor = Math.min(maxFactor, Math.max(1 / maxFactor, ms / expected)) ** learningRate;
  return costs.msPerToken * tokens >= costs.fixedMs
    ? { ...costs, msPerToken: costs.msPerToken * factor }
    : { ...costs, fixedMs: costs.fixedMs * factor };
}

/** Tokens for which both devices take the same time; `undefined` if one of them is always faster. */
export function crossover(a: Costs, b: Costs): number | undefined {
  const tokens = (b.fixedMs - a.fixedMs) / (a.msPerToken - b.msPerToken);
  return Number.isFinite(tokens) && tokens > 0 ? tokens : undefined;
}
