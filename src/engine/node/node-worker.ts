import { Worker } from "node:worker_threads";
import type { CreateWorker } from "../local/workers/worker-handle.ts";

/** What a thread is told at its start. */
export interface ThreadData {
  name: string;
  /** URL of the worker's script. */
  script: string;
}

/** The event by which a page learns that a worker has failed. */
class ThreadError extends Event {
  readonly message: string;

  constructor(message: string) {
    super("error", { cancelable: true });
    this.message = message;
  }
}

/**
 * Workers as threads of Node with the surface of a Web Worker.
 * @param threadUrl `worker-thread.ts`, built
 * @param scriptUrl `rerank.worker.ts`, built
 */
export function threadWorkers(threadUrl: URL, scriptUrl: URL): CreateWorker {
  return (name) => {
    const workerData: ThreadData = { name, script: scriptUrl.href };
    const thread = new Worker(threadUrl, { name, workerData, execArgv: [] });
    const events = new EventTarget();
    let terminated = false;
    thread.on("message", (data: unknown) => events.dispatchEvent(new MessageEvent("message", { data })));
    thread.on("messageerror", () => events.dispatchEvent(new MessageEvent("messageerror")));
    thread.on("error", (error: unknown) =>
      events.dispatchEvent(new ThreadError(error instanceof Error ? error.message : String(error))),
    );
    // A thread that ends itself, or is ended for its memory, may say nothing else.
    thread.on("exit", (code) => {
      if (!terminated) events.dispatchEvent(new ThreadError(`The worker thread ended with code ${code}.`));
    });
    return {
      postMessage: (message: unknown) => thread.postMessage(message),
      addEventListener: (type: string, listener: EventListenerOrEventListenerObject) =>
        events.addEventListener(type, listener),
      terminate() {
        terminated = true;
        void thread.terminate();
      },
    };
  };
}
