import { RerankError } from "../../contract/errors.ts";
import type { RerankOptions } from "../../contract/reranker.ts";

export interface RetryOptions extends RerankOptions {
  /** Including the first one. */
  attempts?: number | undefined;
  wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

const defaultAttempts = 4;
const firstPauseMs = 500;
/** Longer pauses are left to the caller: the error then says when to try again. */
const maxPauseMs = 30_000;

/**
 * Calls `send`, and again after a pause if the server was busy (429) or broken (5xx). Each pause is reported as the
 * progress `retry`.
 * @throws what `send` threw last, or the reason of an aborted signal
 */
export async function withRetries<T>(send: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts = defaultAttempts, wait, signal, onProgress } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof RerankError) || !isTemporary(error) || attempt >= attempts) throw error;
      const waitMs = error.retryAfterMs ?? Math.min(maxPauseMs, firstPauseMs * 2 ** (attempt - 1));
      if (waitMs > maxPauseMs) throw error;
      onProgress?.({ phase: "retry", attempt: attempt + 1, waitMs, reason: error.message });
      await wait(waitMs, signal);
      signal?.throwIfAborted();
    }
  }
}

function isTemporary({ code }: RerankError): boolean {
  return code === "rate_limited" || code === "server_error";
}
