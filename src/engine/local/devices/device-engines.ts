import { type ValidRerankRequest, inputText } from "../../../contract/rerank.ts";
import type { RerankOptions } from "../../../contract/reranker.ts";
import { RerankError, type RerankErrorCode } from "../../../contract/errors.ts";
import type { Device } from "../../../models/model.ts";
import type { EngineStatus, DeviceChoiceReport } from "../engine-status.ts";
import type { LoadedEngine } from "../load-engine.ts";
import type { LoadOptions } from "../load/load-options.ts";
import { probeGpu } from "../load/probe-gpu.ts";
import { RecoveringEngine, deviceFaults } from "../recovering-engine.ts";
import type { WorkerAffinity } from "../score/worker-affinity.ts";
import { estimateRunTokens } from "./run-tokens.ts";
import { type DeviceSpeed, type SpeedSample, expectedMs, learnCosts } from "./speed.ts";

/** The pause after a run, before the devices are measured in the background. */
const pauseMs = 1000;
/** Measurements that a run has cut short, before no further one is tried. */
const maxTries = 3;
/** Before the first request, the device is chosen for ten documents of a few lines. */
const typicalTokens = 1000;

export interface RunOptions extends RerankOptions {
  /** Of an earlier run, with whose scores the new ones are compared: stays there, if the device is still in use. */
  device?: Device | undefined;
}

/** @param choice why the engine has the run */
type Work<T> = (
  engine: LoadedEngine,
  affinity: WorkerAffinity,
  choice: DeviceChoiceReport | undefined,
) => Promise<T>;

/** Errors of the second engine after which the first one has the run. */
const secondFaults: ReadonlySet<RerankErrorCode> = new Set([
  ...deviceFaults,
  "download_failed",
  "integrity_failed",
]);

interface Choice {
  engine: RecoveringEngine;
  /** Of the chosen engine, for this run. */
  tokens: number;
  /** `undefined`: there was nothing to choose, or nothing was measured. */
  measured: DeviceChoiceReport | undefined;
}

/**
 * Where runs go. With the device "auto" and a GPU, both devices are measured in the background after the first run;
 * from then on each run goes, as a whole, where it is expected to end first. Otherwise there is one engine.
 */
