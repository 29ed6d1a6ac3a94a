import { RerankError } from "../../contract/errors.ts";
import type { RerankOptions, RerankProgress } from "../../contract/reranker.ts";
import type { DeviceNote } from "./device.ts";
import type { EngineStatus } from "./engine-status.ts";
import { type LoadedEngine, loadEngine } from "./load-engine.ts";
import type { LoadOptions } from "./load/load-options.ts";
import { SharedTask } from "./load/shared-task.ts";
import { deviceNotes, workerMessages } from "./messages.ts";

/**
 * An engine that is loaded on first use, once for all callers. If it loses its GPU or its last worker, the next use
 * loads a new one, without the device that was lost.
 */
export class RecoveringEngine {
  readonly #loading: SharedTask<LoadedEngine, RerankProgress>;
  #engine: LoadedEngine | undefined;
  #lost: DeviceNote | undefined;
  #disposed = false;

  constructor(options: LoadOptions) {
    this.#loading = new SharedTask(async (signal, onProgress) => {
      const engine = await loadEngine(options, this.#lost, signal, onProgress);
      if (signal.aborted) engine.pool.dispose();
      signal.throwIfAborted();
      this.#engine = engine;
      return engine;
    });
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
    return this.#engine ?? this.#loading.join(signal, (progress) => onProgress?.(progress));
  }

  /** Runs `work`; if the engine is lost meanwhile, runs it once more on a new engine. */
  async use<T>(options: RerankOptions, work: (engine: LoadedEngine) => Promise<T>): Promise<T> {
    const engine = await this.ready(options);
    try {
      return await work(engine);
    } catch (error) {
      if (!engine.pool.ended || this.#disposed || options.signal?.aborted === true) throw error;
      return work(await this.ready(options));
    }
  }

  /** Frees workers and memory; calls in progress are rejected with `disposed`. */
  dispose(): void {
    this.#disposed = true;
    this.#loading.cancel(disposedError());
    this.#engine?.pool.dispose();
  }

  #dropIfEnded(): void {
    const ended = this.#engine?.pool.ended;
    if (!ended) return;
    if (ended.code === "device_lost") this.#lost = deviceNotes["device-lost"](ended.message);
    this.#engine = undefined;
    this.#loading.reset();
  }
}

function disposedError(): RerankError {
  return new RerankError("disposed", workerMessages.disposed());
}
