/** From a catalogue entry to workers that have proven their scores. */
import { RerankError, unwrap } from "../../contract/errors.ts";
import type { RerankProgress } from "../../contract/reranker.ts";
import { type Dtype, type ModelEntry, type ModelFile, downloadBytes } from "../../models/model.ts";
import type { GpuProbe, LoadRequest, Piece, WeightFile } from "../../worker/protocol.ts";
import { type Candidate, type DeviceChoice, type DeviceNote, planDevices } from "./device.ts";
import type { EngineStatus } from "./engine-status.ts";
import { type ModelLocations, fetchModelFiles, forgetModelFiles } from "./model-files.ts";
import { type SelfTestReport, judgeSelfTest } from "./self-test.ts";
import { type CreateWorker, type WorkerHandle, startWorker } from "./worker-handle.ts";
import { WorkerPool } from "./worker-pool.ts";

export interface LoadOptions {
  model: ModelEntry;
  device: DeviceChoice;
  /** Only these weights; otherwise what suits the device. */
  dtype?: Dtype;
  /** Number of workers on WASM; otherwise by cores and memory. */
  workers?: number;
  locations: ModelLocations;
  environment: Environment;
}

/** What the engine takes from the browser. */
export interface Environment {
  createWorker: CreateWorker;
  fetch: typeof fetch;
  openCache: () => Promise<Cache | undefined>;
  locks: LockManager | undefined;
  hardwareConcurrency: number;
  now: () => number;
}

export interface LoadedEngine {
  pool: WorkerPool;
  status: EngineStatus;
}

type OnProgress = (progress: RerankProgress) => void;

/** All workers together; beyond it a tab on a phone is killed. */
const memoryBudgetBytes = 1_200_000_000;
/** A session holds its weights, a prepared copy of some, and activations. */
const memoryPerWeightByte = 2.5;
const runtimeBytes = 60_000_000;
const maxWorkers = 8;
/** Of document embeddings, over all workers. */
const embeddingBudgetBytes = 128_000_000;

/** Workers for one form on WASM: by cores, within the memory budget, at least one. */
export function workersFor(weightBytes: number, hardwareConcurrency: number): number {
  const perWorker = weightBytes * memoryPerWeightByte + runtimeBytes;
  const byMemory = Math.floor(memoryBudgetBytes / perWorker);
  return Math.max(1, Math.min(hardwareConcurrency, byMemory, maxWorkers));
}

/**
 * Tries the device plan in order: download, load, self-test. What fails is noted and the next is tried.
 * @throws {RerankError} of the last candidate; `self_test_failed` where that is why
 */
