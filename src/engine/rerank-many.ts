import type { RerankRequest, RerankResponse } from "../contract/rerank.ts";
import type { RerankOptions, Reranker } from "../contract/reranker.ts";

/** A request with several queries over the same documents. */
export type ManyRequest = Omit<RerankRequest, "query"> & { queries: readonly RerankRequest["query"][] };

export interface ManyOptions extends Pick<RerankOptions, "signal"> {
  /** Called after each answer, in the order of the queries. */
  onAnswer?: ((answer: RerankResponse, position: number) => void) | undefined;
}

/** Enough to keep every worker busy at the end of a query; a server is not asked for more at once. */
const atOnce = 2;

/**
 * Ranks the same documents for several queries. A bi-encoder, or a late-interaction model, reads the documents once: with
 * the first query.
 *
 * @returns one response for each query, in their order
 * @throws what `reranker.rerank` throws, for the first query that fails; the others are cancelled
 *
 * @example
 * ```ts
 * import { createReranker, rerankMany } from "tabrank";
 *
 * const reranker = await createReranker();
 * const answers = await rerankMany(reranker, { queries: ["…", "…"], documents: ["…", "…"], top_n: 3 });
 * ```
 */
export async function rerankMany(
  reranker: Pick<Reranker, "rerank">,
  { queries, ...request }: ManyRequest,
  { signal, onAnswer }: ManyOptions = {},
): Promise<RerankResponse[]> {
  const answers: RerankResponse[] = [];
  const failed = new AbortController();
  const cancel = (): void => failed.abort(signal?.reason);
  signal?.addEventListener("abort", cancel);
  let [next, told] = [0, 0];
  const askNext = async (): Promise<void> => {
    const position = next++;
    const query = queries[position];
    if (query === undefined) return;
    answers[position] = await reranker.rerank({ ...request, query }, { signal: failed.signal });
    for (let answer = answers[told]; answer; answer = answers[++told]) onAnswer?.(answer, told);
  };
  const askAll = async (): Promise<void> => {
    while (next < queries.length) await askNext();
  };
  try {
    signal?.throwIfAborted();
    // The first one alone: the others find its documents cached.
    await askNext();
    await Promise.all(Array.from({ length: atOnce }, askAll));
    return answers;
  } catch (error) {
    failed.abort();
    throw error;
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}
