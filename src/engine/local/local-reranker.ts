import { type Outcome, RerankError, unwrap } from "../../contract/errors.ts";
import {
  type RerankRequest,
  type RerankResponse,
  type Truncate,
  type ValidRerankRequest,
  parseRequest,
} from "../../contract/rerank.ts";
import type { RerankOptions, RerankProgress, Reranker, ScoredDocument } from "../../contract/reranker.ts";
import { families } from "../../models/families.ts";
import { type ModelEntry, modelInputs } from "../../models/model.ts";
import { isBatchVariant } from "../../models/precision.ts";
import {
  type DocumentLength,
  type Lengths,
  type ScoringInput,
  type ChunkScores,
  type TokenMatches,
  type Truncation,
  embeddingKey,
} from "../worker/protocol.ts";
import { type BlockLimits, blockLimits, combineBlocks, planBlocks } from "./score/blocks.ts";
import type { DeviceNote } from "./device.ts";
import { type LoadedEngine, type LoadOptions, loadEngine } from "./load-engine.ts";
import type { EngineStatus } from "./engine-status.ts";
import { type ChunkLimits, estimateTokens, planChunks } from "./score/chunks.ts";
import { rankResults, relevanceScore } from "./score/rank.ts";
import { WorkerAffinity } from "./score/worker-affinity.ts";
import { SharedTask } from "./load/shared-task.ts";
import { selectDocuments, createScoringInput } from "./score/scoring-input.ts";
import type { WorkerHandle } from "./workers/worker-handle.ts";
import type { WorkerPool } from "./workers/worker-pool.ts";

/** Small enough that a cancel costs little; a GPU wants more at once. */
const chunkLimits = {
  single: { tokens: 192, documents: 16 },
  batched: { tokens: 512, documents: 32 },
  gpu: { tokens: 4096, documents: 64 },
  /** Only tokenised, or answered from cached embeddings (if the worker has not forgotten them). */
  light: { tokens: 4096, documents: 100 },
} satisfies Record<string, ChunkLimits>;

export type { MatchedToken, TokenMatches } from "../worker/protocol.ts";

export interface MatchOptions extends RerankOptions {
  /** As in the request whose answer is looked into. */
  truncate?: Truncate;
  maxTokensPerDocument?: number;
}

function pickLimit({ maxTokensPerDocument }: MatchOptions): Pick<Truncation, "maxTokensPerDocument"> {
  return maxTokensPerDocument === undefined ? {} : { maxTokensPerDocument };
}

/** Ranks in this tab: one model, loaded at the first run, on a pool of workers. */
export class LocalReranker implements Reranker {
  readonly model: ModelEntry;
  readonly #loading: SharedTask<LoadedEngine, RerankProgress>;
  readonly #affinity = new WorkerAffinity();
  #engine: LoadedEngine | undefined;
  #lost: DeviceNote | undefined;
  #disposed = false;
  readonly #fetch: typeof fetch;

