import { RerankError, unwrap } from "../../../contract/errors.ts";
import type { LoadRequest } from "../../worker/protocol.ts";
import { workerMessages } from "../messages.ts";
import { type Pace, watch } from "./patience.ts";
import type { WorkerHandle } from "./worker-handle.ts";

interface WorkerOptions {
  start: () => WorkerHandle;
  load: LoadRequest;
}

/** A place in the pool for one worker after another. */
export class WorkerSlot {
  /** `undefined` while the pool rests or the worker is replaced, and for good once that has failed. */
  worker: WorkerHandle | undefined;
  /** Loads, or runs a task. */
  busy = false;
  running = false;
  /** Without a finished task in between. */
  deathsInARow = 0;

  /**
   * Starts a worker and has it load the model.
   * @returns `undefined` if the slot was emptied meanwhile
   */
  async fill({ start, load }: WorkerOptions, pace: Pace): Promise<WorkerHandle | undefined> {
    const worker = start();
    // Already in its slot: a pool that ends must terminate it.
    this.worker = worker;
    this.busy = true;
    const limitMs = pace.limitMs();
    const late = overdue(load.device, workerMessages.notLoaded(limitMs), limitMs);
    const endWatch = watch(limitMs, () => worker.kill(late));
    const startedAt = performance.now();
    try {
      unwrap(await worker.load(load));
    } catch (error) {
      worker.terminate();
      if (this.worker === worker) this.empty();
      throw error;
    } finally {
      endWatch();
    }
    pace.record(performance.now() - startedAt);
    if (this.worker !== worker) {
      worker.terminate();
      return undefined;
    }
    this.busy = false;
    return worker;
  }

  empty(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.busy = false;
  }
}

/** A GPU that hangs shows as a worker that gives no answer. */
export function overdue(device: LoadRequest["device"], message: string, limitMs: number): RerankError {
  return device === "webgpu"
    ? new RerankError("device_lost", workerMessages.deviceSilent(limitMs))
    : new RerankError("worker_crashed", message);
}
