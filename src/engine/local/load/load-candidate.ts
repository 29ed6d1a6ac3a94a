import { RerankError } from "../../../contract/errors.ts";
import { type ModelVariant, modelFiles } from "../../../models/model.ts";
import type { Candidate } from "../device.ts";
import { loadMessages } from "../messages.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import type { Loading } from "./load-options.ts";
import { loadLimits } from "./limits.ts";
import { fetchModelFiles, forgetModelFiles } from "./model-files.ts";
import { PatientCache } from "./patient-cache.ts";
import { runSelfTest } from "./run-self-test.ts";
import type { SelfTestReport } from "./self-test.ts";
import { startPool } from "./start-pool.ts";
import { workerCount } from "./worker-count.ts";

export interface LoadedCandidate {
  pool: WorkerPool;
  /** `undefined`: the model has no golden pairs. */
  selfTest: SelfTestReport | undefined;
  /** Time from the end of the download to the end of the self-test. */
  loadMs: number;
  /** Why the next load will have to download the files again, as the end of a sentence; `undefined` if they are cached. */
  notCached: string | undefined;
}

/**
 * Downloads, loads and tests one device and set of weights.
 * @throws {RerankError} `self_test_failed` if the scores are wrong; as `fetchModelFiles` and `startPool`
 * @throws {DOMException} `AbortError`
 */
export async function loadCandidate(candidate: Candidate, loading: Loading): Promise<LoadedCandidate> {
  const { model, environment, signal, limits = loadLimits } = loading;
  const { device, variant } = candidate;
  const cache = new PatientCache(environment.openCache, limits);
  const { pool, startedAt } = await startOnFiles(candidate, loading, cache).catch(async (error: unknown) => {
    signal.throwIfAborted();
    if (!mayBeMended(RerankError.from(error), loading, variant, cache)) throw error;
    await forgetModelFiles(model, variant, { locations: loading.locations, cache });
    return startOnFiles(candidate, loading, cache, true);
  });
  try {
    const selfTest = await runSelfTest(pool, variant.dtype, loading);
    if (selfTest?.passed === false) {
      const message = loadMessages.selfTestFailed({ device, dtype: variant.dtype }, selfTest);
      throw new RerankError("self_test_failed", message);
    }
    return { pool, selfTest, loadMs: environment.now() - startedAt, notCached: cache.trouble };
  } catch (error) {
    pool.dispose();
    throw error;
  }
}

/** @param reload fetches the files past all caches */
async function startOnFiles(
  candidate: Candidate,
  loading: Loading,
  cache: PatientCache,
  reload = false,
): Promise<{ pool: WorkerPool; startedAt: number }> {
  const { model, workers, environment } = loading;
  const { fetch, locks, hardwareConcurrency, now } = environment;
  const files = await fetchModelFiles(model, candidate.variant, { ...loading, fetch, locks, cache, reload });
  const startedAt = now();
  const bytes = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  const size = candidate.device === "webgpu" ? 1 : (workers ?? workerCount(bytes, hardwareConcurrency));
  return { pool: await startPool(size, candidate, files, loading), startedAt };
}

/**
 * Whether other bytes may help: a file that a cache has altered, or that was put together from two versions, is not
 * the one that the server has. Without a hash, a cached file is suspected when nothing can be loaded from it.
 */
function mayBeMended(
  { code }: RerankError,
  { model }: Loading,
  variant: ModelVariant,
  cache: PatientCache,
): boolean {
  if (model.source.kind === "files") return false;
  if (code === "integrity_failed") return true;
  const verified = modelFiles(model, variant).every(({ sha256 }) => sha256 !== undefined);
  return code === "load_failed" && !verified && cache.hits > 0;
}
