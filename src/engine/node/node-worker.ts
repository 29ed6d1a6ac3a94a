import { Worker } from "node:worker_threads";
import type { CreateWorker } from "../local/workers/worker-handle.ts";

/** What a thread receives at its start. */
export interface ThreadData {
  name: string;
  /** URL of the worker script. */
  script: string;
}

/** The `error` event of a Web Worker, which Node does not have. */
class ThreadError extends Event {
  readonly message: string;

  constructor(message: string) {
    super("error", { cancelable: true });
    this.message = message;
  }
}

/**
 * Workers as Node threads with the interface of a Web Worker.
 * @param threadUrl URL of the built `worker-thread.ts`
 * @param scriptUrl URL of the built `rerank.worker.ts`
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
    // A thread that exits, or is killed for its memory, may fire no other event.
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
