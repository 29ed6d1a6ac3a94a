import { RerankError } from "../../../contract/errors.ts";
import type { WorkerHandle } from "./worker-handle.ts";

/** Work for one worker. */
export interface PoolTask<T> {
  run(worker: WorkerHandle): Promise<T>;
  /** The slot that did this task before and may have cached something that it needs. */
  preferredSlot?: number | undefined;
}

/** A task that knows what to do with its result, so that jobs with results of any type share one queue. */
export interface QueuedTask {
  preferredSlot: number | undefined;
  attempts: number;
  /** @returns a function that delivers the result; it is not called if the job has ended meanwhile */
  run(worker: WorkerHandle, slot: number): Promise<() => void>;
}

/** If a worker dies while it runs a task, one other worker gets the task. */
const maxAttempts = 2;

export function queueTasks<T>(
  tasks: readonly PoolTask<T>[],
  onDone: (value: T, slot: number) => void,
): QueuedTask[] {
  return tasks.map((task) => ({
    preferredSlot: task.preferredSlot,
    attempts: 0,
    run: async (worker, slot) => {
      const value = await task.run(worker);
      return () => onDone(value, slot);
    },
  }));
}

/** Tasks that succeed or fail together. */
export class Job {
  #waiting: QueuedTask[];
  #inFlight = 0;
  #ended = false;
  readonly #onEnd: (error: unknown) => void;

  /** @param onEnd called once, with `undefined` when all tasks are done */
  constructor(tasks: QueuedTask[], onEnd: (error: unknown) => void) {
    this.#waiting = tasks;
    this.#onEnd = onEnd;
  }

  /** Removes the first waiting task that prefers the slot, or else the first that prefers no living slot. */
  take(slot: number, isAlive: (slot: number) => boolean): QueuedTask | undefined {
    const own = this.#waiting.findIndex(({ preferredSlot }) => preferredSlot === slot);
    const isFree = ({ preferredSlot }: QueuedTask): boolean =>
      preferredSlot === undefined || !isAlive(preferredSlot);
    const index = own >= 0 ? own : this.#waiting.findIndex(isFree);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  /**
   * Runs a task that was taken, and delivers its result. If the worker dies, the task waits again.
   * @returns whether the worker finished the task
   */
  async run(task: QueuedTask, worker: WorkerHandle, slot: number): Promise<boolean> {
    this.#inFlight++;
    task.attempts++;
    let finished = false;
    try {
      const deliver = await task.run(worker, slot);
      finished = true;
      if (!this.#ended) deliver();
    } catch (error) {
      const died = error instanceof RerankError && error.code === "worker_crashed";
      if (died && task.attempts < maxAttempts && !this.#ended) this.#waiting.unshift(task);
      else this.end(error);
    }
    this.#inFlight--;
    if (this.#waiting.length === 0 && this.#inFlight === 0) this.end();
    return finished;
  }

  /** Hands out no more tasks; results of those in flight are ignored. */
  end(error?: unknown): void {
    this.#waiting = [];
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd(error);
  }
}
