/** The runs of one element: a newer run replaces an older one, and the last good answer stays until there is a better. */
import { RerankError, isAbort } from "../../contract/errors.ts";
import type { RerankRequest, RerankResponse } from "../../contract/rerank.ts";
import type { RerankProgress } from "../../contract/reranker.ts";
import type { EngineStatus } from "../../engine/local/engine-status.ts";
import type { ModelEntry } from "../../models/model.ts";
import type { EngineSettings } from "./settings.ts";
import { type Engine, type Lease, type SharedEngines, type ShownRun, engineKey } from "./shared-engines.ts";

export type Run =
  | { status: "idle" }
  | { status: "running"; progress: RerankProgress | undefined }
  | { status: "failed"; error: RerankError }
  | { status: "cancelled" };

export interface Answer {
  request: RerankRequest;
  /** The engine that gave it, as `engineKey` has it. */
  engineKey: string;
  response: RerankResponse;
  model: ModelEntry;
  engine: EngineStatus;
  /** Of the scoring, without download and load. */
  elapsedMs: number;
  resultNodes: ShownRun["resultNodes"];
}

export type RunEvent =
  | { type: "rerank-start"; request: RerankRequest }
  | { type: "rerank-progress"; progress: RerankProgress }
  | { type: "rerank-complete"; response: RerankResponse }
  /** `undefined`: it was cancelled. */
  | { type: "rerank-error"; error: RerankError | undefined };

export interface RunnerDependencies {
  engines: SharedEngines;
  onEvent: (event: RunEvent) => void;
}

export class Runner {
  run: Run = { status: "idle" };
  answer: Answer | undefined;
  readonly #dependencies: RunnerDependencies;
  #current: AbortController | undefined;
  #lease: Lease | undefined;

  constructor(dependencies: RunnerDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * @throws {RerankError} as `Reranker.rerank`
   * @throws {DOMException} `AbortError` when it is cancelled, or a newer run takes its place
   */
  async start(request: RerankRequest, settings: EngineSettings): Promise<RerankResponse> {
    const { onEvent } = this.#dependencies;
    const previous = { abort: this.#current, lease: this.#lease };
    const abort = new AbortController();
    this.#current = abort;
    const key = engineKey(settings);
    const lease = previous.lease?.key === key ? previous.lease : this.#dependencies.engines.lease(settings);
    this.#lease = lease;
    this.run = { status: "running", progress: undefined };
    onEvent({ type: "rerank-start", request });
    const running = this.#rank(lease.engine, request, abort);
    // Only now: a download that both need goes on for the newer run.
    previous.abort?.abort(new DOMException("A newer run has taken its place.", "AbortError"));
    if (previous.lease !== lease) previous.lease?.release();
    try {
      const { response, status, elapsedMs, resultNodes } = await running;
      const { model } = settings;
      this.answer = { request, engineKey: key, response, model, engine: status, elapsedMs, resultNodes };
      this.#current = undefined;
      this.run = { status: "idle" };
      onEvent({ type: "rerank-complete", response });
      return response;
    } catch (cause) {
      const error = abort.signal.aborted ? abort.signal.reason : cause;
      if (this.#current === abort) {
        this.#current = undefined;
        this.fail(error);
      }
      throw error;
    }
  }

  /** A run that could not begin fails as others do, and like them takes the place of the one before. */
  fail(cause: unknown): void {
    const previous = this.#current;
    this.#current = undefined;
    previous?.abort(new DOMException("A newer run has taken its place.", "AbortError"));
    const error = isAbort(cause) ? undefined : RerankError.from(cause);
    this.run = error ? { status: "failed", error } : { status: "cancelled" };
    this.#dependencies.onEvent({ type: "rerank-error", error });
  }

  cancel(): void {
    this.#current?.abort(new DOMException("The run was cancelled.", "AbortError"));
  }

  /** The element has left the page: what it used is let go. The answer stays. */
  release(): void {
    this.cancel();
    this.#lease?.release();
    this.#lease = undefined;
  }

  #rank(engine: Engine, request: RerankRequest, abort: AbortController): Promise<ShownRun> {
    return engine.rank(request, {
      signal: abort.signal,
      onProgress: (progress) => {
        if (this.#current !== abort) return;
        this.run = { status: "running", progress };
        this.#dependencies.onEvent({ type: "rerank-progress", progress });
      },
    });
  }
}
