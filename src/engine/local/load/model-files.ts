/** Fetches a model's files once for all workers: with progress in bytes, cancellation and a cache. */
import { RerankError } from "../../../contract/errors.ts";
import type { RerankProgress } from "../../../contract/reranker.ts";
import { type ModelEntry, type ModelFile, type ModelVariant, modelFiles } from "../../../models/model.ts";
import { downloadMessages } from "../messages.ts";
import { openFile, readFile } from "./download-file.ts";
import type { FileCache } from "./file-cache.ts";
import { type ModelLocations, fileUrl } from "./file-url.ts";

export interface ModelFilesOptions {
  locations: ModelLocations;
  fetch: typeof fetch;
  /** `undefined` where nothing can be cached. */
  cache: FileCache | undefined;
  signal: AbortSignal;
  onProgress: (progress: Extract<RerankProgress, { phase: "download" }>) => void;
}

/**
 * The files of one variant and the tokenizer, by path. Files of the Hub and of URLs are cached under their URL;
 * embedded ones are left to the HTTP cache and the service worker.
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
  if (model.source.kind === "files") return selectGivenFiles(files, model.source.files);
  const cache = model.source.kind === "embedded" ? undefined : options.cache;
  // A file that fails cancels the others.
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

/** Deletes the variant's files and the tokenizer from the cache: one of them has turned out to be wrong. */
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

/** Files that the user gave need no download; only their presence and size are checked. */
function selectGivenFiles(files: readonly ModelFile[], given: ReadonlyMap<string, Blob>): Map<string, Blob> {
  return new Map(
    files.map(({ path, bytes, exact }) => {
      const blob = given.get(path);
      if (!blob) throw new RerankError("model_not_found", downloadMessages.notGiven(path));
      if (exact === false || blob.size === bytes) return [path, blob];
      throw new RerankError("integrity_failed", downloadMessages.wrongSize(path, blob.size, bytes));
    }),
  );
}

/** Adds bytes up to the total; reports never fall and never pass it. */
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
