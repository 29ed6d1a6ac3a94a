import { RerankError, unwrap } from "../../contract/errors.ts";
import {
  type RerankRequest,
  type RerankResponse,
  type ValidRerankRequest,
  parseRequest,
  textOf,
} from "../../contract/rerank.ts";
import type { RerankOptions, RerankProgress, Reranker } from "../../contract/reranker.ts";
import { type ModelEntry, isBatchVariant } from "../../models/model.ts";
import { type Piece, type PieceScores, type Truncation, embeddingKey } from "../../worker/protocol.ts";
import type { DeviceNote } from "./device.ts";
import { type LoadedEngine, type LoadOptions, loadEngine } from "./load-engine.ts";
import type { EngineStatus } from "./engine-status.ts";
import { type PieceLimits, estimateTokens, planPieces } from "./pieces.ts";
import { rankResults, relevanceScore } from "./rank.ts";
import { Residence } from "./residence.ts";
import { SharedTask } from "./shared-task.ts";
import type { WorkerHandle } from "./worker-handle.ts";

/** Small enough that a cancel costs little; a GPU wants more at once. */
const pieceLimits = {
  single: { tokens: 192, documents: 16 },
  batched: { tokens: 512, documents: 32 },
  gpu: { tokens: 4096, documents: 64 },
  /** Only tokenised, or answered from kept embeddings (if the worker has not forgotten them). */
  light: { tokens: 4096, documents: 100 },
} satisfies Record<string, PieceLimits>;

/** Ranks in this tab: one model, loaded at the first run, on a pool of workers. */
export class LocalReranker implements Reranker {
  readonly model: ModelEntry;
  readonly #loading: SharedTask<LoadedEngine, RerankProgress>;
  readonly #residence = new Residence();
  #engine: LoadedEngine | undefined;
  #lost: DeviceNote | undefined;
  #disposed = false;

