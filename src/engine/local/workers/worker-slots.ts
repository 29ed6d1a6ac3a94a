import { RerankError } from "../../../contract/errors.ts";
import type { Device } from "../../../models/model.ts";
import { type LoadRequest, loadedBefore } from "../../worker/protocol.ts";
import { workerMessages } from "../messages.ts";
import { Growth } from "./growth.ts";
import { Pace, loadPace } from "./patience.ts";
import type { WorkerHandle } from "./worker-handle.ts";
import { WorkerSlot } from "./worker-slot.ts";

export interface PoolOptions {
  /** Most workers. */
  size: number;
  /** Workers that are loaded before the pool is ready; the others follow while that pays. By default all. */
  atOnce?: number;
  start: () => WorkerHandle;
  device: Device;
  /** A promise while the files are still on their way: the workers start meanwhile. */
  load: LoadRequest | Promise<LoadRequest>;
  /** Called when a slot has a new worker, or none until the pool wakes: what the last one cached is gone. */
  onReplaced?: (slot: number) => void;
}

interface Listeners {
  /** A slot has a new worker, which is free. */
  onFree: () => void;
  /** The GPU is lost, or no worker is left. */
  onLost: (error: RerankError) => void;
}

/** After more deaths of a slot than these without a finished task in between, it gets no new worker. */
const maxDeathsInARow = 3;

/**
 * Places for workers that have loaded the same model. A worker that dies is replaced; one that runs out of memory is so
 * only if it is the last. There are more workers while that pays.
 */
export class WorkerSlots {
  readonly #options: PoolOptions;
  readonly #listeners: Listeners;
  readonly #slots: readonly WorkerSlot[];
  readonly #loadPace = new Pace(loadPace);
  /** What the first worker has compiled and verified is not done again. */
  #load: PoolOptions["load"];
  #growth: Growth;
  #growing = false;
  /** Workers are neither loaded nor replaced. */
  #stopped = true;
  #size = 0;

  constructor(options: PoolOptions, listeners: Listeners) {
    this.#options = options;
    this.#listeners = listeners;
    this.#load = options.load;
    this.#slots = Array.from({ length: options.size }, () => new WorkerSlot());
    this.#growth = new Growth(this.atOnce, options.size);
  }

  get all(): readonly WorkerSlot[] {
    return this.#slots;
  }

  /** Workers that there are, or were before they were stopped. */
  get size(): number {
    return this.#size;
  }

  get max(): number {
    return this.#growth.max;
  }

  /** Workers that `start` loads. */
  get atOnce(): number {
    return this.#options.atOnce ?? this.#options.size;
  }

  get running(): number {
    return this.#slots.filter(({ running }) => running).length;
  }

  readonly isAlive = (index: number): boolean => this.#slots[index]?.worker !== undefined;

  /** Whether the slot's worker is one of those that help. */
  mayWork(index: number): boolean {
    return this.#slots.slice(0, index).filter(({ worker }) => worker).length < this.#growth.max;
  }

  /** @throws {RerankError} the error of the first worker that failed to load */
  async start(onReady: (ready: number) => void): Promise<void> {
    this.#growth = new Growth(this.atOnce, this.#options.size);
    this.#stopped = false;
    let ready = 0;
    await Promise.all(
      this.#slots.slice(0, this.atOnce).map(async (slot) => {
        await this.#fill(slot);
        onReady(++ready);
      }),
    );
  }

  stop(): void {
    this.#stopped = true;
    for (const slot of this.#slots) this.#empty(slot);
  }

  /**
   * Loads more workers if that pays, and ends those that have turned out not to help.
   * @param waitingUnits work that no worker has begun
   */
  grow(waitingUnits: number): void {
    if (this.#stopped || this.#growing) return;
    const missing = this.#growth.wanted(this.#living, waitingUnits) - this.#living;
    if (missing < 0) return this.#endIdle(-missing);
    const free = this.#slots.filter(({ worker, deathsInARow }) => !worker && deathsInARow === 0);
    const added = free.slice(0, missing);
    if (added.length === 0) return;
    this.#growing = true;
    void Promise.allSettled(added.map((slot) => this.#fill(slot))).then((ends) => {
      this.#growing = false;
      if (this.#stopped) return;
      // The others go on without those that failed.
      if (ends.some(({ status }) => status === "rejected")) this.#growth.limit(this.#living);
      this.#listeners.onFree();
    });
  }

  /** @returns to be called when the task is done, from which follows how many workers help */
  beginTask(units: number): () => void {
    const startedAt = performance.now();
    const busy = this.running;
    const wasGrowing = this.#growing;
    return () => {
      // Workers that load take time from those that work.
      if (wasGrowing || this.#growing) return;
      this.#growth.recordTask(performance.now() - startedAt, units, Math.max(busy, this.running));
    };
  }

  /** A worker's memory never shrinks, so it is ended. The others go on without it; the last one is replaced. */
  async retire(slot: WorkerSlot): Promise<void> {
    this.#empty(slot);
    this.#growth.limit(this.#living);
    if (this.#living > 0) return;
    slot.deathsInARow++;
    await this.#refill(slot, new RerankError("out_of_memory", workerMessages.exhausted()));
  }

  get #living(): number {
    return this.#slots.filter(({ worker }) => worker).length;
  }

  async #fill(slot: WorkerSlot): Promise<void> {
    const startedAt = performance.now();
    const { start, device } = this.#options;
    const loaded = await slot.start({ start, device, load: this.#load }, this.#loadPace);
    if (!loaded) return;
    this.#growth.recordLoad(performance.now() - startedAt);
    this.#size = this.#living;
    this.#load = loadedBefore(await this.#load, loaded.runtime);
    void loaded.worker.died.then((error) => this.#replace(slot, error));
  }

  #empty(slot: WorkerSlot): void {
    slot.empty();
    this.#options.onReplaced?.(this.#slots.indexOf(slot));
  }

  #endIdle(count: number): void {
    const idle = this.#slots.filter(({ worker, busy }) => worker && !busy);
    for (const slot of idle.slice(-count)) this.#empty(slot);
    this.#size = this.#living;
  }

  #replace(slot: WorkerSlot, death: RerankError): Promise<void> | void {
    if (this.#stopped) return;
    slot.empty();
    slot.deathsInARow++;
    // A new worker would use the same device, which must pass the self-test again.
    if (death.code === "device_lost") return this.#listeners.onLost(death);
    return this.#refill(slot, death);
  }

  /** @param cause why the slot is empty */
  async #refill(slot: WorkerSlot, cause: RerankError): Promise<void> {
    let reason = cause;
    if (slot.deathsInARow <= maxDeathsInARow) {
      try {
        await this.#fill(slot);
        this.#options.onReplaced?.(this.#slots.indexOf(slot));
      } catch (error) {
        // The other workers go on without it.
        reason = RerankError.from(error);
      }
    }
    if (this.#living === 0) this.#listeners.onLost(reason);
    else this.#listeners.onFree();
  }
}
