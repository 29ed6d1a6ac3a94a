import { fieldError, renumberDocuments } from "../contract/errors.ts";
import type { RerankDocument, RerankRequest, RerankResponse, RerankUsage } from "../contract/rerank.ts";
import type { RerankOptions, Reranker } from "../contract/reranker.ts";

export interface CascadeOptions {
  /** Reads every document, to put the most promising ones first: a fast model. */
  first: Pick<Reranker, "rerank">;
  /** Reads them in that order, and alone decides the answer. */
  second: Pick<Reranker, "rerank">;
  /** How many documents the second one reads at most; all by default, or as many as `budget_ms` allows. */
  depth?: number;
}

/**
 * Two models as one reranker: a fast one says in which order a better one reads, and the better one ranks. Results and
 * scores are the second model's alone. `unread_documents` has what it did not read, most promising first. If it reads
 * all documents, the answer is its own. `budget_ms` counts for both together.
 *
 * The rerankers stay the caller's, who disposes them.
 *
 * @throws {RerankError} `invalid_request` for a depth below 1
 *
 * @example
 * ```ts
 * import { createCascade, createReranker } from "tabrank";
 *
 * const first = await createReranker();
 * const second = await createReranker({ model: "Xenova/ms-marco-MiniLM-L-6-v2" });
 * const reranker = createCascade({ first, second, depth: 50 });
 * const { results } = await reranker.rerank({ query: "…", documents: ["…", "…"], budget_ms: 500 });
 * ```
 */
export function createCascade({ first, second, depth = Infinity }: CascadeOptions): Pick<Reranker, "rerank"> {
  if (!(depth >= 1)) {
    const message = "must be 1 or more";
    throw fieldError("invalid_request", [{ field: "depth", message, type: "value_error", input: depth }]);
  }
  return {
    /** @throws what either `rerank` throws; of the second's errors, fields have the positions of this request */
    async rerank(request: RerankRequest, options: RerankOptions = {}): Promise<RerankResponse> {
      const { query, documents, budget_ms: budget } = request;
      const { onProgress } = options;
      const startedAt = performance.now();
      const before = await first.rerank(
        { query, documents, return_documents: false, ...(budget !== undefined && { budget_ms: budget }) },
        {
          ...options,
          // Scores of another model than the answer's.
          onProgress: (step) => onProgress?.(step.phase === "score" ? { ...step, documents: [] } : step),
        },
      );
      // A server may return fewer than all.
      const positions = [
        ...new Set([
          ...before.results.map(({ index }) => index),
          ...(before.unread_documents ?? []),
          ...documents.keys(),
        ]),
      ];
      const read = positions.slice(0, depth);
      const inWhole = (position: number): number => read[position] ?? position;
      try {
        const answer = await second.rerank(
          {
            ...request,
            documents: read.flatMap((position): RerankDocument[] => documents.slice(position, position + 1)),
            // What is left of it; a part is read in any case.
            ...(budget !== undefined && {
              budget_ms: Math.max(1, Math.round(budget - (performance.now() - startedAt))),
            }),
          },
          {
            ...options,
            onProgress: (step) =>
              onProgress?.(
                step.phase === "score"
                  ? { ...step, documents: step.documents.map((it) => ({ ...it, index: inWhole(it.index) })) }
                  : step,
              ),
          },
        );
        const unread = [...(answer.unread_documents ?? []).map(inWhole), ...positions.slice(depth)];
        const { unread_documents: _, ...rest } = answer;
        return {
          ...rest,
          results: answer.results.map((result) => ({ ...result, index: inWhole(result.index) })),
          ...(unread.length > 0 && { unread_documents: unread }),
          usage: addUsage(before.usage, answer.usage),
        };
      } catch (error) {
        throw renumberDocuments(error, read);
      }
    },
  };
}

function addUsage(a: RerankUsage, b: RerankUsage): RerankUsage {
  return {
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    completion_tokens: a.completion_tokens + b.completion_tokens,
    total_tokens: a.total_tokens + b.total_tokens,
  };
}
