import type { Environment } from "../../engine/local/environment.ts";
import { trustedScript } from "../../engine/local/trusted-script.ts";
import { workerAddress } from "../../engine/local/worker-script.ts";

/**
 * Browsers refuse a worker whose script is of another origin than the page. Where the element's script is, a script
 * of the page's own imports the real one, which the other server must allow (CORS).
 */
export function workerEnvironment(): Partial<Environment> {
  // Not `location.origin`: a page in a sandbox has no origin, whatever its address.
  if (workerAddress.origin === globalThis.origin) return {};
  const address = URL.createObjectURL(new Blob([importing(workerAddress.href)], { type: "text/javascript" }));
  // No module: in a sandbox Chromium starts none from a blob.
  return { createWorker: (name) => new Worker(trustedScript(address), { name }) };
}

/** What is sent before the real script listens is kept for it; where it cannot be had, the worker fails. */
function importing(address: string): string {
  return `
const early = [];
const keep = ({ data }) => early.push(data);
addEventListener("message", keep);
import(${JSON.stringify(address)}).then(
  () => {
    removeEventListener("message", keep);
    for (const data of early) dispatchEvent(new MessageEvent("message", { data }));
  },
  (error) => setTimeout(() => { throw error; }),
);`;
}