export async function loadEngine(
  options: LoadOptions,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<LoadedEngine> {
  const { model, device, dtype, environment } = options;
  const probe = await probeGpu(device, environment);
  signal.throwIfAborted();
  const plan = planDevices(model, device, dtype, probe);
  const notes: DeviceNote[] = [...plan.notes];
  let failure = new RerankError("load_failed", nothingToRun(model, device, dtype));
  for (const candidate of plan.candidates) {
    try {
      const { pool, selfTest, loadMs } = await tryCandidate(candidate, options, signal, onProgress);
      if (selfTest?.passed === false) {
        pool.dispose();
        const message = selfTestMessage(candidate, selfTest);
        notes.push({ reason: "self-test-failed", message });
        failure = new RerankError("self_test_failed", message);
        continue;
      }
      const adapter = candidate.device === "webgpu" && probe.available ? { adapter: probe.adapter } : {};
      const { device: usedDevice, form } = candidate;
      const ran = { model: model.id, device: usedDevice, dtype: form.dtype, workers: pool.size };
      const status = { ...ran, ...adapter, loadMs, selfTest, notes };
      return { pool, status };
    } catch (cause) {
      signal.throwIfAborted();
      const error = RerankError.from(cause, "load_failed");
      if (error.code === "integrity_failed") {
        const cache = await environment.openCache();
        await forgetModelFiles(model, candidate.form, { locations: options.locations, cache });
      }
      // The next candidate would meet the same network.
      if (error.code === "download_failed" || error.code === "integrity_failed") throw error;
      failure = error;
      notes.push({
        reason: "load-failed",
        message: `${nameOf(candidate)} could not be loaded: ${error.message}`,
      });
    }
  }
  throw failure;
}

async function probeGpu(device: DeviceChoice, environment: Environment): Promise<GpuProbe> {
  if (device === "wasm") return { available: false, reason: "no-api" };
  const worker = startWorker(environment.createWorker, environment.locks);
  try {
    return unwrap(await worker.probe());
  } finally {
    worker.terminate();
  }
}

async function tryCandidate(
  candidate: Candidate,
  { model, locations, environment, workers }: LoadOptions,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<{ pool: WorkerPool; selfTest: SelfTestReport | undefined; loadMs: number }> {
  const { device, form } = candidate;
  const files = await fetchModelFiles(model, form, {
    locations,
    fetch: environment.fetch,
    cache: await environment.openCache(),
    signal,
    onProgress,
  });
  const startedAt = environment.now();
  const byMemory = workersFor(downloadBytes(model, form), environment.hardwareConcurrency);
  const size = device === "webgpu" ? 1 : (workers ?? byMemory);
  onProgress({ phase: "load", ready: 0, workers: size });
  const pool = await WorkerPool.start(
    {
      size,
      start: () => startWorker(environment.createWorker, environment.locks),
      load: loadRequest(model, candidate, files, embeddingBudgetBytes / size),
      signal,
    },
    (ready) => onProgress({ phase: "load", ready, workers: size }),
  );
  const selfTest = await runSelfTest(pool, model, form.dtype, signal, onProgress).catch((error: unknown) => {
    pool.dispose();
    throw error;
  });
  return { pool, selfTest, loadMs: environment.now() - startedAt };
}

function loadRequest(
  model: ModelEntry,
  { device, form }: Candidate,
  files: Map<string, Blob>,
  cacheBytes: number,
): LoadRequest {
  const blobOf = ({ path }: ModelFile): Blob => files.get(path) ?? new Blob();
  const weightFile = (file: ModelFile): WeightFile => ({
    name: file.path.slice(file.path.lastIndexOf("/") + 1),
    blob: blobOf(file),
    ...(file.sha256 !== undefined && { sha256: file.sha256 }),
  });
  const [weights, ...externalData] = form.files;
  return {
    recipe: model.recipe,
    device,
    dtype: form.dtype,
    maxTokens: model.maxTokens,
    tokenizerJson: blobOf(model.tokenizer.json),
    tokenizerConfig: blobOf(model.tokenizer.config),
    weights: weightFile(weights),
    externalData: externalData.map(weightFile),
    cacheBytes,
  };
}

async function runSelfTest(
  pool: WorkerPool,
  { golden, scoreKind }: ModelEntry,
  dtype: Dtype,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<SelfTestReport | undefined> {
  if (!golden) return undefined;
  onProgress({ phase: "self-test" });
  const scores: (number | undefined)[] = [];
  const tasks = golden.pairs.map(({ query, document }, position) => ({
    run: async (worker: WorkerHandle) => {
      const piece: Piece = { query, documents: [document], truncation: { truncate: "end" } };
      const { documents } = unwrap(await worker.score(piece));
      return { position, score: documents[0]?.score };
    },
  }));
  await pool.run(tasks, signal, ({ position, score }) => {
    scores[position] = score;
  });
  return judgeSelfTest(golden, scores, dtype, scoreKind);
}

function nameOf({ device, form }: Candidate): string {
  return `${device === "webgpu" ? "WebGPU" : "WASM"} with ${form.dtype} weights`;
}

function selfTestMessage(candidate: Candidate, { largestError, tolerance, pairs }: SelfTestReport): string {
  const error = Number.isFinite(largestError) ? largestError.toPrecision(3) : "no finite score";
  return `${nameOf(candidate)} failed the self-test: off by ${error} on ${pairs} pairs, allowed ${tolerance}.`;
}

function nothingToRun(model: ModelEntry, device: DeviceChoice, dtype: Dtype | undefined): string {
  const which = dtype === undefined ? "" : `${dtype} `;
  return `${model.title} has no ${which}weights that run here (device: ${device}).`;
}
