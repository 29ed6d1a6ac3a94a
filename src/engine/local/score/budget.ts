/** The time that a run may take, by `budget_ms`. */
import type { PoolTask } from "../workers/job.ts";

/** The first part of a first run is slow: much is compiled only then. */
const firstPartFactor = 0.5;

/**
 * A part of a run starts only if it is expected to end in time, by the speed of the parts before it, or else of the run
 * before. The first part always starts.
 */
export class Budget {
  readonly #endsAt: number;
  readonly #now: () => number;
  #started = false;
  #over = false;
  #msPerUnit: number | undefined;

  /** @param msPerUnit of an earlier run with the same engine */
  constructor(ms: number, now: () => number, msPerUnit?: number) {
    this.#now = now;
    this.#endsAt = now() + ms;
    this.#msPerUnit = msPerUnit;
  }

  /** The speed that later parts are expected to have. */
  get msPerUnit(): number | undefined {
    return this.#msPerUnit;
  }

  /** Once a part may not start, no later one may: shorter documents do not overtake. */
  mayStart(units: number): boolean {
    this.#over ||= this.#started && this.#now() + units * (this.#msPerUnit ?? 0) > this.#endsAt;
    this.#started = true;
    return !this.#over;
  }

  /** The task, with its time recorded. What may be cached says nothing about speed. */
  timed<T>(task: PoolTask<T>): PoolTask<T> {
    if (task.preferredSlot !== undefined) return task;
    return {
      ...task,
      run: async (worker) => {
        const startedAt = this.#now();
        const value = await task.run(worker);
        const msPerUnit = (this.#now() - startedAt) / (task.units ?? 1);
        this.#msPerUnit = this.#msPerUnit === undefined ? msPerUnit * firstPartFactor : msPerUnit;
        return value;
      },
    };
  }
}
