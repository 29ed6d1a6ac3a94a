/** One file of a model: from the cache or the network, checked for its size. */
import type { ModelFile } from "../../../models/model.ts";
import { Download, type DownloadOptions } from "./download.ts";
import { type FileCache, storedBytesHeader } from "./file-cache.ts";
import { ReceivedBytes, readBody } from "./read-body.ts";

/** A file whose headers are here, and whose body is not yet read. */
export interface OpenedFile {
  /** Size of the body, for progress. */
  expectedBytes: number;
  /**
   * Reads the body; what comes from the network is stored. A cached file that cannot be read, or has another size,
   * is downloaded again.
   * @param onReceived called with the number of bytes that are there
   * @throws {RerankError} `download_failed`, `model_not_found`; `integrity_failed` for a file of another size
   */
  read: (onReceived: (bytes: number) => void) => Promise<Blob>;
}

/** @throws {RerankError} `download_failed`; `model_not_found` for status 404 */
export async function openFile(
  file: ModelFile,
  url: string,
  cache: FileCache | undefined,
  options: DownloadOptions,
): Promise<OpenedFile> {
  const download = new Download(file, url, options);
  const fetched = async (onReceived: (bytes: number) => void): Promise<Blob> => {
    const blob = await download.read(onReceived);
    await cache?.put(url, storable(blob));
    return blob;
  };
  const cached = options.reload === true ? undefined : await cache?.match(url);
  if (!cached) return { expectedBytes: expectedBytes(file, await download.open()), read: fetched };
  return {
    expectedBytes: file.bytes,
    async read(onReceived) {
      const blob = await readCached(file, cached, options, onReceived);
      if (blob) return blob;
      await cache?.delete(url);
      return fetched(onReceived);
    },
  };
}

/** `undefined` if the stored body cannot be read, or is not the file. */
async function readCached(
  file: ModelFile,
  cached: Response,
  { limits, signal }: DownloadOptions,
  onReceived: (bytes: number) => void,
): Promise<Blob | undefined> {
  const received = new ReceivedBytes();
  try {
    await readBody(cached, limits.silenceMs, signal, (chunk) => {
      received.add(chunk);
      onReceived(received.size);
    });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
  const stored = cached.headers.get(storedBytesHeader);
  const expected = file.exact !== false ? file.bytes : stored === null ? received.size : Number(stored);
  return received.size === expected ? received.toBlob() : undefined;
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
