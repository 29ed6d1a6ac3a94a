import type { RerankDocument, RerankResponse, RerankResult, ValidRerankRequest } from "./rerank.ts";

interface RankedDocument {
  /** Position in the documents of the request. */
  index: number;
  relevance_score: number;
  passage?: RerankResult["passage"];
}

/**
 * What a response returns of a ranking: the best results that reach the minimum score, as many as the request asks for,
 * with their documents if it wants them.
 * @param ranked best first: all documents, or the best ones that a server returned
 * @param documents as the caller passed them
 * @param unread number of documents that were not read in time
 */
export function returnedResults(
  ranked: readonly RankedDocument[],
  { top_n, min_score: minScore, return_documents: withDocuments }: ValidRerankRequest,
  documents: readonly RerankDocument[],
  unread = 0,
): Pick<RerankResponse, "results" | "below_min_score"> {
  const topN = top_n ?? Infinity;
  const above = ranked.filter(({ relevance_score }) => relevance_score >= (minScore ?? -Infinity));
  const results = above.slice(0, topN).map(({ index, relevance_score, passage }) => {
    const document = documents[index];
    return {
      index,
      relevance_score,
      ...(passage && { passage }),
      ...(withDocuments && document !== undefined && { document }),
    };
  });
  // A server that returned only its best may have more above the minimum, unless it returned fewer than it was asked for.
  const counted = ranked.length === documents.length - unread || above.length < topN;
  if (minScore === undefined || !counted) return { results };
  return { results, below_min_score: documents.length - unread - above.length };
}