  constructor(options: LoadOptions) {
    this.model = options.model;
    this.#fetch = options.environment.fetch;
    const onReplaced = (slot: number): void => this.#affinity.forget(slot);
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
    const valid = parseRequest(request, modelInputs(this.model.recipe));
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

  /**
   * Which token of the query found which of a document, as the model's score is made of it.
   * @throws {RerankError} `unsupported_input` for a model that is no late-interaction one; as `rerank` otherwise
   */
  async match(query: string, document: string, options: MatchOptions = {}): Promise<TokenMatches> {
    const { pool } = await this.#ready(options);
    const truncation: Truncation = { truncate: options.truncate ?? "end", ...pickLimit(options) };
    const task = {
      preferredSlot: this.#affinity.slotFor(embeddingKey(document, truncation)),
      run: async (worker: WorkerHandle) => unwrap(await worker.match(query, document, truncation)),
    };
    let matches: TokenMatches | undefined;
    await pool.run([task], options.signal, (found) => {
      matches = found;
    });
    if (!matches) throw new RerankError("internal_error", "The worker gave no answer.");
    return matches;
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
    const input = await createScoringInput(valid, this.#fetch, options.signal);
    if (valid.truncate === "none") await this.#refuseTooLong(engine, input, options);
    const limits = blockLimits(engine.status.device, this.model);
    const { scores, promptTokens } = limits
      ? await this.#scoreBlocks(engine, input, limits, options)
      : await this.#score(engine, input, options);
    // Documents go back as the caller gave them, not as they were parsed.
    return response(this.model, { ...valid, documents: request.documents }, scores, promptTokens);
  }

  async #score(
    { pool, status }: LoadedEngine,
    input: ScoringInput,
    { signal, onProgress }: RerankOptions,
  ): Promise<Scored> {
    const { maxTokens, recipe } = this.model;
    const { cachesDocuments } = families[recipe.family];
    const texts = input.documents;
    const scores: (number | undefined)[] = Array.from({ length: texts.length });
    let promptTokens = 0;
    let queryTokens = 0;
    let scored = 0;
    const limits = this.#chunkLimits(status);
    const keys = texts.map((text) => embeddingKey(text, input.truncation));
    const homes = keys.map((key) => this.#affinity.slotFor(key));
    const groups = groupBy(homes).map(({ key, positions }) => {
      // An image is as much work as the longest text.
      const sizes = positions.map((position) =>
        input.images?.documents[position] ? maxTokens : estimateTokens(texts[position] ?? "", maxTokens),
      );
      const chunks = planChunks(sizes, key === undefined ? limits : chunkLimits.light);
      return chunks.map((chunk) => ({ key, positions: chunk.flatMap((row) => positions[row] ?? []) }));
    });
    const tasks = groups.flat().map(({ key, positions }) => {
      const chunk = selectDocuments(input, positions);
      return {
        preferredSlot: key,
        run: async (worker: WorkerHandle) => ({
          positions,
          scores: numbered(await worker.score(chunk), positions),
        }),
      };
    });
    onProgress?.({ phase: "score", scored, total: texts.length, documents: [] });
    await pool.run<ScoredChunk>(tasks, signal, (done, slot) => {
      queryTokens = Math.max(queryTokens, done.scores.queryPromptTokens);
      for (const [row, { score, promptTokens: tokens }] of done.scores.documents.entries()) {
        const index = done.positions[row] ?? 0;
        scores[index] = score;
        promptTokens += tokens;
        if (cachesDocuments) this.#affinity.record(keys[index] ?? "", slot);
      }
      scored += done.positions.length;
      onProgress?.({ phase: "score", scored, total: texts.length, documents: this.#shown(done) });
    });
    return { scores, promptTokens: promptTokens + queryTokens };
  }

  /**
   * The documents in their order, block by block. A block's own scores are shown as they come; those of the answer
   * are made of all blocks.
   */
  async #scoreBlocks(
    { pool }: LoadedEngine,
    input: ScoringInput,
    limits: BlockLimits,
    { signal, onProgress }: RerankOptions,
  ): Promise<Scored> {
    const total = input.documents.length;
    onProgress?.({ phase: "score", scored: 0, total, documents: [] });
    const lengths: DocumentLength[] = [];
    let queryTokens = 0;
    await this.#measure(pool, input, signal, (positions, measured) => {
      queryTokens = measured.queryTokens;
      measured.documents.forEach((length, row) => {
        lengths[positions[row] ?? 0] = length;
      });
    });
    const used = lengths.map(({ usedTokens }) => usedTokens);
    const blocks = planBlocks(used, queryTokens, limits);
    const done: ScoredChunk[] = [];
    let scored = 0;
    const report = (documents: readonly ScoredDocument[]): void =>
      onProgress?.({ phase: "score", scored, total, documents, blocks: blocks.length });
    const tasks = blocks.map((positions, block) => ({
      run: async (worker: WorkerHandle) => ({
        block,
        positions,
        scores: unwrap(await worker.score(selectDocuments(input, positions))),
      }),
    }));
    await pool.run<ScoredChunk & { block: number }>(tasks, signal, (chunk) => {
      done[chunk.block] = chunk;
      scored += chunk.positions.length;
      report(this.#shown(chunk));
    });
    const promptTokens = done
      .flatMap(({ scores: { documents } }) => documents)
      .reduce((sum, document) => sum + document.promptTokens, 0);
    if (done.length > 1) {
      const combined = combineBlocks(done.flatMap(({ scores: { vectors } }) => vectors ?? []));
      for (const [block, chunk] of done.entries()) {
        for (const [row, document] of chunk.scores.documents.entries())
          document.score = combined[block]?.[row];
        report(this.#shown(chunk));
      }
    }
    const scores = done.flatMap(({ scores: { documents } }) => documents.map(({ score }) => score));
    return { scores, promptTokens };
  }

  /** A chunk's documents as they are reported. */
  #shown({ positions, scores }: ScoredChunk): ScoredDocument[] {
    return scores.documents.map(({ score, documentTokens, usedTokens, cached = false }, row) => ({
      index: positions[row] ?? 0,
      relevance_score: relevanceScore(score, this.model.scoreKind),
      documentTokens,
      usedTokens,
      cached,
    }));
  }

  #chunkLimits({ device, dtype }: EngineStatus): ChunkLimits {
    if (!families[this.model.recipe.family].batched) return chunkLimits.single;
    if (device === "webgpu") return chunkLimits.gpu;
    return isBatchVariant(dtype) ? chunkLimits.single : chunkLimits.batched;
  }

  async #measure(
    pool: WorkerPool,
    input: ScoringInput,
    signal: AbortSignal | undefined,
    onMeasured: (positions: readonly number[], lengths: Lengths) => void,
  ): Promise<void> {
    const sizes = input.documents.map((text) => estimateTokens(text, this.model.maxTokens));
    const tasks = planChunks(sizes, chunkLimits.light).map((positions) => ({
      run: async (worker: WorkerHandle) => ({
        positions,
        lengths: unwrap(await worker.measure(selectDocuments(input, positions))),
      }),
    }));
    await pool.run(tasks, signal, ({ positions, lengths }) => onMeasured(positions, lengths));
  }

  /** With `truncate: "none"`: every document is measured before any is scored. */
  async #refuseTooLong(
    { pool }: LoadedEngine,
    input: ScoringInput,
    { signal }: RerankOptions,
  ): Promise<void> {
    const tooLong: { index: number; message: string }[] = [];
    await this.#measure(pool, input, signal, (positions, { documents }) => {
      documents.forEach(({ documentTokens, usedTokens }, row) => {
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

/** Errors name documents by their place in the chunk: here, by that in the request. */
function numbered<T>(outcome: Outcome<T>, positions: readonly number[]): T {
  try {
    return unwrap(outcome);
  } catch (cause) {
    if (!(cause instanceof RerankError) || cause.errors.length === 0) throw cause;
    const numberOf = (text: string): string =>
      text.replaceAll(/documents\[(\d+)\]/g, (_, row) => `documents[${positions[Number(row)]}]`);
    const errors = cause.errors.map((error) => ({ ...error, field: numberOf(error.field) }));
    throw new RerankError(cause.code, numberOf(cause.message), { errors, cause });
  }
}

interface Scored {
  /** One for each document of the request. */
  scores: (number | undefined)[];
  promptTokens: number;
}

/** Documents by their position in the request, and what a worker made of them. */
interface ScoredChunk {
  positions: readonly number[];
  scores: ChunkScores;
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
