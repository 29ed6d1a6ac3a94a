import type { Environment } from "../engine/local/load-engine.ts";
import workerUrl from "../worker/rerank.worker.ts?worker&url";

/**
 * Browsers refuse a worker whose script is of another origin than the page. Where the element's script is, a module
 * of the page's own imports the real one, which the other server must allow (CORS).
 */
export function workerEnvironment(): Partial<Environment> {
  const url = new URL(workerUrl, import.meta.url);
  // Not `location.origin`: a page in a sandbox has no origin, whatever its address.
  if (url.origin === globalThis.origin) return {};
  const script = new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  return { createWorker: (name) => new Worker(address, { type: "module", name }) };
}
