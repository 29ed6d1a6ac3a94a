import type { CreateWorker } from "../../src/engine/local/workers/worker-handle.ts";

/**
 * One worker for all models, one after the other: the WASM that it compiled for one serves the next. In Node only. It is
 * started at the first call and never ended.
 */
export function oneWorker(createWorker: CreateWorker): CreateWorker {
  let worker: ReturnType<CreateWorker> | undefined;
  /** Those who listen to it now. */
  let listeners = new EventTarget();

  function start(name: string): ReturnType<CreateWorker> {
    const started = createWorker(name);
    started.addEventListener("message", ({ data }) =>
      listeners.dispatchEvent(new MessageEvent("message", { data })),
    );
    started.addEventListener("error", ({ message }) => {
      throw new Error(message);
    });
    return started;
  }

  return (name) => {
    const started = (worker ??= start(name));
    listeners = new EventTarget();
    return {
      postMessage: (message: unknown) => started.postMessage(message),
      addEventListener: (type: string, listener: EventListenerOrEventListenerObject) =>
        listeners.addEventListener(type, listener),
      terminate: () => {},
    };
  };
}
