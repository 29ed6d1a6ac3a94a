import { RerankError } from "../../../contract/errors.ts";
import type { Golden } from "../../../models/model.ts";
import type { Candidate } from "../device.ts";
import { loadMessages } from "../messages.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import type { Loading } from "./load-options.ts";
import { runSelfTest } from "./run-self-test.ts";
import type { SelfTestReport } from "./self-test.ts";
import { startOnFiles } from "./start-on-files.ts";

export interface LoadedCandidate {
  pool: WorkerPool;
  /** `undefined`: the model has no golden pairs. */
  selfTest: SelfTestReport | undefined;
  /** Of a GPU: pairs that show in each run whether it can still be trusted. */
  known: Golden | undefined;
  /** Time from the end of the download to the end of the self-test. */
  loadMs: number;
  /** Why the next load will have to download the files again, as the end of a sentence; `undefined` if they are cached. */
  notCached: string | undefined;
}

/**
 * Downloads, loads and tests one device and set of weights.
 * @throws {RerankError} `self_test_failed` if the scores are wrong; as `startOnFiles`
 * @throws {DOMException} `AbortError`
 */
export async function loadCandidate(candidate: Candidate, loading: Loading): Promise<LoadedCandidate> {
  const { now } = loading.environment;
  const { device, variant } = candidate;
  const { pool, startedAt, notCached } = await startOnFiles(candidate, loading);
  try {
    const selfTest = await runSelfTest(pool, variant.dtype, loading);
    if (selfTest?.passed === false) {
      const message = loadMessages.selfTestFailed({ device, dtype: variant.dtype }, selfTest);
      throw new RerankError("self_test_failed", message);
    }
    if (device === "wasm") return { pool, selfTest, known: undefined, loadMs: now() - startedAt, notCached };
    // Most pages never use a GPU.
    const { chooseKnownPairs } = await import("./known-pairs.ts");
    const known = await chooseKnownPairs(pool, candidate, loading);
    return { pool, selfTest, known, loadMs: now() - startedAt, notCached };
  } catch (error) {
    pool.dispose();
    throw error;
  }
}
