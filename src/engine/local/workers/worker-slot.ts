import { type Outcome, RerankError, unwrap } from "../../../contract/errors.ts";
import type { Device } from "../../../models/model.ts";
import type { LoadRequest } from "../../worker/protocol.ts";
import { workerMessages } from "../messages.ts";
import { type Pace, watch } from "./patience.ts";
import type { WorkerHandle } from "./worker-handle.ts";

interface WorkerOptions {
  start: () => WorkerHandle;
  device: Device;
  /** A promise while the files are still on their way. */
  load: LoadRequest | Promise<LoadRequest>;
}

interface LoadedWorker {
  worker: WorkerHandle;
  runtime: WebAssembly.Module | undefined;
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
  async start({ start, device, load }: WorkerOptions, pace: Pace): Promise<LoadedWorker | undefined> {
    const worker = start();
    // Already in its slot: a pool that ends must terminate it.
    this.worker = worker;
    this.busy = true;
    let runtime: WebAssembly.Module | undefined;
    try {
      if (load instanceof Promise) worker.prepare(device).catch(() => undefined);
      const request = await load;
      runtime = await withinPace(pace, worker, device, () => worker.load(request));
    } catch (error) {
      worker.terminate();
      if (this.worker === worker) this.empty();
      throw error;
    }
    if (this.worker !== worker) {
      worker.terminate();
      return undefined;
    }
    this.busy = false;
    return { worker, runtime };
  }

  empty(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.busy = false;
  }
}

/** A worker that takes too long to load is ended. */
async function withinPace<T>(
  pace: Pace,
  worker: WorkerHandle,
  device: Device,
  load: () => Promise<Outcome<T>>,
): Promise<T> {
  const limitMs = pace.limitMs();
  const late = overdue(device, workerMessages.notLoaded(limitMs), limitMs);
  const endWatch = watch(limitMs, () => worker.kill(late));
  const startedAt = performance.now();
  try {
    const loaded = unwrap(await load());
    pace.record(performance.now() - startedAt);
    return loaded;
  } finally {
    endWatch();
  }
}

/** A GPU that hangs shows as a worker that gives no answer. */
export function overdue(device: Device, message: string, limitMs: number): RerankError {
  return device === "webgpu"
    ? new RerankError("device_lost", workerMessages.deviceSilent(limitMs))
    : new RerankError("worker_crashed", message);
}
