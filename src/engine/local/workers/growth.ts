/** Decides how many workers a pool should have, from what its workers have measured on this machine. */

/** Another worker pays for its start if the work that waits takes this many times as long. */
const worthwhile = 1.5;
/** Workers that share a core with others make a pool hardly faster. */
const worthwhileSpeedup = 1.15;
/** For each worker, before a number of workers is judged. */
const tasksToJudge = 2;

interface Sums {
  tasks: number;
  units: number;
  ms: number;
}

export class Growth {
  readonly #min: number;
  /** No more workers than these: given at first, and lower once another worker has failed or has not helped. */
  #max: number;
  /** Of the last worker that was loaded. */
  #loadMs: number | undefined;
  /** Of finished tasks, by how many workers were busy meanwhile. */
  readonly #byBusy = new Map<number, Sums>();

  /** @param min workers that were asked for: they are kept, whether they help or not */
  constructor(min: number, max: number) {
    this.#min = min;
    this.#max = max;
  }

  get max(): number {
    return this.#max;
  }

  recordLoad(ms: number): void {
    this.#loadMs = ms;
  }

  recordTask(ms: number, units: number, busy: number): void {
    const sums = this.#byBusy.get(busy) ?? { tasks: 0, units: 0, ms: 0 };
    this.#byBusy.set(busy, { tasks: sums.tasks + 1, units: sums.units + units, ms: sums.ms + ms });
    this.#judge(busy);
  }

  /** @param max as many as there are, because another one could not be loaded */
  limit(max: number): void {
    this.#max = Math.max(1, Math.min(this.#max, max));
  }

  /**
   * @param present workers that the pool has
   * @param waitingUnits work that no worker has begun
   * @returns how many workers to have: at most twice as many as now, so that each step is measured
   */
  wanted(present: number, waitingUnits: number): number {
    const waitingMs = this.#isMeasured(present) ? waitingUnits / this.#throughput(present) : 0;
    const pays = waitingMs > worthwhile * (this.#loadMs ?? Infinity);
    return Math.min(this.#max, pays ? 2 * present : present);
  }

  #isMeasured(busy: number): boolean {
    return (this.#byBusy.get(busy)?.tasks ?? 0) >= tasksToJudge * busy;
  }

  /** Units a millisecond of so many busy workers together. */
  #throughput(busy: number): number {
    const { units, ms } = this.#byBusy.get(busy) ?? { units: 0, ms: 0 };
    return (busy * units) / ms;
  }

  /** `hardwareConcurrency` is a hint: some browsers report more cores than there are, and others may be busy. */
  #judge(busy: number): void {
    const measured = [...this.#byBusy.keys()].filter(
      (workers) => workers < busy && this.#isMeasured(workers),
    );
    if (measured.length === 0 || !this.#isMeasured(busy)) return;
    const fewer = Math.max(...measured);
    if (this.#throughput(busy) < worthwhileSpeedup * this.#throughput(fewer))
      this.limit(Math.max(fewer, this.#min));
  }
}
