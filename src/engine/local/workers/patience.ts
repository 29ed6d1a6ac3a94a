/**
 * How long the page waits for a worker before it takes it for dead. A slow device that computes is no fault: limits grow
 * with the work, and with how long such work has taken on this device.
 */

/** From the start of a worker until its script says that it runs. */
export const startLimitMs = 30_000;

interface PaceOptions {
  /** Limit while nothing is measured: at least so much, and so much for each unit of work. */
  first: { ms: number; msPerUnit: number };
  /** Limit afterwards: at least so much, and this many times what the slowest such work has taken. */
  later: { ms: number; factor: number };
}

/** Loading is one unit. It includes ONNX Runtime, up to 27 MB from the page's own site. */
export const loadPace: PaceOptions = {
  first: { ms: 600_000, msPerUnit: 0 },
  later: { ms: 60_000, factor: 20 },
};

/** A unit is about a token. Attention makes a token of a long text many times as dear as one of a short text. */
export const taskPace: PaceOptions = {
  first: { ms: 300_000, msPerUnit: 1000 },
  later: { ms: 60_000, factor: 30 },
};

/** Sets limits by what was measured. */
export class Pace {
  readonly #options: PaceOptions;
  #slowestMsPerUnit: number | undefined;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  limitMs(units = 1): number {
    const { first, later } = this.#options;
    return this.#slowestMsPerUnit === undefined
      ? Math.max(first.ms, first.msPerUnit * units)
      : Math.max(later.ms, later.factor * this.#slowestMsPerUnit * units);
  }

  record(ms: number, units = 1): void {
    // A machine that slept meanwhile has not been slow.
    const counted = Math.min(ms, this.limitMs(units));
    this.#slowestMsPerUnit = Math.max(this.#slowestMsPerUnit ?? 0, counted / Math.max(1, units));
  }
}

/** A timer of more milliseconds fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Calls `onOverdue` after the limit. Time is counted in steps of a timer that runs, and not by a clock: a page that is
 * frozen, or a machine that sleeps, holds its workers too.
 * @returns ends the watch
 */
export function watch(limitMs: number, onOverdue: () => void): () => void {
  const steps = 10;
  let left = steps;
  const stepMs = Math.min(limitMs / steps, longestTimerMs);
  const timer = setInterval(() => {
    left--;
    if (left > 0) return;
    clearInterval(timer);
    onOverdue();
  }, stepMs);
  return () => clearInterval(timer);
}
