import { createBirpc } from "birpc";
import { RerankError } from "../../../contract/errors.ts";
import type { PageApi, WorkerApi } from "../../worker/protocol.ts";

/** What is asked of a worker: the browser's own, or a thread of Node's made to look like one. */
export type WebWorker = Pick<Worker, "postMessage" | "addEventListener" | "terminate">;

/** Starts a worker; its name is the name of the lock that it holds while it lives. */
export type CreateWorker = (name: string) => WebWorker;

/** One worker: the calls to it, and its end. */
export interface WorkerHandle extends WorkerApi {
  /** Resolves when the worker has stopped for whatever reason but `terminate`. */
  readonly died: Promise<RerankError>;
  terminate(): void;
}

/**
 * Calls to a worker that dies are rejected. A death is noticed by its `error` event, by the GPU being lost, and by
 * the lock that the worker held becoming free: one that is closed or killed for its memory fires no event.
 *
 * @throws {RerankError} `load_failed` where the browser refuses to start a worker (a content security policy, say)
 */
export function startWorker(createWorker: CreateWorker, locks: LockManager | undefined): WorkerHandle {
  const name = `tabrank-worker-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`;
  const worker = create(createWorker, name);
  const released = new AbortController();
  let reportDeath: (error: RerankError) => void;
  const died = new Promise<RerankError>((resolve) => {
    reportDeath = resolve;
  });
  const die = (error: RerankError): void => {
    released.abort();
    if (!rpc.$closed) rpc.$close(error);
    worker.terminate();
    reportDeath(error);
  };
  const rpc = createBirpc<WorkerApi, PageApi>(
    {
      alive: watchLock,
      deviceLost: (message) =>
        die(new RerankError("device_lost", `The graphics device was lost (${message}).`)),
    },
    {
      post: (message) => worker.postMessage(message),
      on: (listener) => worker.addEventListener("message", ({ data }) => listener(data)),
      timeout: -1,
    },
  );
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    die(crashed(event.message || "The worker could not be started or stopped with an error."));
  });
  worker.addEventListener("messageerror", () => die(crashed("A message of the worker could not be read.")));

  function watchLock(): void {
    locks
      ?.request(name, { signal: released.signal }, () =>
        die(crashed("The worker was stopped by the browser.")),
      )
      .catch(() => undefined);
  }

  return {
    probe: () => rpc.probe(),
    load: (request) => rpc.load(request),
    score: (chunk) => rpc.score(chunk),
    measure: (chunk) => rpc.measure(chunk),
    match: (...texts) => rpc.match(...texts),
    died,
    terminate() {
      released.abort();
      if (!rpc.$closed) rpc.$close(new RerankError("disposed", "The reranker was disposed."));
      worker.terminate();
    },
  };
}

function create(createWorker: CreateWorker, name: string): WebWorker {
  try {
    return createWorker(name);
  } catch (cause) {
    throw new RerankError("load_failed", "The browser refused to start a worker.", { cause });
  }
}

function crashed(message: string): RerankError {
  return new RerankError("worker_crashed", message);
}
