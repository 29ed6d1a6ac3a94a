/** Fetches a model's files once, for all workers: with progress in bytes, cancellation and a cache. */
import { RerankError } from "../../../contract/errors.ts";
import type { RerankProgress } from "../../../contract/reranker.ts";
import { type ModelEntry, type ModelFile, type ModelVariant, modelFiles } from "../../../models/model.ts";

export interface ModelFilesOptions {
  /** Answers for where the embedded models lie and which Hub is asked. */
  locations: ModelLocations;
  fetch: typeof fetch;
  /** `undefined` where the browser keeps no cache for this page. */
  cache: FileCache | undefined;
  signal: AbortSignal;
  onProgress: (progress: Extract<RerankProgress, { phase: "download" }>) => void;
}

/** What is asked of the browser's `Cache`; elsewhere a folder does. */
export interface FileCache {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
}

/** How many bytes a cached file has, told without reading it. */
export const storedBytesHeader = "x-tabrank-bytes";

export interface ModelLocations {
  /** URL of the folder that holds embedded models as `organisation/name/…`, with a slash at its end. */
  embeddedBaseUrl: string;
  /** `https://huggingface.co`, or any server laid out like it. */
  hubHost: string;
}

/** The URL of one file of a model. */
export function fileUrl(model: ModelEntry, path: string, locations: ModelLocations): string {
  const { source } = model;
  switch (source.kind) {
    case "embedded":
      return `${locations.embeddedBaseUrl}${model.id}/${path}`;
    case "hub":
      return `${locations.hubHost.replace(/\/+$/, "")}/${model.id}/resolve/${encodeURIComponent(source.revision)}/${path}`;
    case "url":
      return `${source.baseUrl.replace(/\/+$/, "")}/${path}`;
    case "files":
      return `files:${path}`;
  }
}

/**
 * The files of one variant and the tokenizer, by path.
 * Hub files are cached under their URL; embedded ones are left to the HTTP cache and service worker.
 *
 * @throws {RerankError} `download_failed`, `model_not_found`, `integrity_failed`
 * @throws {DOMException} `AbortError`
 */
export async function fetchModelFiles(
  model: ModelEntry,
  variant: ModelVariant,
  options: ModelFilesOptions,
): Promise<Map<string, Blob>> {
  const files = modelFiles(model, variant);
  if (model.source.kind === "files") return givenFiles(files, model.source.files);
  const cache = model.source.kind === "embedded" ? undefined : options.cache;
  // One file that fails takes the others with it.
  const all = new AbortController();
  const signal = AbortSignal.any([options.signal, all.signal]);
  try {
    const opened = await Promise.all(
      files.map((file) =>
        openFile(file, fileUrl(model, file.path, options.locations), cache, options.fetch, signal),
      ),
    );
    const totalBytes = opened.reduce((sum, { expectedBytes }) => sum + expectedBytes, 0);
    const report = monotonicReport(totalBytes, options.onProgress);
    const blobs = await Promise.all(opened.map((file) => readFile(file, cache, signal, report)));
    options.signal.throwIfAborted();
    return new Map(files.map((file, position) => [file.path, blobs[position] ?? new Blob()]));
  } catch (error) {
    all.abort();
    options.signal.throwIfAborted();
    throw error;
  }
}

/** What the person gave is here already; only that it is all there, and whole, is looked at. */
function givenFiles(files: readonly ModelFile[], given: ReadonlyMap<string, Blob>): Map<string, Blob> {
  return new Map(
    files.map(({ path, bytes, exact }) => {
      const blob = given.get(path);
      if (!blob) throw new RerankError("model_not_found", `${path} is not among the files.`);
      if (exact === false || blob.size === bytes) return [path, blob];
      const message = `${path} has ${blob.size} bytes where ${bytes} were expected.`;
      throw new RerankError("integrity_failed", message);
    }),
  );
}

/** Drops what the cache holds of one variant and the tokenizer: a file of it has turned out to be wrong. */
export async function forgetModelFiles(
  model: ModelEntry,
  variant: ModelVariant,
  { locations, cache }: Pick<ModelFilesOptions, "locations" | "cache">,
): Promise<void> {
  if (!cache) return;
  await Promise.all(
    modelFiles(model, variant).map(({ path }) => cache.delete(fileUrl(model, path, locations))),
  );
}

interface OpenedFile {
  file: ModelFile;
  url: string;
  response: Response;
  cached: boolean;
  expectedBytes: number;
}

async function openFile(
  file: ModelFile,
  url: string,
  cache: FileCache | undefined,
  fetch: ModelFilesOptions["fetch"],
  signal: AbortSignal,
): Promise<OpenedFile> {
  const cached = await cache?.match(url);
  if (cached) return { file, url, response: cached, cached: true, expectedBytes: file.bytes };
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new RerankError("download_failed", `${url} could not be reached. Check the connection.`, { cause });
  });
  if (!response.ok) {
    const code = response.status === 404 ? "model_not_found" : "download_failed";
    const refused =
      response.status === 401 || response.status === 403 ? " The repository is not public." : "";
    throw new RerankError(code, `${url} answered ${response.status} ${response.statusText}.${refused}`);
  }
  if (isWebPage(response)) {
    throw new RerankError("download_failed", `${url} is a web page, not a file of a model.`);
  }
  return { file, url, response, cached: false, expectedBytes: expectedBytesOf(file, response) };
}

/** A hotel's sign-in page, or a server that answers every path with its application: no file of a model. */
export function isWebPage(response: Response): boolean {
  return response.headers.get("content-type")?.includes("text/html") === true;
}

/** The catalogue's figure where it is exact; otherwise what the server announces. */
function expectedBytesOf(file: ModelFile, response: Response): number {
  if (file.exact !== false) return file.bytes;
  const encoded = response.headers.get("content-encoding");
  const announced = Number(response.headers.get("content-length") ?? NaN);
  return encoded === null && Number.isSafeInteger(announced) && announced > 0 ? announced : file.bytes;
}

async function readFile(
  { file, url, response, cached, expectedBytes }: OpenedFile,
  cache: FileCache | undefined,
  signal: AbortSignal,
  report: (bytes: number) => void,
): Promise<Blob> {
  let received = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      received += chunk.byteLength;
      report(Math.min(received, expectedBytes) - Math.min(received - chunk.byteLength, expectedBytes));
      controller.enqueue(chunk);
    },
  });
  const body = response.body?.pipeThrough(counter, { signal }) ?? null;
  const blob = await new Response(body).blob().catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new RerankError("download_failed", `${url} broke off after ${received} bytes.`, { cause });
  });
  if (file.exact !== false && blob.size !== file.bytes) {
    await cache?.delete(url);
    const message = `${url} has ${blob.size} bytes where ${file.bytes} were expected.`;
    throw new RerankError("integrity_failed", message);
  }
  report(expectedBytes - Math.min(received, expectedBytes));
  // A full disk or a private window must not stop a model that is already here.
  if (!cached) await cache?.put(url, stored(blob)).catch(() => undefined);
  return blob;
}

function stored(blob: Blob): Response {
  return new Response(blob, { headers: { [storedBytesHeader]: String(blob.size) } });
}

/** Sums bytes up to the total; reports never fall and never pass it. */
function monotonicReport(
  totalBytes: number,
  onProgress: ModelFilesOptions["onProgress"],
): (bytes: number) => void {
  let loadedBytes = 0;
  return (bytes) => {
    loadedBytes = Math.min(totalBytes, loadedBytes + bytes);
    onProgress({ phase: "download", loadedBytes, totalBytes });
  };
}
