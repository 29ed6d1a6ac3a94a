/**
 * `/v1/rerank` without a server: as a `fetch`, or for every script of the origin.
 *
 * @example
 * ```ts
 * import { createReranker } from "tabrank";
 * import { createRerankFetch, serveFromTab } from "tabrank/fetch";
 *
 * const reranker = await createReranker();
 * const privateFetch = createRerankFetch(reranker);
 * const response = await privateFetch("https://api.example.com/v1/rerank", {
 *   method: "POST",
 *   headers: { "content-type": "application/json" },
 *   body: JSON.stringify({ query, documents }),
 * });
 * // Together with `routeRerank` in the service worker, for every script of the origin:
 * const stop = serveFromTab(reranker);
 * ```
 */
export { type RerankFetchOptions, createRerankFetch } from "../http/in-tab/create-rerank-fetch.ts";
export { type ServeOptions, serveFromTab } from "../http/in-tab/serve-from-tab.ts";
export type { NamedReranker } from "../http/in-tab/tab-handler.ts";
