import workerUrl from "../worker/rerank.worker.ts?worker&url";
import { trustedScript } from "./trusted-script.ts";

export const workerAddress = new URL(workerUrl, import.meta.url);

/** The package has the form instead that every bundler knows: `new Worker(new URL("./worker.js", import.meta.url))`. */
export function startScript(name: string): Worker {
  return new Worker(trustedScript(workerAddress), { type: "module", name });
}
