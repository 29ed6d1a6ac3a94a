import { createBirpc } from "birpc";
import { RerankError } from "../../../contract/errors.ts";
import type { PageApi, WorkerApi } from "../../worker/protocol.ts";
import { workerMessages } from "../messages.ts";
import { startLimitMs, watch } from "./patience.ts";

/** The part of a Web Worker that is used; in Node a thread provides it. */
export type WebWorker = Pick<Worker, "postMessage" | "addEventListener" | "terminate">;

/** Starts a worker that holds a Web Lock with the given name for as long as it lives. */
export type CreateWorker = (name: string) => WebWorker;

/** One worker: its methods, and notice of its death. */
export interface WorkerHandle extends WorkerApi {
  /** Resolves when the worker has stopped for any reason other than `terminate`. */
  readonly died: Promise<RerankError>;
  /** Ends a worker that counts as dead; its calls are rejected with the error. */
  kill(error: RerankError): void;
  terminate(): void;
}

/**
 * Starts a worker. If it dies, pending calls are rejected with `worker_crashed` or `device_lost`. A death shows as an
 * `error` event, as a lost GPU, or, if the browser closed or killed the worker without an event, by the release of the
 * lock that it held. A worker that dies before it runs shows nothing of that: it is dead if it does not report in time.
 *
 * @throws {RerankError} `load_failed` if the browser refuses to start a worker, for example by a content security policy
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
    stop(error);
    reportDeath(error);
  };
  const stop = (error: RerankError): void => {
    endWatch();
    released.abort();
    if (!rpc.$closed) rpc.$close(error);
    worker.terminate();
  };
  const endWatch = watch(startLimitMs, () => die(crashed(workerMessages.notRunning(startLimitMs))));
  const rpc = createBirpc<WorkerApi, PageApi>(
    {
      started: endWatch,
      locked: watchLock,
      deviceLost: (message) => die(new RerankError("device_lost", workerMessages.deviceLost(message))),
    },
    {
      post: (message) => worker.postMessage(message),
      on: (listener) => worker.addEventListener("message", ({ data }) => listener(data)),
      timeout: -1,
    },
  );
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    die(crashed(event.message || workerMessages.stopped()));
  });
  worker.addEventListener("messageerror", () => die(crashed(workerMessages.unreadable())));

  function watchLock(): void {
    locks
      ?.request(name, { signal: released.signal }, () => die(crashed(workerMessages.killed())))
      .catch(() => undefined);
  }

  return {
    ping: () => rpc.ping(),
    probe: () => rpc.probe(),
    prepare: (device) => rpc.prepare(device),
    load: (request) => rpc.load(request),
    score: (chunk) => rpc.score(chunk),
    compute: (chunk) => rpc.compute(chunk),
    measure: (chunk) => rpc.measure(chunk),
    match: (...texts) => rpc.match(...texts),
    died,
    kill: die,
    terminate: () => stop(new RerankError("disposed", workerMessages.disposed())),
  };
}

function create(createWorker: CreateWorker, name: string): WebWorker {
  try {
    return createWorker(name);
  } catch (cause) {
    throw new RerankError("load_failed", workerMessages.notStarted(), { cause });
  }
}

function crashed(message: string): RerankError {
  return new RerankError("worker_crashed", message);
}
