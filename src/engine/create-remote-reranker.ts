import { type DialectName, dialectNameFromUrl, findDialect } from "./remote/dialects/dialects.ts";
import { RemoteReranker } from "./remote/remote-reranker.ts";

export interface CreateRemoteRerankerOptions {
  /** `https://api.jina.ai`; a path at its end is not repeated. */
  baseUrl: string;
  /** Told from the address where it is left out; "generic" for what is not known. */
  dialect?: DialectName;
  path?: string;
  model?: string;
  /** Kept in memory only. */
  apiKey?: string;
  timeoutMs?: number;
  attempts?: number;
  fetch?: typeof fetch;
}

/**
 * A reranker on a server that speaks `/v1/rerank` in one of its dialects. Nothing is sent until it is used.
 * @throws {RerankError} `invalid_request` for a base URL that is no address
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

/** Resolves after the time, or at once when it is cancelled: who waits looks at the signal. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}
