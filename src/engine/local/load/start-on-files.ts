import { RerankError, type RerankErrorCode } from "../../../contract/errors.ts";
import { wait } from "../../../contract/waiting.ts";
import { downloadBytes, modelFiles } from "../../../models/model.ts";
import type { Candidate } from "../device.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import { type LoadLimits, loadLimits } from "./limits.ts";
import type { Loading } from "./load-options.ts";
import { fetchModelFiles, forgetModelFiles } from "./model-files.ts";
import { PatientCache } from "./patient-cache.ts";
import { startPool } from "./start-pool.ts";
import { workerCount } from "./worker-count.ts";

interface StartedPool {
  pool: WorkerPool;
  /** When the download had ended. */
  startedAt: number;
  /** Why the files are not cached, as the end of a sentence. */
  notCached: string | undefined;
}

/**
 * Downloads the candidate's files and loads them on its workers. Files that turn out to be wrong are fetched once
 * more; a part of the engine that could not be fetched is asked for again.
 * @throws {RerankError} as `fetchModelFiles` and `startPool`
 * @throws {DOMException} `AbortError`
 */
export async function startOnFiles(candidate: Candidate, loading: Loading): Promise<StartedPool> {
  const { model, environment, workers, signal, locations, limits = loadLimits } = loading;
  const { fetch, openCache, locks, hardwareConcurrency, workerMemoryBytes, now } = environment;
  const { device, variant } = candidate;
  const cache = new PatientCache(openCache, limits);
  /** Cached files that are wrong must not be used again, now or at the next visit. */
  const forgetIfWrong = async (code: RerankErrorCode): Promise<void> => {
    if (code === "integrity_failed") await forgetModelFiles(model, variant, { locations, cache });
  };
  const start = async (reload: boolean): Promise<StartedPool> => {
    const files = fetchModelFiles(model, variant, { ...loading, fetch, locks, cache, reload });
    const downloadedAt = files.then(() => now());
    // The error is that of the files, which `insist` meets.
    downloadedAt.catch(() => undefined);
    const bytes = downloadBytes(model, variant);
    const size =
      device === "webgpu" ? 1 : (workers ?? workerCount(bytes, hardwareConcurrency, workerMemoryBytes));
    const pool = await insist(limits, loading, files, () => startPool(size, candidate, files, loading));
    return { pool, startedAt: await downloadedAt, notCached: cache.trouble };
  };
  try {
    return await start(false);
  } catch (error) {
    signal.throwIfAborted();
    const { code } = RerankError.from(error);
    if (!mayBeMended(code, candidate, loading, cache)) throw error;
    await forgetIfWrong(code);
    return start(true).catch(async (again: unknown) => {
      const { code: codeAgain } = RerankError.from(again);
      // Files that are only suspected stay: another device may load them.
      if (code === "load_failed" && codeAgain === "download_failed") throw error;
      await forgetIfWrong(codeAgain);
      throw again;
    });
  }
}

/**
 * Whether other bytes may help: a file that a cache has altered, or that was put together from two versions, is not
 * the one that the server has. Without a hash, a cached file is suspected when nothing can be loaded from it.
 */
function mayBeMended(
  code: RerankErrorCode,
  { variant }: Candidate,
  { model }: Loading,
  cache: PatientCache,
): boolean {
  if (model.source.kind === "files") return false;
  if (code === "integrity_failed") return true;
  const verified = modelFiles(model, variant).every(({ sha256 }) => sha256 !== undefined);
  return code === "load_failed" && !verified && cache.hits > 0;
}

/**
 * Workers fetch their own code and ONNX Runtime: a worker that failed to is replaced by one that asks again.
 * @throws the error of the files, if that is why nothing starts
 */
async function insist<T>(
  { tries, pauseMs }: LoadLimits,
  { signal, onProgress }: Loading,
  files: Promise<unknown>,
  start: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      signal.throwIfAborted();
      await files;
      const { code, message } = RerankError.from(error);
      if (code !== "download_failed" || attempt >= tries) throw error;
      const waitMs = pauseMs * 2 ** (attempt - 1);
      onProgress({ phase: "retry", attempt: attempt + 1, waitMs, reason: message });
      await wait(waitMs, signal);
      signal.throwIfAborted();
    }
  }
}
