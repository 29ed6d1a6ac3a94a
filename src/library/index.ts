/**
 * A reranker in the browser tab: query and documents never leave the machine.
 *
 * @example
 * ```ts
 * import { createReranker } from "tabrank";
 *
 * const reranker = await createReranker();
 * const { results } = await reranker.rerank({ query: "…", documents: ["…", "…"], top_n: 3 });
 * reranker.dispose();
 * ```
 */
import type { LocalReranker } from "../engine/local/local-reranker.ts";
import type { LibraryOptions } from "./library-options.ts";

export * from "./common.ts";

/**
 * Downloads, loads and tests a model; resolves when it is ready to rank. The engine is fetched with the first call.
 *
 * @param options `signal` and `onProgress` are of the loading; each `rerank` has its own
 * @throws {RerankError} `model_not_found`, `download_failed`, `integrity_failed`, `load_failed`,
 *   `self_test_failed`, `out_of_memory`
 * @throws {DOMException} `AbortError`
 */
export async function createReranker(options: LibraryOptions = {}): Promise<LocalReranker> {
  const { createInBrowser } = await import("./create-in-browser.ts");
  return createInBrowser(options);
}
