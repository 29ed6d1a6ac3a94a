/** From a catalogue entry to workers that have proven their scores. */
import { RerankError, unwrap } from "../../contract/errors.ts";
import type { RerankProgress } from "../../contract/reranker.ts";
import {
  type Device,
  type Dtype,
  type Golden,
  type ModelEntry,
  type ModelFile,
  type ModelVariant,
  type Recipe,
  downloadBytes,
  modelFiles,
  headLayers,
} from "../../models/model.ts";
import type { GpuProbe, LoadRequest, LoadedFile, ScoringInput } from "../worker/protocol.ts";
import { blockLimits } from "./score/blocks.ts";
import { type Candidate, type DeviceChoice, type DeviceNote, planDevices } from "./device.ts";
import type { EngineStatus } from "./engine-status.ts";
import {
  type FileCache,
  type ModelLocations,
  fetchModelFiles,
  forgetModelFiles,
} from "./load/model-files.ts";
import { type SelfTestReport, judgeSelfTest } from "./load/self-test.ts";
import { type CreateWorker, type WorkerHandle, startWorker } from "./workers/worker-handle.ts";
import { WorkerPool } from "./workers/worker-pool.ts";

export interface LoadOptions {
  model: ModelEntry;
  device: DeviceChoice;
  /** Only these weights; otherwise what suits the device. */
  dtype?: Dtype;
  /** Number of workers on WASM; otherwise by cores and memory. */
  workers?: number;
  locations: ModelLocations;
  environment: Environment;
  /** A worker was replaced: what the one in this slot cached is gone. */
  onReplaced?: (slot: number) => void;
}

/** What the engine takes from the browser, or from Node. */
export interface Environment {
  createWorker: CreateWorker;
  fetch: typeof fetch;
  openCache: () => Promise<FileCache | undefined>;
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
/** A graphics driver that does not answer must not keep WASM waiting. */
const probeTimeoutMs = 5000;
/** Of document embeddings, over all workers. */
const embeddingBudgetBytes = 128_000_000;

/** Workers for one variant on WASM: by cores, within the memory budget, at least one. */
export function workersFor(weightBytes: number, hardwareConcurrency: number): number {
  const perWorker = weightBytes * memoryPerWeightByte + runtimeBytes;
  const byMemory = Math.floor(memoryBudgetBytes / perWorker);
  return Math.max(1, Math.min(hardwareConcurrency, byMemory, maxWorkers));
}

/**
 * Tries the device plan in order: download, load, self-test. What fails is noted and the next is tried.
 * @param lost why WebGPU is not tried again, where a device was lost before
 * @throws {RerankError} of the last candidate; `self_test_failed` where that is why
 */
export async function loadEngine(
  options: LoadOptions,
  lost: DeviceNote | undefined,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<LoadedEngine> {
  const { model, device, dtype, environment } = options;
  const probe = await probeGpu(device, environment);
  signal.throwIfAborted();
  const plan = planDevices(model, lost ? "wasm" : device, dtype, probe);
  const notes: DeviceNote[] = lost ? [lost] : [...plan.notes];
  let failure = new RerankError("load_failed", nothingToRun(model, device, dtype));
  let tooLarge = Infinity;
  for (const candidate of plan.candidates) {
    const { device: usedDevice, variant } = candidate;
    if (downloadBytes(model, variant) >= tooLarge) continue;
    try {
      const { pool, selfTest, loadMs } = await tryCandidate(candidate, options, signal, onProgress);
      if (selfTest?.passed === false) {
        pool.dispose();
        const message = selfTestMessage(candidate, selfTest);
        notes.push({ reason: "self-test-failed", message });
        failure = new RerankError("self_test_failed", message);
        continue;
      }
      const adapter = usedDevice === "webgpu" && probe.available ? { adapter: probe.adapter } : {};
      const ran = { model: model.id, device: usedDevice, dtype: variant.dtype, workers: pool.size };
      return { pool, status: { ...ran, ...adapter, loadMs, selfTest, notes } };
    } catch (cause) {
      signal.throwIfAborted();
      failure = RerankError.from(cause, "load_failed");
      await forgetIfWrong(failure, model, variant, options);
      if (failure.code === "integrity_failed") throw failure;
      // The next candidate would meet the same network. Of the embedded model another variant may be cached without one.
      if (failure.code === "download_failed" && model.source.kind !== "embedded") throw failure;
      // … or need yet more of the memory that is short.
      if (failure.code === "out_of_memory") tooLarge = Math.min(tooLarge, downloadBytes(model, variant));
      notes.push({
        reason: "load-failed",
        message: `${nameOf(candidate)} could not be loaded: ${failure.message}`,
      });
    }
  }
  throw failure;
}

/** Whatever goes wrong here, there is still WASM. */
export async function probeGpu(device: DeviceChoice, environment: Environment): Promise<GpuProbe> {
  if (device === "wasm") return { available: false, reason: "no-api" };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let worker: WorkerHandle | undefined;
  try {
    worker = startWorker(environment.createWorker, environment.locks);
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("it did not answer in time")), probeTimeoutMs);
    });
    return unwrap(await Promise.race([worker.probe(), tooLate]));
  } catch (cause) {
    return { available: false, reason: "probe-failed", message: RerankError.from(cause).message };
  } finally {
    clearTimeout(timer);
    worker?.terminate();
  }
}

