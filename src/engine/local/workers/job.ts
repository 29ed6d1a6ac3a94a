import { RerankError } from "../../../contract/errors.ts";
import type { WorkerHandle } from "./worker-handle.ts";

/** Work for one worker. */
export interface PoolTask<T> {
  run(worker: WorkerHandle): Promise<T>;
  /** About how many tokens the worker reads, from which follows how long it may take; 1 by default. */
  units?: number;
  /** The slot that did this task before and may have cached something that it needs. */
  preferredSlot?: number | undefined;
}

/** A task that knows what to do with its result, so that jobs with results of any type share one queue. */
export interface QueuedTask {
  preferredSlot: number | undefined;
  units: number;
  /** Workers that it ended while it was alone. */
  blamedFor: number;
  /** @returns a function that delivers the result; it is not called if the job has ended meanwhile */
  run(worker: WorkerHandle, slot: number): Promise<() => void>;
}

/** How a task went for its worker: a worker that ran out of memory lives, but can do no more. */
export type TaskEnd = "done" | "failed" | "died" | "exhausted";

/** A task fails when it has ended so many workers while it was alone. Browsers kill workers for reasons of their own. */
const maxBlame: Partial<Record<TaskEnd, number>> = { died: 2, exhausted: 1 };

export function queueTasks<T>(
  tasks: readonly PoolTask<T>[],
  onDone: (value: T, slot: number) => void,
): QueuedTask[] {
  return tasks.map((task) => ({
    preferredSlot: task.preferredSlot,
    units: task.units ?? 1,
    blamedFor: 0,
    run: async (worker, slot) => {
      const value = await task.run(worker);
      return () => onDone(value, slot);
    },
  }));
}

/** Whether any worker may take the task. */
const isFree = ({ preferredSlot }: QueuedTask, isAlive: (slot: number) => boolean): boolean =>
  preferredSlot === undefined || !isAlive(preferredSlot);

/** Tasks that succeed or fail together. */
export class Job {
  #waiting: QueuedTask[];
  /** Tasks whose worker died or ran out of memory. Each must be tried alone, to know whether it was the reason. */
  readonly #suspects: QueuedTask[] = [];
  #inFlight = 0;
  #ended = false;
  readonly #onEnd: (error: unknown) => void;
  readonly #mayStart: (units: number) => boolean;

  /**
   * @param onEnd called once, with `undefined` when all tasks are done
   * @param mayStart asked before each task; once it may not, the tasks that wait are dropped
   */
  constructor(
    tasks: QueuedTask[],
    onEnd: (error: unknown) => void,
    mayStart: (units: number) => boolean = () => true,
  ) {
    this.#waiting = tasks;
    this.#onEnd = onEnd;
    this.#mayStart = mayStart;
  }

  get hasSuspects(): boolean {
    return this.#suspects.length > 0;
  }

  /** Work that a new worker could take. */
  waitingUnits(isAlive: (slot: number) => boolean): number {
    return this.#waiting.filter((task) => isFree(task, isAlive)).reduce((sum, { units }) => sum + units, 0);
  }

  takeSuspect(): QueuedTask | undefined {
    return this.#suspects.shift();
  }

  /** Removes the first waiting task that prefers the slot, or else the first that prefers no living slot. */
  take(slot: number, isAlive: (slot: number) => boolean): QueuedTask | undefined {
    const own = this.#waiting.findIndex(({ preferredSlot }) => preferredSlot === slot);
    const index = own >= 0 ? own : this.#waiting.findIndex((task) => isFree(task, isAlive));
    const [task] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (!task || this.#mayStart(task.units)) return task;
    this.#waiting = [];
    this.#endIfDone();
    return undefined;
  }

  /**
   * Runs a task that was taken, and delivers its result. If the worker dies or runs out of memory, the task becomes a
   * suspect. It is blamed only if that happens while it is alone on a worker that has just answered: otherwise the
   * worker may have been dead before, or others may have used up the memory.
   */
  async run(task: QueuedTask, worker: WorkerHandle, slot: number, alone: boolean): Promise<TaskEnd> {
    this.#inFlight++;
    let end: TaskEnd = "failed";
    let answered = false;
    try {
      if (alone) await worker.ping();
      answered = true;
      const deliver = await task.run(worker, slot);
      end = "done";
      if (!this.#ended) deliver();
    } catch (error) {
      const code = error instanceof RerankError ? error.code : undefined;
      if (code === "worker_crashed") end = "died";
      else if (code === "out_of_memory") end = "exhausted";
      if (alone && answered) task.blamedFor++;
      if (task.blamedFor < (maxBlame[end] ?? 0) && !this.#ended) this.#suspects.push(task);
      else this.end(error);
    }
    this.#inFlight--;
    this.#endIfDone();
    return end;
  }

  #endIfDone(): void {
    if (this.#waiting.length === 0 && !this.hasSuspects && this.#inFlight === 0) this.end();
  }

  /** Hands out no more tasks; results of those in flight are ignored. */
  end(error?: unknown): void {
    this.#waiting = [];
    this.#suspects.length = 0;
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd(error);
  }
}
