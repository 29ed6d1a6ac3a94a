import { RerankError } from "../../../contract/errors.ts";
import type { Golden } from "../../../models/model.ts";
import type { Candidate } from "../device.ts";
import { loadMessages } from "../messages.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import type { chooseKnownPairs as ChooseKnownPairs } from "./known-pairs.ts";
import type { Loading } from "./load-options.ts";
import { fetchModelFiles } from "./model-files.ts";
import { runSelfTest } from "./run-self-test.ts";
import type { SelfTestReport } from "./self-test.ts";
import { startPool } from "./start-pool.ts";
import { workerCount } from "./worker-count.ts";

export interface LoadedCandidate {
  pool: WorkerPool;
  /** `undefined`: the model has no golden pairs. */
  selfTest: SelfTestReport | undefined;
  /** Of a GPU: pairs that show in each run whether it can still be trusted. */
  known: Golden | undefined;
  /** Time from the end of the download to the end of the self-test. */
  loadMs: number;
}

/**
 * Downloads, loads and tests one device and set of weights.
 * @throws {RerankError} `self_test_failed` if the scores are wrong; as `fetchModelFiles` and `startPool`
 * @throws {DOMException} `AbortError`
 */
export async function loadCandidate(candidate: Candidate, loading: Loading): Promise<LoadedCandidate> {
  const { model, environment, workers, locations, signal, onProgress } = loading;
  const { device, variant } = candidate;
  const { fetch, openCache, hardwareConcurrency, workerMemoryBytes, now } = environment;
  const cache = await openCache();
  const files = await fetchModelFiles(model, variant, { locations, fetch, cache, signal, onProgress });
  const startedAt = now();
  const bytes = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  const size =
    device === "webgpu" ? 1 : (workers ?? workerCount(bytes, hardwareConcurrency, workerMemoryBytes));
  const pool = await startPool(size, candidate, files, loading);
  try {
    const selfTest = await runSelfTest(pool, variant.dtype, loading);
    if (selfTest?.passed === false) {
      const message = loadMessages.selfTestFailed({ device, dtype: variant.dtype }, selfTest);
      throw new RerankError("self_test_failed", message);
    }
    const known = device === "webgpu" ? await knownPairs(pool, candidate, loading) : undefined;
    return { pool, selfTest, known, loadMs: now() - startedAt };
  } catch (error) {
    pool.dispose();
    throw error;
  }
}

/** In a module of its own: most pages never use a GPU. */
async function knownPairs(...parameters: Parameters<typeof ChooseKnownPairs>): Promise<Golden> {
  const { chooseKnownPairs } = await import("./known-pairs.ts");
  return chooseKnownPairs(...parameters);
}
