import type { ValidRerankRequest } from "../../contract/rerank.ts";

/** The request for a range of the documents. */
export interface RequestPart {
  request: ValidRerankRequest;
  /** Position of its first document in the whole request. */
  offset: number;
}

/**
 * Splits a request into parts of at most `maxDocuments` documents. Each part asks for `top_n` results, because the
 * top results of the whole request are among the top results of the parts.
 */
export function splitRequest(request: ValidRerankRequest, maxDocuments: number): RequestPart[] {
  const { documents } = request;
  if (documents.length <= maxDocuments) return [{ request, offset: 0 }];
  const count = Math.ceil(documents.length / maxDocuments);
  return Array.from({ length: count }, (_, index) =>
    requestPart(request, index * maxDocuments, maxDocuments),
  );
}

function requestPart(request: ValidRerankRequest, offset: number, maxDocuments: number): RequestPart {
  const documents = request.documents.slice(offset, offset + maxDocuments);
  const { top_n: topN } = request;
  // Some servers reject a top_n beyond the number of documents.
  const limit = topN !== undefined && topN !== null && { top_n: Math.min(topN, documents.length) };
  return { request: { ...request, documents, ...limit }, offset };
}
