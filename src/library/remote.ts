/**
 * Rerankers for any server with a `/v1/rerank` API, and for recorded answers.
 *
 * @example
 * ```ts
 * import { createRemoteReranker } from "tabrank/remote";
 *
 * const remote = createRemoteReranker({ baseUrl: "http://localhost:8787", apiKey });
 * const { results } = await remote.rerank({ query, documents, top_n: 3 }, { signal });
 * ```
 */
export { type CreateRemoteRerankerOptions, createRemoteReranker } from "../engine/create-remote-reranker.ts";
export { type DialectName, dialects } from "../engine/remote/dialects/dialects.ts";
export type { Dialect } from "../engine/remote/dialects/dialect.ts";
export type { RemoteReranker } from "../engine/remote/remote-reranker.ts";
export {
  type Recording,
  RecordedReranker,
  createRecording,
  readRecordings,
  writeRecordings,
} from "../engine/remote/recordings.ts";
