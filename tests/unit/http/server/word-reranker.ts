import { RerankError } from "../../../../src/contract/errors.ts";
import {
  type RerankRequest,
  type RerankResponse,
  parseRequest,
  textOf,
} from "../../../../src/contract/rerank.ts";
import type { RerankOptions, Reranker } from "../../../../src/contract/reranker.ts";
import { rankResults } from "../../../../src/engine/local/score/rank.ts";

/** A reranker in memory: the score is the share of the query's words that a document has. */
export class WordReranker implements Reranker {
  readonly model: { readonly id: string };
  readonly #hold: () => Promise<void>;
  /** Runs that were cancelled by their caller. */
  cancelled = 0;
  /** What it was asked. */
  readonly requests: RerankRequest[] = [];

  /** @param hold runs are finished when it resolves */
  constructor(id: string, hold: () => Promise<void> = async () => {}) {
    this.model = { id };
    this.#hold = hold;
  }

  async rerank(request: RerankRequest, { signal }: RerankOptions = {}): Promise<RerankResponse> {
    this.requests.push(request);
    const valid = parseRequest(request, { images: false, instruction: true });
    if (textOf(valid.query) === "break down") throw new Error("It broke down.");
    if (textOf(valid.query) === "crash") throw new RerankError("worker_crashed", "Two workers died.");
    const cancelled = new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => {
        this.cancelled++;
        reject(signal.reason as Error);
      });
    });
    await Promise.race([this.#hold(), cancelled]);
    const words = (textOf(valid.query) ?? "").split(" ");
    const texts = valid.documents.map((document) => textOf(document) ?? "");
    const scores = texts.map((text) => words.filter((word) => text.includes(word)).length / words.length);
    const results = rankResults({ ...valid, documents: request.documents }, scores, "cosine");
    const usage = { prompt_tokens: texts.length, completion_tokens: 0, total_tokens: texts.length };
    return { id: "rerank-1", object: "list", model: this.model.id, results, usage };
  }

  dispose(): void {}
}
