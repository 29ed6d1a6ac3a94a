/** First in each worker thread: gives it what the worker takes from the browser, then runs the worker itself. */
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadData } from "./node-worker.ts";

// Written by `threadWorkers`; nothing else starts this file.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const { name, script } = workerData as ThreadData;

Object.assign(globalThis, {
  self: globalThis,
  name,
  // Files are checked against their hashes in secure contexts only.
  isSecureContext: true,
  postMessage: (message: unknown) => parentPort?.postMessage(message),
  addEventListener: (type: string, listener: (event: { data: unknown }) => void) =>
    parentPort?.on(type, (data: unknown) => listener({ data })),
});
// From Node 21 on it is there, and cannot be assigned.
if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: {} });

await import(script);