  constructor(options: LoadOptions) {
    this.model = options.model;
    const onReplaced = (slot: number): void => this.#residence.forget(slot);
    this.#loading = new SharedTask(async (signal, onProgress) => {
      const engine = await loadEngine({ ...options, onReplaced }, this.#lost, signal, onProgress);
      if (signal.aborted) engine.pool.dispose();
      signal.throwIfAborted();
      this.#engine = engine;
      return engine;
    });
  }

  /** What really runs; `undefined` until the model is loaded. */
  get status(): EngineStatus | undefined {
    return this.#engine?.status;
  }

  /**
   * Downloads, loads and tests the model; a run does the same where it has not been done.
   * @throws {RerankError} `model_not_found`, `download_failed`, `integrity_failed`, `load_failed`,
   *   `self_test_failed`, `out_of_memory`, `disposed`
   */
  async load(options: RerankOptions = {}): Promise<EngineStatus> {
    const { status } = await this.#ready(options);
    return status;
  }

  async rerank(request: RerankRequest, options: RerankOptions = {}): Promise<RerankResponse> {
    const valid = parseRequest(request, { images: false });
    this.#refuseOtherModel(valid);
    const engine = await this.#ready(options);
    try {
      return await this.#rank(engine, request, valid, options);
    } catch (error) {
      // Its GPU is gone, or its last worker: a new engine is planned, once, without what failed.
      if (!engine.pool.ended || this.#disposed || options.signal?.aborted === true) throw error;
      return this.#rank(await this.#ready(options), request, valid, options);
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#loading.cancel(disposed());
    this.#engine?.pool.dispose();
  }

  async #ready({ signal, onProgress }: RerankOptions): Promise<LoadedEngine> {
    if (this.#disposed) throw disposed();
    signal?.throwIfAborted();
    const { ended } = this.#engine?.pool ?? {};
    if (ended) {
      if (ended.code === "device_lost") this.#lost = { reason: "device-lost", message: ended.message };
      this.#engine = undefined;
      this.#loading.reset();
    }
    return this.#engine ?? this.#loading.join(signal, (progress) => onProgress?.(progress));
  }

  /** One contract for local and remote: a caller must not believe that another model ranked. */
  #refuseOtherModel({ model }: ValidRerankRequest): void {
    if (model === undefined || model === this.model.id) return;
    const message = `is "${model}", but this reranker runs ${this.model.id}`;
    throw new RerankError("model_not_found", `model: ${message}`, {
      errors: [{ field: "model", message, type: "value_error.model", input: model }],
    });
  }

  async #rank(
    engine: LoadedEngine,
    request: RerankRequest,
    valid: ValidRerankRequest,
    options: RerankOptions,
  ): Promise<RerankResponse> {
    options.signal?.throwIfAborted();
    const texts = valid.documents.map((document) => textOf(document) ?? "");
    const query = textOf(valid.query) ?? "";
    const truncation: Truncation = {
      truncate: valid.truncate,
      ...(valid.max_tokens_per_document !== undefined && {
        maxTokensPerDocument: valid.max_tokens_per_document,
      }),
    };
    if (valid.truncate === "none") await this.#refuseTooLong(engine, query, texts, truncation, options);
    const { scores, promptTokens } = await this.#score(engine, query, texts, truncation, options);
    // Documents go back as the caller gave them, not as they were parsed.
    return response(this.model, { ...valid, documents: request.documents }, scores, promptTokens);
  }

  async #score(
    { pool, status }: LoadedEngine,
    query: string,
    texts: readonly string[],
    truncation: Truncation,
    { signal, onProgress }: RerankOptions,
  ): Promise<{ scores: (number | undefined)[]; promptTokens: number }> {
    const { scoreKind, maxTokens } = this.model;
    const scores: (number | undefined)[] = Array.from({ length: texts.length });
    let promptTokens = 0;
    let queryTokens = 0;
    let scored = 0;
    const limits = status.device === "webgpu" ? "gpu" : isBatchVariant(status.dtype) ? "single" : "batched";
    const keys = texts.map((text) => embeddingKey(text, truncation));
    const homes = keys.map((key) => this.#residence.slotOf(key));
    const groups = groupBy(homes).map(({ key, positions }) => {
      const sizes = positions.map((position) => estimateTokens(texts[position] ?? "", maxTokens));
      const pieces = planPieces(sizes, pieceLimits[key === undefined ? limits : "light"]);
      return pieces.map((piece) => ({ key, positions: piece.flatMap((row) => positions[row] ?? []) }));
    });
    const tasks = groups.flat().map(({ key, positions }) => {
      const documents = positions.map((position) => texts[position] ?? "");
      const piece: Piece = { query, documents, truncation };
      return {
        preferredSlot: key,
        run: async (worker: WorkerHandle) => ({
          positions,
          scores: unwrap(await worker.score(piece)),
        }),
      };
    });
    onProgress?.({ phase: "score", scored, total: texts.length, documents: [] });
    await pool.run<{ positions: number[]; scores: PieceScores }>(tasks, signal, (done, slot) => {
      queryTokens = Math.max(queryTokens, done.scores.queryPromptTokens);
      const documents = done.scores.documents.map((document, row) => {
        const index = done.positions[row] ?? 0;
        scores[index] = document.score;
        promptTokens += document.promptTokens;
        if (this.model.recipe.family === "bi-encoder") this.#residence.settle(keys[index] ?? "", slot);
        const { documentTokens, usedTokens, kept = false } = document;
        return {
          index,
          relevance_score: relevanceScore(document.score, scoreKind),
          documentTokens,
          usedTokens,
          kept,
        };
      });
      scored += documents.length;
      onProgress?.({ phase: "score", scored, total: texts.length, documents });
    });
    return { scores, promptTokens: promptTokens + queryTokens };
  }

  /** With `truncate: "none"`: every document is measured before any is scored. */
  async #refuseTooLong(
    { pool }: LoadedEngine,
    query: string,
    texts: readonly string[],
    truncation: Truncation,
    { signal }: RerankOptions,
  ): Promise<void> {
    const sizes = texts.map((text) => estimateTokens(text, this.model.maxTokens));
    const tooLong: { index: number; message: string }[] = [];
    const tasks = planPieces(sizes, pieceLimits.light).map((positions) => ({
      run: async (worker: WorkerHandle) => {
        const documents = positions.map((position) => texts[position] ?? "");
        return { positions, lengths: unwrap(await worker.measure({ query, documents, truncation })) };
      },
    }));
    await pool.run(tasks, signal, ({ positions, lengths }) => {
      lengths.forEach(({ documentTokens, usedTokens }, row) => {
        if (usedTokens === documentTokens) return;
        const message = `has ${documentTokens} tokens where ${usedTokens} can be read`;
        tooLong.push({ index: positions[row] ?? 0, message });
      });
    });
    if (tooLong.length === 0) return;
    tooLong.sort((a, b) => a.index - b.index);
    const errors = tooLong.map(({ index, message }) => ({
      field: `documents[${index}]`,
      message,
      type: "value_error.too_long",
    }));
    const which = tooLong.map(({ index }) => index).join(", ");
    const message = `With truncate "none" no document may be too long; these are: ${which}.`;
    throw new RerankError("document_too_long", message, { errors });
  }
}

/** The reranker once it is ready to rank; one that cannot be is disposed. */
export async function loaded(reranker: LocalReranker, options: RerankOptions): Promise<LocalReranker> {
  try {
    await reranker.load(options);
  } catch (error) {
    reranker.dispose();
    throw error;
  }
  return reranker;
}

function response(
  model: ModelEntry,
  request: ValidRerankRequest,
  scores: readonly (number | undefined)[],
  promptTokens: number,
): RerankResponse {
  return {
    id: `rerank-${crypto.randomUUID?.() ?? Date.now().toString(36)}`,
    object: "list",
    model: model.id,
    results: rankResults(request, scores, model.scoreKind),
    usage: { prompt_tokens: promptTokens, completion_tokens: 0, total_tokens: promptTokens },
  };
}

function disposed(): RerankError {
  return new RerankError("disposed", "The reranker was disposed.");
}

function groupBy(keys: readonly (number | undefined)[]): { key: number | undefined; positions: number[] }[] {
  const groups = new Map<number | undefined, number[]>();
  keys.forEach((key, position) => {
    const group = groups.get(key);
    if (group) group.push(position);
    else groups.set(key, [position]);
  });
  return [...groups].map(([key, positions]) => ({ key, positions }));
}
