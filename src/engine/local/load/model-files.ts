/** Fetches a model's files once for all workers: with progress in bytes, cancellation and a cache. */
import { RerankError } from "../../../contract/errors.ts";
import type { RerankProgress } from "../../../contract/reranker.ts";
import { type ModelEntry, type ModelFile, type ModelVariant, modelFiles } from "../../../models/model.ts";
import { downloadMessages } from "../messages.ts";
import { openFile } from "./download-file.ts";
import type { FileCache } from "./file-cache.ts";
import { type ModelLocations, fileUrl } from "./file-url.ts";
import { type LoadLimits, loadLimits } from "./limits.ts";
import { inOneTab } from "./one-tab.ts";
import type { PatientCache } from "./patient-cache.ts";

export interface ModelFilesOptions {
  locations: ModelLocations;
  fetch: typeof fetch;
  /** `undefined` where nothing can be cached. */
  cache: PatientCache | undefined;
  /** Let two tabs that load the same files make one download. */
  locks?: LockManager | undefined;
  /** Asks past all caches, and replaces what they have: a file has turned out to be wrong. */
  reload?: boolean;
  limits?: LoadLimits;
  signal: AbortSignal;
  onProgress: (progress: Extract<RerankProgress, { phase: "download" | "retry" | "wait" }>) => void;
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
  const { locations, signal, locks, limits = loadLimits, onProgress } = options;
  if (model.source.kind === "embedded")
    return fetchFiles(model, files, { ...options, cache: undefined, limits });
  const [weights] = variant.files;
  return inOneTab(
    {
      name: `tabrank-download ${fileUrl(model, weights.path, locations)}`,
      // Without a cache the other tab leaves nothing.
      locks: options.cache && locks,
      signal,
      silenceMs: limits.otherTabMs,
      onWait: onProgress,
    },
    (tell) =>
      fetchFiles(model, files, {
        ...options,
        limits,
        onProgress: (progress) => {
          if (progress.phase === "download") tell(progress);
          onProgress(progress);
        },
      }),
  );
}

async function fetchFiles(
  model: ModelEntry,
  files: readonly ModelFile[],
  { locations, cache, onProgress, ...options }: ModelFilesOptions & { limits: LoadLimits },
): Promise<Map<string, Blob>> {
  // A file that fails cancels the others.
  const all = new AbortController();
  const signal = AbortSignal.any([options.signal, all.signal]);
  try {
    const opened = await Promise.all(
      files.map((file) =>
        openFile(file, fileUrl(model, file.path, locations), cache, {
          ...options,
          signal,
          onRetry: onProgress,
        }),
      ),
    );
    const report = monotonicReport(
      opened.map(({ expectedBytes }) => expectedBytes),
      onProgress,
    );
    const blobs = await Promise.all(
      opened.map(async ({ expectedBytes, read }, position) => {
        const blob = await read((bytes) => report(position, bytes));
        report(position, expectedBytes);
        return blob;
      }),
    );
    options.signal.throwIfAborted();
    return new Map(files.map((file, position) => [file.path, blobs[position] ?? new Blob()]));
  } catch (error) {
    all.abort();
    options.signal.throwIfAborted();
    throw error;
  }
}

/** Whether all of the variant's files and the tokenizer are in the cache. */
export async function areCached(
  model: ModelEntry,
  variant: ModelVariant,
  { locations, cache }: { locations: ModelLocations; cache: Pick<FileCache, "match"> },
): Promise<boolean> {
  const files = modelFiles(model, variant);
  const found = await Promise.all(files.map(({ path }) => cache.match(fileUrl(model, path, locations))));
  return found.every((response) => response !== undefined);
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

/**
 * The bytes of all files together. Reports never fall, also where a file is begun again, and never pass the total.
 * @param expectedBytes of each file
 */
function monotonicReport(
  expectedBytes: readonly number[],
  onProgress: ModelFilesOptions["onProgress"],
): (position: number, bytes: number) => void {
  const furthest = expectedBytes.map(() => 0);
  const totalBytes = sum(expectedBytes);
  return (position, bytes) => {
    const before = furthest[position] ?? 0;
    furthest[position] = Math.max(before, Math.min(bytes, expectedBytes[position] ?? 0));
    onProgress({ phase: "download", loadedBytes: sum(furthest), totalBytes });
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