export class DeviceEngines {
  readonly #options: LoadOptions;
  /** On the device that the plan prefers: on a GPU, if there is one. */
  readonly #first: RecoveringEngine;
  /** On WASM beside a GPU. */
  #second: RecoveringEngine | undefined;
  #latest: RecoveringEngine;
  #choice: DeviceChoiceReport | undefined;
  /** One for each device, or none. */
  #speeds: readonly DeviceSpeed[] = [];
  #kept: Promise<void> | undefined;
  #users = 0;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #measuring: AbortController | undefined;
  #disposed = false;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#first = new RecoveringEngine(options);
    this.#latest = this.#first;
  }

  /** Of the engine that had the last run, or is loaded for the next one. */
  get status(): EngineStatus | undefined {
    return this.#latest.status;
  }

  /** Why the last run went to its device; `undefined`: there was nothing to choose, or nothing was measured. */
  get choice(): DeviceChoiceReport | undefined {
    return this.#choice;
  }

  /** What was measured: one speed for each device, or none. */
  get speeds(): readonly DeviceSpeed[] {
    return this.#speeds;
  }

  /** The engine that a typical run would use, loaded. @throws as `RecoveringEngine.ready` */
  async ready(options: RerankOptions): Promise<EngineStatus> {
    const { engine } = await this.#choose(() => typicalTokens);
    try {
      const { status } = await engine.ready(options);
      this.#latest = engine;
      return status;
    } catch (error) {
      if (!this.#mayFallBack(engine, error, options)) throw error;
      return this.ready(options);
    }
  }

  /** Runs `work` on the engine that is expected to end first; as `RecoveringEngine.use`. */
  async use<T extends { elapsedMs: number }>(
    options: RunOptions,
    request: ValidRerankRequest,
    work: Work<T>,
  ): Promise<T> {
    return this.#alone(async () => {
      const { model } = this.#options;
      const tokensOn = ({ affinity }: RecoveringEngine): number =>
        estimateRunTokens(model, request, affinity);
      // No text tells how long an image takes.
      const learns =
        request.budget_ms === undefined &&
        [request.query, ...request.documents].every((input) => inputText(input) !== undefined);
      return this.#useChosen(options, await this.#choose(tokensOn, options.device), work, learns);
    }).finally(() => this.#measureLater());
  }

  /** Runs `work` on the engine of the last run; as `RecoveringEngine.use`. */
  async useLatest<T>(options: RerankOptions, work: Work<T>): Promise<T> {
    const latest = this.#latest;
    return this.#alone(() =>
      latest.use(options, (loaded) => work(loaded, latest.affinity, undefined)),
    ).finally(() => this.#measureLater());
  }

  /** What the user waits for has the machine to itself: it ends a measurement in the background. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#measuring?.abort();
    clearTimeout(this.#timer);
    this.#users++;
    try {
      return await work();
    } finally {
      this.#users--;
    }
  }

  /**
   * Measures now: every device that could run the model is loaded, and what that needs is downloaded.
   * @throws as `RecoveringEngine.ready`
   */
  async measure(options: RerankOptions): Promise<readonly DeviceSpeed[]> {
    return this.#alone(async () => {
      const { device } = (await this.#first.ready(options)).status;
      const { measureEngines, wasmCandidate } = await import("./compare-devices.ts");
      const isPair = this.#options.device === "auto" && device === "webgpu" && wasmCandidate(this.#options);
      const engines = isPair ? [this.#first, (this.#second ??= this.#onWasm())] : [this.#first];
      const signal = options.signal ?? new AbortController().signal;
      this.#speeds = await measureEngines(engines, this.#options, { ...options, signal });
      return this.#speeds;
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#measuring?.abort();
    clearTimeout(this.#timer);
    this.#first.dispose();
    this.#second?.dispose();
  }

  async #useChosen<T extends { elapsedMs: number }>(
    options: RunOptions,
    { engine, tokens, measured }: Choice,
    work: Work<T>,
    learns: boolean,
  ): Promise<T> {
    try {
      return await engine.use(options, async (loaded) => {
        // Where the GPU has failed, its engine goes on without it.
        const choice = measured?.expected[0]?.device === loaded.status.device ? measured : undefined;
        const result = await work(loaded, engine.affinity, choice);
        this.#latest = engine;
        this.#choice = choice;
        // Runs side by side wait for each other; one with a limit on its time may not have read everything.
        if (choice && learns && this.#users === 1)
          this.#learn(loaded.status, { tokens, ms: result.elapsedMs });
        return result;
      });
    } catch (error) {
      if (!this.#mayFallBack(engine, error, options)) throw error;
      return this.#useChosen(options, { engine: this.#first, tokens, measured: undefined }, work, false);
    }
  }

  /** Whether the GPU may still do what WASM has failed at; WASM is not chosen again then. */
  #mayFallBack(engine: RecoveringEngine, error: unknown, { signal }: RerankOptions): boolean {
    if (engine !== this.#second || this.#disposed || signal?.aborted === true) return false;
    if (!secondFaults.has(RerankError.from(error).code)) return false;
    this.#giveUp();
    this.#keep([]);
    return true;
  }

  /** @param only the device, whatever is expected */
  async #choose(tokensOn: (engine: RecoveringEngine) => number, only?: Device): Promise<Choice> {
    const first: Choice = { engine: this.#first, tokens: tokensOn(this.#first), measured: undefined };
    if (this.#options.device !== "auto") return first;
    // Without what was kept, runs go on as if nothing had been measured.
    await (this.#kept ??= this.#readKept().catch(() => undefined));
    if (this.#disposed) return first;
    // The GPU has failed, and the first engine went on without it.
    if (this.#first.status?.device === "wasm") this.#giveUp();
    if (this.#speeds.length < 2) return first;
    this.#second ??= this.#onWasm();
    const engines = { webgpu: this.#first, wasm: this.#second };
    const all = this.#speeds.map((speed) => {
      const engine = engines[speed.device];
      const tokens = tokensOn(engine);
      const ms = expectedMs(speed, tokens) + (engine.awake ? 0 : speed.loadMs);
      return { engine, tokens, ms, device: speed.device };
    });
    const [best, ...others] = all.toSorted(
      (a, b) => Number(b.device === only) - Number(a.device === only) || a.ms - b.ms,
    );
    if (!best) return first;
    const expected = [best, ...others].map(({ device, ms }) => ({ device, ms }));
    return { engine: best.engine, tokens: best.tokens, measured: { expected, speeds: this.#speeds } };
  }

  /** Of an earlier visit, if it had the same GPU. */
  async #readKept(): Promise<void> {
    const { model, dtype, environment } = this.#options;
    // Nothing is loaded and nobody is asked, where nothing can be kept.
    if (!environment.speeds?.read()) return;
    const { mayLoadUnasked, readSpeeds, wasmCandidate } = await import("./compare-devices.ts");
    const speeds = readSpeeds({ model, dtype }, environment.speeds);
    if (speeds.length < 2) return;
    const candidate = wasmCandidate(this.#options);
    // Its files may be gone from the cache since.
    if (!candidate || !(await mayLoadUnasked(candidate, this.#options))) return;
    const probe = await probeGpu("auto", environment);
    const isSame = speeds.some(
      ({ adapter }) => probe.available && !probe.software && adapter === probe.adapter,
    );
    if (isSame) this.#speeds = speeds;
  }

  #learn({ device, dtype }: EngineStatus, run: SpeedSample): void {
    this.#speeds = this.#speeds.map((speed) =>
      speed.device === device && speed.dtype === dtype ? { ...speed, ...learnCosts(speed, run) } : speed,
    );
    if (this.#speeds.length > 1) this.#keep(this.#speeds);
  }

  #keep(speeds: readonly DeviceSpeed[]): void {
    const { model, dtype, environment } = this.#options;
    const { speeds: store } = environment;
    if (!store) return;
    void import("./compare-devices.ts")
      .then(({ keepSpeeds }) => keepSpeeds({ model, dtype }, speeds, store))
      // The next visit measures again.
      .catch(() => undefined);
  }

  #measureLater(): void {
    clearTimeout(this.#timer);
    const isDone = this.#speeds.length > 1 || this.#tries >= maxTries;
    if (this.#disposed || this.#users > 0 || isDone || this.#options.device !== "auto") return;
    if (this.#first.status?.device !== "webgpu") return;
    this.#timer = setTimeout(() => void this.#measureUnasked(), pauseMs);
  }

  /** A failure is not told: the runs stay where they are. */
  async #measureUnasked(): Promise<void> {
    this.#tries++;
    const measuring = new AbortController();
    this.#measuring = measuring;
    const { signal } = measuring;
    try {
      const { measureEngines, mayLoadUnasked, wasmCandidate } = await import("./compare-devices.ts");
      const candidate = wasmCandidate(this.#options);
      if (!candidate || !(await mayLoadUnasked(candidate, this.#options)) || signal.aborted) return;
      this.#second ??= this.#onWasm();
      this.#speeds = await measureEngines([this.#first, this.#second], this.#options, { signal });
    } catch {
      if (!signal.aborted) this.#tries = maxTries;
    } finally {
      if (this.#measuring === measuring) this.#measuring = undefined;
    }
  }

  #onWasm(): RecoveringEngine {
    return new RecoveringEngine({ ...this.#options, device: "wasm", besideGpu: true });
  }

  /** The second engine has failed, or is not needed. Other runs may still use it; afterwards its workers go to rest. */
  #giveUp(): void {
    this.#speeds = [];
    this.#tries = maxTries;
  }
}