/** Bytes that are not known to be right must not be met again at the next visit. */
async function forgetIfWrong(
  error: RerankError,
  model: ModelEntry,
  variant: ModelVariant,
  { environment, locations }: LoadOptions,
): Promise<void> {
  const verified = modelFiles(model, variant).every(({ sha256 }) => sha256 !== undefined);
  if (error.code !== "integrity_failed" && (error.code !== "load_failed" || verified)) return;
  await forgetModelFiles(model, variant, { locations, cache: await environment.openCache() });
}

async function tryCandidate(
  candidate: Candidate,
  options: LoadOptions,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<{ pool: WorkerPool; selfTest: SelfTestReport | undefined; loadMs: number }> {
  const { model, locations, environment, workers } = options;
  const { device, variant } = candidate;
  const files = await fetchModelFiles(model, variant, {
    locations,
    fetch: environment.fetch,
    cache: await environment.openCache(),
    signal,
    onProgress,
  });
  const startedAt = environment.now();
  const bytes = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  const wanted = device === "webgpu" ? 1 : (workers ?? workersFor(bytes, environment.hardwareConcurrency));
  const pool = await startPool(wanted, candidate, files, options, signal, onProgress);
  const selfTest = await runSelfTest(pool, model, variant.dtype, signal, onProgress).catch(
    (error: unknown) => {
      pool.dispose();
      throw error;
    },
  );
  return { pool, selfTest, loadMs: environment.now() - startedAt };
}

/** Where the memory does not suffice for so many workers, half of them may do. */
async function startPool(
  size: number,
  candidate: Candidate,
  files: Map<string, Blob>,
  options: LoadOptions,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<WorkerPool> {
  const { environment, model, onReplaced } = options;
  onProgress({ phase: "load", ready: 0, workers: size });
  try {
    return await WorkerPool.start(
      {
        size,
        start: () => startWorker(environment.createWorker, environment.locks),
        load: loadRequest(model, candidate, files, embeddingBudgetBytes / size),
        ...(onReplaced && { onReplaced }),
      },
      signal,
      (ready) => onProgress({ phase: "load", ready, workers: size }),
    );
  } catch (cause) {
    signal.throwIfAborted();
    if (size === 1 || RerankError.from(cause).code !== "out_of_memory") throw cause;
    return startPool(Math.floor(size / 2), candidate, files, options, signal, onProgress);
  }
}

function loadRequest(
  model: ModelEntry,
  { device, variant }: Candidate,
  files: Map<string, Blob>,
  cacheBytes: number,
): LoadRequest {
  const loadedFile = (file: ModelFile): LoadedFile => ({
    name: file.path.slice(file.path.lastIndexOf("/") + 1),
    blob: files.get(file.path) ?? new Blob(),
    ...(file.sha256 !== undefined && { sha256: file.sha256 }),
  });
  const graph = ([weights, ...externalData]: ModelVariant["files"]) => ({
    weights: loadedFile(weights),
    externalData: externalData.map(loadedFile),
  });
  return {
    ...graph(variant.files),
    ...(variant.vision && { vision: graph(variant.vision) }),
    head: headLayers(model.recipe).map(({ file }) => loadedFile(file)),
    recipe: recipeOn(device, model),
    device,
    dtype: variant.dtype,
    maxTokens: model.maxTokens,
    tokenizerJson: loadedFile(model.tokenizer.json),
    tokenizerConfig: loadedFile(model.tokenizer.config),
    cacheBytes,
  };
}

/** As the worker reads by it: what does not fit a tab is cut, measured and refused there like any other limit. */
function recipeOn(device: Device, model: ModelEntry): Recipe {
  const { recipe } = model;
  const limits = blockLimits(device, model);
  if (!limits || !("maxDocumentTokens" in recipe)) return recipe;
  return { ...recipe, maxDocumentTokens: limits.maxDocumentTokens };
}

async function runSelfTest(
  pool: WorkerPool,
  model: ModelEntry,
  dtype: Dtype,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<SelfTestReport | undefined> {
  const golden = await goldenOf(model);
  if (!golden) return undefined;
  onProgress({ phase: "self-test" });
  const scores: (number | undefined)[] = [];
  const tasks = golden.pairs.map(({ query, document }, position) => ({
    run: async (worker: WorkerHandle) => {
      const chunk: ScoringInput = { query, documents: [document], truncation: { truncate: "end" } };
      const { documents } = unwrap(await worker.score(chunk));
      return { position, score: documents[0]?.score };
    },
  }));
  await pool.run(tasks, signal, ({ position, score }) => {
    scores[position] = score;
  });
  return judgeSelfTest(golden, scores, dtype, model.scoreKind);
}

/** The catalogue's are fetched when they are needed: a page that lists models need not hold them. */
async function goldenOf({ id, golden }: ModelEntry): Promise<Golden | undefined> {
  return golden === "catalogued" ? (await import("../../models/golden.ts")).goldenScores(id) : golden;
}

function nameOf({ device, variant }: Candidate): string {
  return `${device === "webgpu" ? "WebGPU" : "WASM"} with ${variant.dtype} weights`;
}

function selfTestMessage(candidate: Candidate, { largestError, tolerance, pairs }: SelfTestReport): string {
  const error = Number.isFinite(largestError) ? largestError.toPrecision(3) : "no finite score";
  return `${nameOf(candidate)} failed the self-test: off by ${error} on ${pairs} pairs, allowed ${tolerance}.`;
}

function nothingToRun(model: ModelEntry, device: DeviceChoice, dtype: Dtype | undefined): string {
  const which = dtype === undefined ? "" : `${dtype} `;
  return `${model.title} has no ${which}weights that run here (device: ${device}).`;
}
