/** Entry point of each worker thread: provides the browser globals that the worker uses, then runs the worker. */
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadData } from "./node-worker.ts";

// `threadWorkers` alone starts this file.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const { name, script } = workerData as ThreadData;

Object.assign(globalThis, {
  self: globalThis,
  name,
  // The worker checks files against their hashes only in secure contexts.
  isSecureContext: true,
  postMessage: (message: unknown) => parentPort?.postMessage(message),
  addEventListener: (type: string, listener: (event: { data: unknown }) => void) =>
    parentPort?.on(type, (data: unknown) => listener({ data })),
});
// Node 21 and later have it, and it cannot be assigned.
if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: {} });

await import(script);
