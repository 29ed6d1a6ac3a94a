import { RerankError } from "../../../contract/errors.ts";
import { inspectMessages } from "./messages.ts";

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

/**
 * The first bytes of a file, also from a server that sends all of it; `undefined` if it does not answer.
 * @throws {DOMException} `AbortError`
 */
export async function requestStart(
  url: string,
  bytes: number,
  { fetch, signal }: InspectOptions,
): Promise<Uint8Array | undefined> {
  const headers = { range: `bytes=0-${bytes - 1}` };
  try {
    const response = await fetch(url, { headers, ...(signal && { signal }) });
    return response.ok ? await readStart(response, bytes) : undefined;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

async function readStart({ body }: Response, bytes: number): Promise<Uint8Array> {
  if (!body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> = body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length < bytes) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  await reader.cancel();
  return new Uint8Array(await new Blob(parts).arrayBuffer()).subarray(0, bytes);
}
