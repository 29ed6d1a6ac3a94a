import type { DialectName } from "./remote/dialects/dialects.ts";
import { dialectNameFromUrl, findDialect } from "./remote/dialects/find-dialect.ts";
import { RemoteReranker } from "./remote/remote-reranker.ts";
import { wait } from "../contract/waiting.ts";

export interface CreateRemoteRerankerOptions {
  /** For example `https://api.jina.ai`. May include the path, or its beginning. */
  baseUrl: string;
  /**
   * The server's API. By default, the vendor's dialect if the base URL is a known vendor's, otherwise `generic`, which
   * also detects Text Embeddings Inference and Voyage AI from their error messages.
   */
  dialect?: DialectName;
  /** Path of the endpoint; by default the dialect's, such as `/v1/rerank`. */
  path?: string;
  /** Model for requests that name none. */
  model?: string;
  /** Sent as a bearer token. It is kept in memory only, and redacted from the server's messages. */
  apiKey?: string;
  /** Time limit of each HTTP request in milliseconds; 60,000 by default. */
  timeoutMs?: number;
  /** Attempts for an HTTP request that is answered 429 or 5xx, including the first one; 4 by default. */
  attempts?: number;
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch;
}

/**
 * Creates a reranker for a server with a `/v1/rerank` API. It sends nothing until `rerank` is called.
 *
 * `rerank` resolves to the response of the contract: `results` sorted by `relevance_score`, `index` being the position
 * in `documents`. The scale of the scores is the server's. It rejects with a `RerankError`:
 * - before sending: `invalid_request`, `unsupported_input`, `disposed`
 * - for the server's error answers: `bad_request`, `invalid_request`, `unauthorized`, `forbidden`, `model_not_found`,
 *   `too_large`, `rate_limited`, `server_error`, `timeout`
 * - for the connection: `unreachable`, `timeout`
 * - for answers that are not a valid ranking: `invalid_response`
 *
 * When `signal` is aborted, it rejects with the signal's reason.
 * @throws {RerankError} `invalid_request` for an invalid base URL, path or API key
 */
export function createRemoteReranker(options: CreateRemoteRerankerOptions): RemoteReranker {
  const { dialect = dialectNameFromUrl(options.baseUrl), ...rest } = options;
  return new RemoteReranker({
    fetch: (...parameters) => globalThis.fetch(...parameters),
    now: () => Date.now(),
    wait,
    ...rest,
    dialect: findDialect(dialect),
  });
}
