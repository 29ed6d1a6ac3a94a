import { RerankError } from "../../../contract/errors.ts";
import { inspectMessages } from "../messages.ts";

export interface InspectOptions {
  hubHost: string;
  fetch: typeof fetch;
  signal?: AbortSignal;
}

/**
 * A successful GET.
 * @throws {RerankError} `model_not_found` for 401, 403 and 404: the Hub answers 401 for what does not exist;
 *   `download_failed` otherwise
 * @throws {DOMException} `AbortError`
 */
export async function request(url: string, { fetch, signal }: InspectOptions): Promise<Response> {
  const response = await fetch(url, { ...(signal && { signal }) }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new RerankError("download_failed", inspectMessages.unreachable(url), { cause });
  });
  const { ok, status } = response;
  if (ok) return response;
  if ([401, 403, 404].includes(status))
    throw new RerankError("model_not_found", inspectMessages.noSuchModel(url));
  throw new RerankError("download_failed", inspectMessages.status(url, status));
}
