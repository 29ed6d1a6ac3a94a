import { RerankError } from "../../../contract/errors.ts";
import type { LoadRequest } from "../../worker/protocol.ts";
import { workerMessages } from "../messages.ts";
import { Job, type PoolTask, type QueuedTask, queueTasks } from "./job.ts";
import { Pace, loadPace, taskPace, watch } from "./patience.ts";
import type { WorkerHandle } from "./worker-handle.ts";
import { WorkerSlot, overdue } from "./worker-slot.ts";

export interface PoolOptions {
  size: number;
  start: () => WorkerHandle;
  load: LoadRequest;
  /** Called when a slot has a new worker, or none until the pool wakes: what the last one cached is gone. */
  onReplaced?: (slot: number) => void;
}

/** After more deaths of a slot than these without a finished task in between, it gets no new worker. */
const maxDeathsInARow = 3;

/**
 * Workers that have loaded the same model and pull tasks. A free worker takes the first task that it prefers, or else
 * the first that no living worker prefers. A cancelled job hands out no more tasks; results of those in flight are
 * ignored. A worker that dies, or gives no answer in time, is replaced; one that runs out of memory is so only if it is the
 * last. The pool ends when its GPU is lost or no worker is left.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #slots: WorkerSlot[];
  readonly #jobs = new Set<Job>();
  readonly #loadPace = new Pace(loadPace);
  readonly #taskPace = new Pace(taskPace);
  #suspectRuns = false;
  #resting = true;
  #ended: RerankError | undefined;

  private constructor(options: PoolOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.size }, () => new WorkerSlot());
  }

  /**
   * Starts and loads all workers; resolves when all are ready.
   * @throws {RerankError} the error of the first worker that failed to load
   * @throws {DOMException} `AbortError`
   */
  static async start(
    options: PoolOptions,
    signal: AbortSignal,
    onReady: (ready: number) => void,
  ): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    await pool.wake(signal, onReady);
    return pool;
  }

  /** As `start`, for a pool that rests. After an error it has ended; after an abort it rests. */
  async wake(signal: AbortSignal, onReady: (ready: number) => void): Promise<void> {
    signal.throwIfAborted();
    const cancel = (): void => this.#stopWorkers();
    signal.addEventListener("abort", cancel);
    try {
      let ready = 0;
      await Promise.all(
        this.#slots.map(async (slot) => {
          await this.#fill(slot);
          onReady(++ready);
        }),
      );
      signal.throwIfAborted();
      this.#resting = false;
    } catch (error) {
      // An abort has stopped the workers; those that run by now are the next caller's.
      signal.throwIfAborted();
      this.#end(RerankError.from(error));
      throw error;
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }

  /** Ends the workers of a pool that has nothing to do, until `wake`. @returns whether it had nothing to do */
  rest(): boolean {
    if (this.#slots.some(({ busy }) => busy)) return false;
    this.#stopWorkers();
    this.#resting = true;
    return true;
  }

  get resting(): boolean {
    return this.#resting;
  }

  get size(): number {
    return this.#slots.length;
  }

  /** Why the pool can run nothing more; `undefined` while it can. */
  get ended(): RerankError | undefined {
    return this.#ended;
  }

  /**
   * Runs the tasks on all workers, in order.
   * @param onDone called with each result as it arrives and the slot that produced it
   * @throws the error of a task
   * @throws {RerankError} `worker_crashed` or `out_of_memory` if a task ended two workers, or no worker is left;
   *   `device_lost`; `disposed`
   * @throws {DOMException} `AbortError`
   */
  run<T>(
    tasks: readonly PoolTask<T>[],
    signal: AbortSignal | undefined,
    onDone: (value: T, slot: number) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      signal?.throwIfAborted();
      const abort = (): void => job.end(signal?.reason);
      const job = new Job(queueTasks(tasks, onDone), (error) => {
        this.#jobs.delete(job);
        signal?.removeEventListener("abort", abort);
        if (error === undefined) resolve();
        else reject(error);
      });
      signal?.addEventListener("abort", abort);
      if (tasks.length === 0) return job.end();
      this.#jobs.add(job);
      this.#pumpAll();
    });
  }

  dispose(): void {
    this.#end(new RerankError("disposed", workerMessages.disposed()));
  }

  #end(error: RerankError): void {
    this.#ended ??= error;
    this.#stopWorkers();
    for (const job of this.#jobs) job.end(error);
  }

  #stopWorkers(): void {
    for (const [index, slot] of this.#slots.entries()) {
      slot.empty();
      this.#options.onReplaced?.(index);
    }
  }

  async #fill(slot: WorkerSlot): Promise<void> {
    const worker = await slot.fill(this.#options, this.#loadPace);
    void worker?.died.then((error) => this.#replace(slot, error));
  }

  #replace(slot: WorkerSlot, death: RerankError): Promise<void> | void {
    if (this.#ended) return;
    slot.empty();
    slot.deathsInARow++;
    // A new worker would use the same device, which must pass the self-test again.
    if (death.code === "device_lost") return this.#end(death);
    return this.#refill(slot, death);
  }

  /** A worker's memory never shrinks, so it is ended. The others go on without it; the last one is replaced. */
  #retire(slot: WorkerSlot): Promise<void> | void {
    slot.empty();
    if (this.#slots.some(({ worker }) => worker)) return;
    slot.deathsInARow++;
    return this.#refill(slot, new RerankError("out_of_memory", workerMessages.exhausted()));
  }

  /** @param cause why the slot is empty */
  async #refill(slot: WorkerSlot, cause: RerankError): Promise<void> {
    let reason = cause;
    if (slot.deathsInARow <= maxDeathsInARow) {
      try {
        await this.#fill(slot);
        this.#options.onReplaced?.(this.#slots.indexOf(slot));
      } catch (error) {
        // The other workers go on without it.
        reason = RerankError.from(error);
      }
    }
    if (this.#slots.every(({ worker }) => !worker)) this.#end(reason);
    else this.#pumpAll();
  }

  #pumpAll(): void {
    this.#slots.forEach((_, index) => this.#pump(index));
  }

  /** Gives a free worker its next task. A suspect runs alone: the tasks in flight are waited for, and others wait. */
  #pump(index: number): void {
    const slot = this.#slots[index];
    if (!slot?.worker || slot.busy || this.#suspectRuns) return;
    const suspected = [...this.#jobs].find(({ hasSuspects }) => hasSuspects);
    if (suspected && this.#slots.some(({ running }) => running)) return;
    for (const job of suspected ? [suspected] : this.#jobs) {
      const task = suspected
        ? job.takeSuspect()
        : job.take(index, (preferred) => this.#slots[preferred]?.worker !== undefined);
      if (!task) continue;
      this.#suspectRuns = suspected !== undefined;
      void this.#run(job, task, slot, slot.worker);
      return;
    }
  }

  async #run(job: Job, task: QueuedTask, slot: WorkerSlot, worker: WorkerHandle): Promise<void> {
    slot.busy = true;
    slot.running = true;
    const limitMs = this.#taskPace.limitMs(task.units);
    const { device } = this.#options.load;
    const endWatch = watch(limitMs, () =>
      worker.kill(overdue(device, workerMessages.silent(limitMs), limitMs)),
    );
    const startedAt = performance.now();
    const end = await job.run(task, worker, this.#slots.indexOf(slot), this.#suspectRuns);
    endWatch();
    slot.running = false;
    this.#suspectRuns = false;
    if (end === "done") {
      slot.deathsInARow = 0;
      this.#taskPace.record(performance.now() - startedAt, task.units);
    }
    if (slot.worker === worker) {
      slot.busy = false;
      if (end === "exhausted") await this.#retire(slot);
    }
    this.#pumpAll();
  }
}
