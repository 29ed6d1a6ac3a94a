import { RerankError, type RerankErrorCode } from "../../contract/errors.ts";
import type { RerankOptions, RerankProgress } from "../../contract/reranker.ts";
import { downloadBytes } from "../../models/model.ts";
import type { DeviceNote } from "./device.ts";
import type { EngineStatus } from "./engine-status.ts";
import { type LoadedEngine, type Setbacks, explained, loadEngine } from "./load-engine.ts";
import type { LoadOptions, Loading } from "./load/load-options.ts";
import { SharedTask } from "./load/shared-task.ts";
import { deviceNotes, workerMessages } from "./messages.ts";
import { WorkerAffinity } from "./score/worker-affinity.ts";

const defaultIdleMs = 5 * 60_000;

/** Errors of a run that may be the device's fault: another device may do better. Others are about the request. */
export const deviceFaults: ReadonlySet<RerankErrorCode> = new Set([
  "device_lost",
  "internal_error",
  "load_failed",
  "out_of_memory",
  "self_test_failed",
  "worker_crashed",
]);

/**
 * An engine that is loaded on first use, once for all callers. If it fails, the next use loads a new one, without the
 * device or the weights that failed.
 */
export class RecoveringEngine {
  readonly #options: LoadOptions;
  /** Which worker has cached what. */
  readonly affinity = new WorkerAffinity();
  readonly #loading: SharedTask<LoadedEngine, RerankProgress>;
  #engine: LoadedEngine | undefined;
  readonly #setbacks: Setbacks = {};
  #disposed = false;
  #users = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LoadOptions) {
    this.#options = options;
    const onReplaced = (slot: number): void => this.affinity.forget(slot);
    this.#loading = new SharedTask(async (signal, onProgress) => {
      const engine =
        (await this.#wake(signal, onProgress)) ??
        (await this.#load({ ...options, onReplaced, signal, onProgress }));
      if (signal.aborted) engine.pool.dispose();
      signal.throwIfAborted();
      this.#engine = engine;
      return engine;
    });
  }

  /** Whether a run would begin at once: the model is loaded, and its workers do not rest. */
  get awake(): boolean {
    return this.#engine?.pool.resting === false && !this.#engine.pool.ended;
  }

  /** `undefined` until the engine is loaded. */
  get status(): EngineStatus | undefined {
    return this.#engine?.status;
  }

  /**
   * The engine, loaded if it is not.
   * @throws {RerankError} as `loadEngine`; `disposed`
   * @throws {DOMException} `AbortError`
   */
  async ready({ signal, onProgress }: RerankOptions): Promise<LoadedEngine> {
    if (this.#disposed) throw disposedError();
    signal?.throwIfAborted();
    this.#dropIfEnded();
    this.#restLater();
    if (this.#engine?.pool.resting === false) return this.#engine;
    return this.#loading.join(signal, (progress) => onProgress?.(progress)).finally(() => this.#restLater());
  }

  /**
   * Runs `work`; if the engine fails meanwhile, runs it again on the next one. A GPU is left for good, and weights that
   * ran out of memory for smaller ones; an engine that lost its workers is loaded anew once.
   */
  async use<T>(options: RerankOptions, work: (engine: LoadedEngine) => Promise<T>): Promise<T> {
    this.#users++;
    try {
      return await this.#useUntilDone(options, work);
    } finally {
      this.#users--;
      this.#restLater();
    }
  }

  async #useUntilDone<T>(options: RerankOptions, work: (engine: LoadedEngine) => Promise<T>): Promise<T> {
    let reloads = 0;
    for (;;) {
      const engine = await this.ready(options);
      try {
        return await work(engine);
      } catch (error) {
        if (this.#disposed || options.signal?.aborted === true) throw error;
        const failure = RerankError.from(error);
        if (this.#stepDown(engine, failure)) engine.pool.dispose();
        else if (!engine.pool.ended || reloads++ > 0) throw explained(failure, this.#options.model);
      }
    }
  }

  /** Frees workers and memory; calls in progress are rejected with `disposed`. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#idleTimer);
    this.#loading.cancel(disposedError());
    this.#engine?.pool.dispose();
  }

  async #load(loading: Loading): Promise<LoadedEngine> {
    try {
      return await loadEngine(loading, this.#setbacks);
    } catch (error) {
      // The larger weights suffice for shorter documents.
      delete this.#setbacks.tooLarge;
      throw error;
    }
  }

  /**
   * Starts the workers of an engine that rests, with the files that it has. They give the scores that they gave before:
   * of a GPU every run makes sure.
   * @returns `undefined` if there is no such engine, or its workers do not start again
   */
  async #wake(signal: AbortSignal, onProgress: Loading["onProgress"]): Promise<LoadedEngine | undefined> {
    const engine = this.#engine;
    if (engine?.pool.resting !== true) return undefined;
    const workers = engine.pool.atOnce;
    // From then on the caller listens.
    await Promise.resolve();
    onProgress({ phase: "load", ready: 0, workers });
    try {
      await engine.pool.wake(signal, (ready) => onProgress({ phase: "load", ready, workers }));
      return engine;
    } catch {
      signal.throwIfAborted();
      // Its end is dealt with here: to a run that comes meanwhile it is no loss.
      this.#engine = undefined;
      return undefined;
    }
  }

  /** Memory that nobody uses is given back; the next use loads the workers again. */
  #restLater(): void {
    clearTimeout(this.#idleTimer);
    const { idleMs = defaultIdleMs } = this.#options;
    if (this.#disposed || !Number.isFinite(idleMs)) return;
    this.#idleTimer = setTimeout(() => {
      if (this.#users > 0 || !this.#engine) return;
      if (this.#engine.pool.rest()) this.#loading.reset();
      // They still compute for a run that was cancelled.
      else this.#restLater();
    }, idleMs);
  }

  /** @returns whether the next engine will be on another device or with smaller weights */
  #stepDown({ status }: Pick<LoadedEngine, "status">, error: RerankError): boolean {
    if (status.device === "webgpu") {
      if (!deviceFaults.has(error.code)) return false;
      this.#setbacks.gpu = demotionNote(status, error);
      return true;
    }
    if (error.code !== "out_of_memory") return false;
    const { model, dtype } = this.#options;
    const sizes = model.variants
      .filter(({ devices }) => devices.includes("wasm"))
      .map((variant) => ({ dtype: variant.dtype, bytes: downloadBytes(model, variant) }));
    const bytes = sizes.find((size) => size.dtype === status.dtype)?.bytes ?? 0;
    if (dtype !== undefined || !sizes.some((size) => size.bytes < bytes)) return false;
    this.#setbacks.tooLarge = { bytes, note: deviceNotes["out-of-memory"](status) };
    return true;
  }

  #dropIfEnded(): void {
    const { pool, status } = this.#engine ?? {};
    if (!pool?.ended || !status) return;
    // Lost between two runs.
    if (pool.ended.code !== "disposed") this.#stepDown({ status }, pool.ended);
    this.#engine = undefined;
    this.#loading.reset();
  }
}

function demotionNote(status: EngineStatus, { code, message }: RerankError): DeviceNote {
  if (code === "device_lost") return deviceNotes["device-lost"](message);
  if (code === "self_test_failed") return deviceNotes["check-failed"](message);
  if (code === "out_of_memory") return deviceNotes["out-of-memory"](status);
  return deviceNotes["run-failed"](status, message);
}

function disposedError(): RerankError {
  return new RerankError("disposed", workerMessages.disposed());
}
