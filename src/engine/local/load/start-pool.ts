import { RerankError } from "../../../contract/errors.ts";
import type { Candidate } from "../device.ts";
import { startWorker } from "../workers/worker-handle.ts";
import { WorkerPool } from "../workers/worker-pool.ts";
import type { Loading } from "./load-options.ts";
import { createLoadRequest } from "./load-request.ts";

/** Limit on the document embeddings that all workers cache together. */
const embeddingBudgetBytes = 128_000_000;

/**
 * Loads the candidate on one worker, which others follow while there is work for them; or on as many as the caller asks
 * for, and where those do not fit in memory, on half as many, and so on. Browsers also end workers that they have no
 * memory for.
 * The workers start while the files are on their way.
 * @param size most workers
 * @throws {RerankError} `out_of_memory` or `worker_crashed` if not even one fits
 */
export async function startPool(
  size: number,
  candidate: Candidate,
  files: Promise<ReadonlyMap<string, Blob>>,
  loading: Loading,
): Promise<WorkerPool> {
  const { environment, model, workers, onReplaced, signal, onProgress } = loading;
  const atOnce = workers === undefined ? 1 : size;
  const load = files.then((files) => {
    onProgress({ phase: "load", ready: 0, workers: atOnce });
    return createLoadRequest(model, candidate, files, embeddingBudgetBytes / size);
  });
  // Without a worker nobody waits for it.
  load.catch(() => undefined);
  try {
    return await WorkerPool.start(
      {
        size,
        atOnce,
        start: () => startWorker(environment.createWorker, environment.locks),
        device: candidate.device,
        load,
        ...(onReplaced && { onReplaced }),
      },
      signal,
      (ready) => onProgress({ phase: "load", ready, workers: atOnce }),
    );
  } catch (cause) {
    signal.throwIfAborted();
    const { code } = RerankError.from(cause);
    if (atOnce === 1 || (code !== "out_of_memory" && code !== "worker_crashed")) throw cause;
    return startPool(Math.floor(size / 2), candidate, files, loading);
  }
}
