import type { RerankRequest } from "../contract/rerank.ts";
import type { RerankOptions, Reranker } from "../contract/reranker.ts";
import { type TextRange, sentencesIn } from "./sentences.ts";

export interface ScoredSentence extends TextRange {
  relevance_score: number;
}

export interface HighlightOptions extends RerankOptions {
  /** What relevance means here, for models that take an instruction. */
  instruction?: string | undefined;
}

/**
 * What matters in a document: each of its sentences is scored against the query, as a document of its own, by the same
 * model. A listwise model reads the sentences together, so that they change each other's scores.
 *
 * @returns the sentences in the order of the text, with their place in UTF-16 units; none for a blank text
 * @throws what `reranker.rerank` throws
 *
 * @example
 * ```ts
 * import { createReranker, highlight, keepSentences } from "tabrank";
 *
 * const reranker = await createReranker();
 * const text = "Bees dance. Copper is a metal. The sun shows bees the way home.";
 * const sentences = await highlight(reranker, "How do bees find home?", text);
 * const prompt = keepSentences(text, sentences, 0.3);
 * ```
 */
export async function highlight(
  reranker: Pick<Reranker, "rerank">,
  query: RerankRequest["query"],
  document: string,
  { instruction, ...options }: HighlightOptions = {},
): Promise<ScoredSentence[]> {
  const ranges = sentencesIn(document);
  if (ranges.length === 0) return [];
  const request: RerankRequest = {
    query,
    documents: ranges.map(({ start, end }) => document.slice(start, end)),
    return_documents: false,
    ...(instruction !== undefined && { instruction }),
  };
  const { results } = await reranker.rerank(request, options);
  const scores = new Map(results.map(({ index, relevance_score: score }) => [index, score]));
  return ranges.flatMap((range, index) => {
    const score = scores.get(index);
    return score === undefined ? [] : [{ ...range, relevance_score: score }];
  });
}

/** The sentences that score at least so much, in their order: what to put into a prompt. */
export function keepSentences(
  document: string,
  sentences: readonly ScoredSentence[],
  minScore: number,
): string {
  return sentences
    .filter(({ relevance_score: score }) => score >= minScore)
    .map(({ start, end }) => document.slice(start, end))
    .join(" ");
}
