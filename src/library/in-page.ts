/** `tabrank.js` of the site: the library for pages without a build, of the same origin or another. */
import type { LocalReranker } from "../engine/local/local-reranker.ts";
import type { LibraryOptions } from "./library-options.ts";

export * from "./common.ts";

// Apart from `new URL`: a bundler would take the folder for a file of ours.
const script = import.meta.url;

/** As in the package; the embedded model is the one that lies beside this script. */
export async function createReranker(options: LibraryOptions = {}): Promise<LocalReranker> {
  const [{ createReranker: create }, { workerEnvironment }] = await Promise.all([
    import("../engine/create-reranker.ts"),
    import("../ui/element/cross-origin-worker.ts"),
  ]);
  const modelBaseUrl = new URL("models/", script).href;
  return create({ modelBaseUrl, ...options, environment: workerEnvironment() });
}
