import { RerankError, unwrap } from "../../../contract/errors.ts";
import type { LoadRequest } from "../../worker/protocol.ts";
import type { WorkerHandle } from "./worker-handle.ts";

/** A chunk of a run with what the pool must know of it. */
export interface PoolTask<T> {
  run(worker: WorkerHandle): Promise<T>;
  /** Slot that did the same before and may have cached something of it. */
  preferredSlot?: number | undefined;
}

export interface PoolOptions {
  size: number;
  start: () => WorkerHandle;
  load: LoadRequest;
  /** A slot has a new worker: whatever its last one cached is gone. */
  onReplaced?: (slot: number) => void;
}

/** A task with what becomes of its value: jobs of every type stand in one line. */
interface Work {
  preferredSlot: number | undefined;
  attempts: number;
  /** @returns what to do with the result, unless the job has ended meanwhile */
  run(worker: WorkerHandle, slot: number): Promise<() => void>;
}

interface Job {
  waiting: Work[];
  inFlight: number;
  settle: (error?: unknown) => void;
}

interface Slot {
  /** `undefined` while the worker is replaced, and for good once that has failed. */
  worker: WorkerHandle | undefined;
  busy: boolean;
}

/** A task is given to a second worker when the first died under it, and fails with the second. */
const maxAttempts = 2;
/** Deaths with nothing done in between, after which no new worker is started. */
const maxDeathsInARow = 3;

/**
 * Workers that hold the same model and pull tasks: the first task in line that no other worker has a better claim
 * to. Cancelling a job hands out no more of it; what is in flight is finished and forgotten. A worker that dies is
 * replaced; the pool has ended once its GPU is lost or no worker is left.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #slots: Slot[];
  readonly #jobs = new Set<Job>();
  #deathsInARow = 0;
  #ended: RerankError | undefined;

  private constructor(options: PoolOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.size }, () => ({ worker: undefined, busy: false }));
  }

  /**
   * Starts and loads all workers; resolves when every one is ready.
   * @throws {RerankError} what the first worker that could not load reported
   */
  static async start(
    options: PoolOptions,
    signal: AbortSignal,
    onReady: (ready: number) => void,
  ): Promise<WorkerPool> {
    signal.throwIfAborted();
    const pool = new WorkerPool(options);
    const cancel = (): void => pool.dispose();
    signal.addEventListener("abort", cancel);
    try {
      let ready = 0;
      await Promise.all(
        pool.#slots.map(async (slot) => {
          await pool.#fill(slot);
          onReady(++ready);
        }),
      );
      signal.throwIfAborted();
    } catch (error) {
      pool.dispose();
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", cancel);
    }
    return pool;
  }

  get size(): number {
    return this.#slots.length;
  }

  /** Why nothing can be run any more; `undefined` while it can. */
  get ended(): RerankError | undefined {
    return this.#ended;
  }

  /**
   * Runs tasks in their order, on all workers.
   * @param onDone is given each result as it comes and the slot that made it
   * @throws whatever a task threw; `worker_crashed` if two workers died under the same task; `device_lost`
   */
  run<T>(
    tasks: readonly PoolTask<T>[],
    signal: AbortSignal | undefined,
    onDone: (value: T, slot: number) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      signal?.throwIfAborted();
      const abort = (): void => job.settle(signal?.reason);
      const job: Job = {
        waiting: tasks.map((task) => ({
          preferredSlot: task.preferredSlot,
          attempts: 0,
          run: async (worker, slot) => {
            const value = await task.run(worker);
            return () => onDone(value, slot);
          },
        })),
        inFlight: 0,
        settle: (error) => {
          this.#jobs.delete(job);
          job.waiting = [];
          signal?.removeEventListener("abort", abort);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      signal?.addEventListener("abort", abort);
      if (tasks.length === 0) return job.settle();
      this.#jobs.add(job);
      this.#pumpAll();
    });
  }

  dispose(): void {
    this.#end(new RerankError("disposed", "The reranker was disposed."));
  }

  #end(error: RerankError): void {
    this.#ended ??= error;
    for (const slot of this.#slots) {
      slot.worker?.terminate();
      slot.worker = undefined;
    }
    for (const job of this.#jobs) job.settle(error);
  }

  /** Gives a slot a loaded worker. */
  async #fill(slot: Slot): Promise<void> {
    const worker = this.#options.start();
    // Until it is loaded it is not handed out, but it must be ended with the pool.
    slot.worker = worker;
    slot.busy = true;
    try {
      unwrap(await worker.load(this.#options.load));
    } catch (error) {
      worker.terminate();
      slot.worker = undefined;
      throw error;
    }
    if (this.#ended) return worker.terminate();
    slot.busy = false;
    void worker.died.then((error) => this.#replace(slot, error));
  }

  async #replace(slot: Slot, death: RerankError): Promise<void> {
    if (this.#ended) return;
    slot.worker = undefined;
    slot.busy = false;
    this.#deathsInARow++;
    // The same device would be lost again, and has to prove itself anew.
    if (death.code === "device_lost") return this.#end(death);
    if (this.#deathsInARow <= maxDeathsInARow) {
      try {
        await this.#fill(slot);
        this.#options.onReplaced?.(this.#slots.indexOf(slot));
      } catch {
        // The others go on without it.
      }
    }
    if (this.#slots.every(({ worker }) => !worker)) this.#end(death);
    else this.#pumpAll();
  }

  #pumpAll(): void {
    this.#slots.forEach((_, index) => this.#pump(index));
  }

  #pump(index: number): void {
    const slot = this.#slots[index];
    if (!slot?.worker || slot.busy) return;
    for (const job of this.#jobs) {
      const work = this.#take(job, index);
      if (!work) continue;
      void this.#work(job, work, slot, slot.worker);
      return;
    }
  }

  /** The first task that this slot did before; else the first that no living slot did. */
  #take(job: Job, index: number): Work | undefined {
    const own = job.waiting.findIndex(({ preferredSlot }) => preferredSlot === index);
    const free = own >= 0 ? own : job.waiting.findIndex(({ preferredSlot }) => !this.#lives(preferredSlot));
    return free < 0 ? undefined : job.waiting.splice(free, 1)[0];
  }

  #lives(slot: number | undefined): boolean {
    return slot !== undefined && this.#slots[slot]?.worker !== undefined;
  }

  async #work(job: Job, work: Work, slot: Slot, worker: WorkerHandle): Promise<void> {
    slot.busy = true;
    job.inFlight++;
    work.attempts++;
    try {
      const deliver = await work.run(worker, this.#slots.indexOf(slot));
      this.#deathsInARow = 0;
      if (this.#jobs.has(job)) deliver();
    } catch (error) {
      const died = error instanceof RerankError && error.code === "worker_crashed";
      if (died && work.attempts < maxAttempts && this.#jobs.has(job)) job.waiting.unshift(work);
      else if (this.#jobs.has(job)) job.settle(error);
    }
    job.inFlight--;
    if (this.#jobs.has(job) && job.waiting.length === 0 && job.inFlight === 0) job.settle();
    if (slot.worker === worker) slot.busy = false;
    this.#pumpAll();
  }
}
