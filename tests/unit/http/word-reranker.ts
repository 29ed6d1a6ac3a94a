import { RerankError, isAbort } from "../../../src/contract/errors.ts";
import {
  type RerankRequest,
  type RerankResponse,
  parseRequest,
  textOnly,
  inputText,
} from "../../../src/contract/rerank.ts";
import type { RerankOptions, Reranker } from "../../../src/contract/reranker.ts";
import { returnedResults } from "../../../src/contract/returned-results.ts";

/** A reranker without a model: a document's score is the share of the query's words that it contains. */
export class WordReranker implements Reranker {
  readonly model: { readonly id: string };
  readonly #hold: () => Promise<void>;
  /** How many runs the caller cancelled. */
  cancelled = 0;
  /** The requests it received. */
  readonly requests: RerankRequest[] = [];

  /** @param hold a run ends after the returned promise */
  constructor(id: string, hold: () => Promise<void> = async () => {}) {
    this.model = { id };
    this.#hold = hold;
  }

  async rerank(request: RerankRequest, { signal }: RerankOptions = {}): Promise<RerankResponse> {
    this.requests.push(request);
    signal?.throwIfAborted();
    const valid = parseRequest(request, { ...textOnly, instruction: true });
    if (inputText(valid.query) === "break down") throw new Error("It broke down.");
    if (inputText(valid.query) === "crash") throw new RerankError("worker_crashed", "Two workers died.");
    const cancelled = new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => {
        // The engine takes any other reason for a failure.
        if (isAbort(signal.reason)) this.cancelled++;
        reject(signal.reason as Error);
      });
    });
    await Promise.race([this.#hold(), cancelled]);
    const words = (inputText(valid.query) ?? "").split(" ");
    const texts = valid.documents.map((document) => inputText(document) ?? "");
    const ranked = texts.map((text, index) => ({
      index,
      relevance_score: words.filter((word) => text.includes(word)).length / words.length,
    }));
    ranked.sort((a, b) => b.relevance_score - a.relevance_score);
    const usage = { prompt_tokens: texts.length, completion_tokens: 0, total_tokens: texts.length };
    const returned = returnedResults(ranked, valid, request.documents);
    return { id: "rerank-1", object: "list", model: this.model.id, ...returned, usage };
  }

  dispose(): void {}
}
