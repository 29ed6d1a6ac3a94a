/** `/v1/rerank` without a server: as a `fetch`, and for every script of the origin. */
export {
  type NamedReranker,
  type RerankFetchOptions,
  createRerankFetch,
} from "../fetch/create-rerank-fetch.ts";
export { type ServeOptions, serveFromTab } from "../fetch/serve-from-tab.ts";
