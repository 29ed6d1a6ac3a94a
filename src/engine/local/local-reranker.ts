import { fieldError } from "../../contract/errors.ts";
import {
  type RerankRequest,
  type RerankResponse,
  type ValidRerankRequest,
  parseRequest,
} from "../../contract/rerank.ts";
import type { RerankOptions, Reranker } from "../../contract/reranker.ts";
import { type ModelEntry, modelInputs } from "../../models/model.ts";
import { DeviceEngines, type RunOptions } from "./devices/device-engines.ts";
import type { DeviceSpeed } from "./devices/speed.ts";
import type { DeviceChoiceReport, EngineStatus } from "./engine-status.ts";
import type { Environment } from "./environment.ts";
import type { LoadedEngine } from "./load-engine.ts";
import type { LoadOptions } from "./load/load-options.ts";
import { requestMessages } from "./messages.ts";
import { type RankedRun, createRankedRun } from "./ranked-run.ts";
import { Budget } from "./score/budget.ts";
import { throwIfTooLong } from "./score/measure-documents.ts";
import { type MatchOptions, type TokenMatches, matchTokens } from "./score/match-tokens.ts";
import { scoreTrusted } from "./score/score-trusted.ts";
import { createScoringInput } from "./score/scoring-input.ts";
import type { ScoringRun } from "./score/scoring-run.ts";
import type { WorkerAffinity } from "./score/worker-affinity.ts";

/** Ranks in this tab or process: one model, loaded on first use, on a pool of workers. */
export class LocalReranker implements Reranker, AsyncDisposable {
  readonly model: ModelEntry;
  readonly #engines: DeviceEngines;
  readonly #environment: Environment;
  /** What runs with a limit on their time have measured, by device and weights. */
  readonly #msPerUnit = new Map<string, number>();

  constructor(options: LoadOptions) {
    this.model = options.model;
    this.#environment = options.environment;
    this.#engines = new DeviceEngines(options);
  }

  /** The device, weights and workers in use; `undefined` until the model is loaded. */
  get status(): EngineStatus | undefined {
    return this.#engines.status;
  }

  /**
   * Downloads, loads and tests the model. Optional: the first run does the same.
   * @throws {RerankError} `model_not_found`, `download_failed`, `integrity_failed`, `load_failed`,
   *   `self_test_failed`, `out_of_memory`, `disposed`
   * @throws {DOMException} `AbortError`
   */
  async load(options: RerankOptions = {}): Promise<EngineStatus> {
    return this.#engines.ready(options);
  }

  /**
   * @throws {RerankError} as `load`; `invalid_request`, `unsupported_input`, `query_too_long`, `document_too_long`,
   *   `worker_crashed`, `device_lost`; `model_not_found` for a request that names another model
   * @throws {DOMException} `AbortError`
   */
  async rerank(request: RerankRequest, options: RerankOptions = {}): Promise<RerankResponse> {
    const { response } = await this.rank(request, options);
    return response;
  }

  /**
   * Like `rerank`, but returns everything that the run found out: every document's score, the engine and the time.
   * @internal for the playground and the element; not part of the published interface
   */
  async rank(request: RerankRequest, options: RunOptions = {}): Promise<RankedRun> {
    const valid = parseRequest(request, modelInputs(this.model.recipe));
    throwIfOtherModel(valid, this.model);
    const { scores, ...details } = await this.#engines.use(
      options,
      valid,
      async (engine, affinity, choice) => ({
        ...(await this.#score(engine, affinity, valid, options)),
        choice,
      }),
    );
    options.signal?.throwIfAborted();
    // Documents go back as the caller gave them, not as they were parsed.
    return createRankedRun(this.model, { ...valid, documents: request.documents }, scores, details);
  }

  /**
   * Which token of the query matches which token of the document: the parts of a late-interaction score.
   * @throws {RerankError} as `load`; `unsupported_input` for a model of another family
   * @throws {DOMException} `AbortError`
   */
  async match(query: string, document: string, options: MatchOptions = {}): Promise<TokenMatches> {
    return this.#engines.useLatest(options, ({ pool }, affinity) =>
      matchTokens(pool, affinity, [query, document], options),
    );
  }

  /**
   * What was measured of the devices that can run the model: with the device "auto", runs go where they are expected to
   * end first. Empty until `measureDevices`, or a measurement in the background, has ended.
   */
  get deviceSpeeds(): readonly DeviceSpeed[] {
    return this.#engines.speeds;
  }

  /** Why the last run went to its device, once two are measured. */
  get deviceChoice(): DeviceChoiceReport | undefined {
    return this.#engines.choice;
  }

  /**
   * Times a short run and a long one on each device that the reranker may use. Loads, and if need be downloads, what
   * they run.
   * @throws {RerankError} as `load`
   * @throws {DOMException} `AbortError`
   */
  async measureDevices(options: RerankOptions = {}): Promise<readonly DeviceSpeed[]> {
    return this.#engines.measure(options);
  }

  dispose(): void {
    this.#engines.dispose();
  }

  /** Disposes at the end of a block: `await using reranker = …`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
  }

  async #score(
    { pool, status, known }: LoadedEngine,
    affinity: WorkerAffinity,
    request: ValidRerankRequest,
    { signal, onProgress = () => {} }: RerankOptions,
  ) {
    signal?.throwIfAborted();
    const input = await createScoringInput(request, this.#environment.fetch, signal);
    const { now } = this.#environment;
    const engine = `${status.device} ${status.dtype}`;
    const budget =
      request.budget_ms === undefined
        ? undefined
        : new Budget(request.budget_ms, now, this.#msPerUnit.get(engine));
    const run: ScoringRun = { model: this.model, pool, status, known, input, budget, signal, onProgress };
    if (request.truncate === "none") await throwIfTooLong(run);
    const startedAt = now();
    const scores = await scoreTrusted(run, affinity);
    if (budget?.msPerUnit !== undefined) this.#msPerUnit.set(engine, budget.msPerUnit);
    return { scores, status, elapsedMs: now() - startedAt };
  }
}

/** Loads the reranker's model; a reranker that fails to load is disposed. */
export async function loadOrDispose(reranker: LocalReranker, options: RerankOptions): Promise<LocalReranker> {
  try {
    await reranker.load(options);
  } catch (error) {
    reranker.dispose();
    throw error;
  }
  return reranker;
}

/** Local and remote rerankers share a contract: a caller must not believe that another model ranked. */
function throwIfOtherModel({ model }: ValidRerankRequest, { id }: ModelEntry): void {
  if (model === undefined || model === id) return;
  const message = requestMessages.otherModel(model, id);
  throw fieldError("model_not_found", [{ field: "model", message, type: "value_error.model", input: model }]);
}
