/** One file of a model: from the cache or the network, checked for its size. */
import { RerankError } from "../../../contract/errors.ts";
import type { ModelFile } from "../../../models/model.ts";
import { downloadMessages } from "../messages.ts";
import { type FileCache, storedBytesHeader } from "./file-cache.ts";

/** A file whose headers are here, and whose body is not yet read. */
export interface OpenedFile {
  file: ModelFile;
  url: string;
  response: Response;
  cached: boolean;
  /** Size of the body, for progress. */
  expectedBytes: number;
}

/** @throws {RerankError} `download_failed`; `model_not_found` for status 404 */
export async function openFile(
  file: ModelFile,
  url: string,
  cache: FileCache | undefined,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<OpenedFile> {
  const cached = await cache?.match(url);
  if (cached) return { file, url, response: cached, cached: true, expectedBytes: file.bytes };
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new RerankError("download_failed", downloadMessages.unreachable(url), { cause });
  });
  if (!response.ok) {
    const code = response.status === 404 ? "model_not_found" : "download_failed";
    throw new RerankError(code, downloadMessages.status(url, response));
  }
  if (isWebPage(response)) throw new RerankError("download_failed", downloadMessages.webPage(url));
  return { file, url, response, cached: false, expectedBytes: expectedBytes(file, response) };
}

/**
 * Reads the body and caches it if it came from the network.
 * @param report called with the number of bytes that arrived since the last call
 * @throws {RerankError} `download_failed`; `integrity_failed` for a file of another size, which leaves the cache
 */
export async function readFile(
  { file, url, response, cached, expectedBytes: expected }: OpenedFile,
  cache: FileCache | undefined,
  signal: AbortSignal,
  report: (bytes: number) => void,
): Promise<Blob> {
  let received = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      received += chunk.byteLength;
      report(Math.min(received, expected) - Math.min(received - chunk.byteLength, expected));
      controller.enqueue(chunk);
    },
  });
  const body = response.body?.pipeThrough(counter, { signal }) ?? null;
  const blob = await new Response(body).blob().catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new RerankError("download_failed", downloadMessages.interrupted(url, received), { cause });
  });
  if (file.exact !== false && blob.size !== file.bytes) {
    await cache?.delete(url);
    throw new RerankError("integrity_failed", downloadMessages.wrongSize(url, blob.size, file.bytes));
  }
  report(expected - Math.min(received, expected));
  // A full disk or a private window must not stop a model that has already arrived.
  if (!cached) await cache?.put(url, storable(blob)).catch(() => undefined);
  return blob;
}

/** A captive portal's sign-in page, or the fallback page of a server that answers every path with its application. */
export function isWebPage(response: Response): boolean {
  return response.headers.get("content-type")?.includes("text/html") === true;
}

/** The catalogue's figure if it is exact; otherwise the server's. */
function expectedBytes(file: ModelFile, response: Response): number {
  if (file.exact !== false) return file.bytes;
  const encoded = response.headers.get("content-encoding");
  const announced = Number(response.headers.get("content-length") ?? NaN);
  return encoded === null && Number.isSafeInteger(announced) && announced > 0 ? announced : file.bytes;
}

function storable(blob: Blob): Response {
  return new Response(blob, { headers: { [storedBytesHeader]: String(blob.size) } });
}
