import type { RerankRequest, RerankResponse, ValidRerankRequest } from "./rerank.ts";

interface RankedDocument {
  /** Position in the documents of the request. */
  index: number;
  relevance_score: number;
}

/**
 * What a response returns of a ranking: the best results, as many as the request asks for, with their documents if it
 * wants them.
 * @param ranked best first: all documents, or the best ones that a server returned
 * @param documents as the caller passed them
 */
export function returnedResults(
  ranked: readonly RankedDocument[],
  { top_n: topN, return_documents: withDocuments }: ValidRerankRequest,
  documents: RerankRequest["documents"],
): Pick<RerankResponse, "results"> {
  const results = ranked.slice(0, topN ?? ranked.length).map(({ index, relevance_score }) => {
    const document = documents[index];
    return { index, relevance_score, ...(withDocuments && document !== undefined && { document }) };
  });
  return { results };
}
