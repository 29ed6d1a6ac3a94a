import { RerankError } from "../../../contract/errors.ts";
import { within } from "../../../contract/waiting.ts";
import { loadLimits } from "../load/limits.ts";
import { ReceivedBytes, readBody } from "../load/read-body.ts";
import { inspectMessages } from "./messages.ts";

export interface InspectOptions {
  hubHost: string;
  fetch: typeof fetch;
  signal?: AbortSignal;
  /** A server that sends nothing for so long is given up. */
  silenceMs?: number;
}

/**
 * A successful GET, with its whole body.
 * @throws {RerankError} `model_not_found` for 401, 403 and 404: the Hub answers 401 for what does not exist;
 *   `download_failed` otherwise
 * @throws {DOMException} `AbortError`
 */
export async function request(url: string, options: InspectOptions): Promise<Response> {
  const unreachable = (cause: unknown): never => {
    options.signal?.throwIfAborted();
    throw new RerankError("download_failed", inspectMessages.unreachable(url), { cause });
  };
  const response = await send(url, {}, options).catch(unreachable);
  const { ok, status } = response;
  if (ok) return new Response(await readAll(response, Infinity, options).catch(unreachable));
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
  options: InspectOptions,
): Promise<Uint8Array | undefined> {
  try {
    const response = await send(url, { headers: { range: `bytes=0-${bytes - 1}` } }, options);
    if (!response.ok) return undefined;
    const start = await readAll(response, bytes, options);
    return new Uint8Array(await start.arrayBuffer()).subarray(0, bytes);
  } catch {
    options.signal?.throwIfAborted();
    return undefined;
  }
}

/**
 * Resolves with the headers.
 * @throws {TimeOver} if none come in time; what `fetch` throws
 */
export async function send(
  url: string,
  init: RequestInit,
  { fetch, signal, silenceMs = loadLimits.silenceMs }: InspectOptions,
): Promise<Response> {
  const end = new AbortController();
  try {
    const ended = signal ? AbortSignal.any([signal, end.signal]) : end.signal;
    return await within(silenceMs, fetch(url, { ...init, signal: ended }), signal);
  } catch (error) {
    end.abort();
    throw error;
  }
}

/** The body, or at least its first `bytes`. */
async function readAll(
  response: Response,
  bytes: number,
  { signal, silenceMs = loadLimits.silenceMs }: InspectOptions,
): Promise<Blob> {
  const received = new ReceivedBytes();
  await readBody(response, silenceMs, signal, (chunk) => received.add(chunk), bytes);
  return received.toBlob();
}
