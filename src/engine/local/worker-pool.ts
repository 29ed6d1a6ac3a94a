import { RerankError, unwrap } from "../../contract/errors.ts";
import type { LoadRequest } from "../../worker/protocol.ts";
import type { WorkerHandle } from "./worker-handle.ts";

/** A piece of a run with what the pool must know of it. */
export interface PoolTask<T> {
  run(worker: WorkerHandle): Promise<T>;
  /** Slot that did the same before and may have kept something of it. */
  preferredSlot?: number | undefined;
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
  /** `undefined` while the worker is being started or replaced. */
  worker: WorkerHandle | undefined;
  busy: boolean;
}

/** A task is given to a second worker when the first died under it, and fails with the second. */
const maxAttempts = 2;

/**
 * Workers that hold the same model and pull tasks: the first task in line that no other worker has a better claim
 * to. Cancelling a job hands out no more of it; what is in flight is finished and forgotten.
 */
export class WorkerPool {
  readonly #slots: Slot[];
  readonly #start: () => WorkerHandle;
  readonly #load: LoadRequest;
  readonly #jobs = new Set<Job>();
  #disposed = false;

  private constructor(size: number, start: () => WorkerHandle, load: LoadRequest) {
    this.#slots = Array.from({ length: size }, () => ({ worker: undefined, busy: false }));
    this.#start = start;
    this.#load = load;
  }

  /**
   * Starts and loads all workers; resolves when every one is ready.
   * @throws {RerankError} what the first worker that could not load reported
   */
  static async start(
    options: { size: number; start: () => WorkerHandle; load: LoadRequest; signal: AbortSignal },
    onReady: (ready: number) => void,
  ): Promise<WorkerPool> {
    const pool = new WorkerPool(options.size, options.start, options.load);
    const cancel = (): void => pool.dispose();
    options.signal.addEventListener("abort", cancel);
    try {
      let ready = 0;
      await Promise.all(
        pool.#slots.map(async (slot) => {
          await pool.#fill(slot);
          onReady(++ready);
        }),
      );
    } catch (error) {
      pool.dispose();
      options.signal.throwIfAborted();
      throw error;
    } finally {
      options.signal.removeEventListener("abort", cancel);
    }
    options.signal.throwIfAborted();
    return pool;
  }

  get size(): number {
    return this.#slots.length;
  }

  /**
   * Runs tasks in their order, on all workers.
   * @param onDone is given each result as it comes and the slot that made it
   * @throws whatever a task threw; `worker_crashed` if two workers died under the same task
   */
  run<T>(
    tasks: readonly PoolTask<T>[],
    signal: AbortSignal | undefined,
    onDone: (value: T, slot: number) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) throw disposed();
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
      this.#slots.forEach((_, index) => this.#pump(index));
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const slot of this.#slots) slot.worker?.terminate();
    for (const job of this.#jobs) job.settle(disposed());
  }

  /** Gives a slot a loaded worker. */
  async #fill(slot: Slot): Promise<void> {
    const worker = this.#start();
    if (this.#disposed) return worker.terminate();
    // Until it is loaded it is not handed out, but it must be ended with the pool.
    slot.busy = true;
    slot.worker = worker;
    unwrap(await worker.load(this.#load));
    slot.busy = false;
    void worker.died.then((error) => this.#replace(slot, error));
  }

  async #replace(slot: Slot, death: RerankError): Promise<void> {
    slot.worker = undefined;
    if (this.#disposed) return;
    try {
      await this.#fill(slot);
    } catch {
      slot.worker = undefined;
      slot.busy = false;
      // Nobody is left to do the work.
      if (this.#slots.every(({ worker }) => !worker)) for (const job of this.#jobs) job.settle(death);
      return;
    }
    this.#pump(this.#slots.indexOf(slot));
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
      if (this.#jobs.has(job)) deliver();
    } catch (error) {
      const died = error instanceof RerankError && error.code === "worker_crashed";
      if (died && work.attempts < maxAttempts && this.#jobs.has(job)) job.waiting.unshift(work);
      else if (this.#jobs.has(job)) job.settle(error);
    }
    job.inFlight--;
    if (this.#jobs.has(job) && job.waiting.length === 0 && job.inFlight === 0) job.settle();
    if (slot.worker === worker) slot.busy = false;
    this.#slots.forEach((_, index) => this.#pump(index));
  }
}

function disposed(): RerankError {
  return new RerankError("disposed", "The reranker was disposed.");
}
