import { RerankError } from "../../../contract/errors.ts";
import { workerMessages } from "../messages.ts";
import { Job, type PoolTask, type QueuedTask, queueTasks } from "./job.ts";
import { Pace, taskPace, watch } from "./patience.ts";
import type { WorkerHandle } from "./worker-handle.ts";
import { type WorkerSlot, overdue } from "./worker-slot.ts";
import { type PoolOptions, WorkerSlots } from "./worker-slots.ts";

/**
 * Workers that have loaded the same model and pull tasks. A free worker takes the first task that it prefers, or else
 * the first that no living worker prefers. A cancelled job hands out no more tasks; results of those in flight are
 * ignored. A worker that gives no answer in time counts as dead. The pool ends when its GPU is lost or no worker is left.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #slots: WorkerSlots;
  readonly #jobs = new Set<Job>();
  readonly #taskPace = new Pace(taskPace);
  #suspectRuns = false;
  #resting = true;
  #ended: RerankError | undefined;

  private constructor(options: PoolOptions) {
    this.#options = options;
    this.#slots = new WorkerSlots(options, {
      onFree: () => this.#pumpAll(),
      onLost: (error) => this.#end(error),
    });
  }

  /**
   * Starts and loads the first workers; resolves when they are ready.
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
    const cancel = (): void => this.#slots.stop();
    signal.addEventListener("abort", cancel);
    try {
      await this.#slots.start(onReady);
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
    if (this.#slots.all.some(({ busy }) => busy)) return false;
    this.#slots.stop();
    this.#resting = true;
    return true;
  }

  get resting(): boolean {
    return this.#resting;
  }

  /** Workers that the pool has, or had before it went to rest. */
  get size(): number {
    return this.#slots.size;
  }

  /** Workers that the pool may have, as far as is known whether they help. */
  get max(): number {
    return this.#slots.max;
  }

  /** Workers that `wake` loads. */
  get atOnce(): number {
    return this.#slots.atOnce;
  }

  /** Why the pool can run nothing more; `undefined` while it can. */
  get ended(): RerankError | undefined {
    return this.#ended;
  }

  /**
   * Runs the tasks on all workers, in order.
   * @param onDone called with each result as it arrives and the slot that produced it
   * @param mayStart asked with a task's units before it starts; once it may not, the job ends without those that wait
   * @throws the error of a task
   * @throws {RerankError} `worker_crashed` or `out_of_memory` if a task ended two workers, or no worker is left;
   *   `device_lost`; `disposed`
   * @throws {DOMException} `AbortError`
   */
  run<T>(
    tasks: readonly PoolTask<T>[],
    signal: AbortSignal | undefined,
    onDone: (value: T, slot: number) => void,
    mayStart?: (units: number) => boolean,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      signal?.throwIfAborted();
      const abort = (): void => job.end(signal?.reason);
      const onEnd = (error: unknown): void => {
        this.#jobs.delete(job);
        signal?.removeEventListener("abort", abort);
        if (error === undefined) resolve();
        else reject(error);
      };
      const job = new Job(queueTasks(tasks, onDone), onEnd, mayStart);
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
    this.#slots.stop();
    for (const job of this.#jobs) job.end(error);
  }

  #pumpAll(): void {
    for (const index of this.#slots.all.keys()) this.#pump(index);
    const { isAlive } = this.#slots;
    this.#slots.grow([...this.#jobs].reduce((sum, job) => sum + job.waitingUnits(isAlive), 0));
  }

  /** Gives a free worker its next task. A suspect runs alone: the tasks in flight are waited for, and others wait. */
  #pump(index: number): void {
    const slot = this.#slots.all[index];
    if (!slot?.worker || slot.busy || this.#suspectRuns || !this.#slots.mayWork(index)) return;
    const suspected = [...this.#jobs].find(({ hasSuspects }) => hasSuspects);
    if (suspected && this.#slots.running > 0) return;
    for (const job of suspected ? [suspected] : this.#jobs) {
      const task = suspected ? job.takeSuspect() : job.take(index, this.#slots.isAlive);
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
    const { device } = this.#options;
    const endWatch = watch(limitMs, () =>
      worker.kill(overdue(device, workerMessages.silent(limitMs), limitMs)),
    );
    // What is perhaps cached says nothing about speed.
    const endTask = task.preferredSlot === undefined ? this.#slots.beginTask(task.units) : undefined;
    const startedAt = performance.now();
    const end = await job.run(task, worker, this.#slots.all.indexOf(slot), this.#suspectRuns);
    endWatch();
    if (end === "done") {
      endTask?.();
      slot.deathsInARow = 0;
      this.#taskPace.record(performance.now() - startedAt, task.units);
    }
    slot.running = false;
    this.#suspectRuns = false;
    if (slot.worker === worker) {
      slot.busy = false;
      if (end === "exhausted") await this.#slots.retire(slot);
    }
    this.#pumpAll();
  }
}
