/**
 * A document compressor for LangChain.js: keeps the documents that suit the query best, in that order.
 *
 * @example
 * ```ts
 * import { TabrankCompressor } from "tabrank/langchain";
 *
 * const compressor = new TabrankCompressor({ reranker, topN: 3 });
 * const best = await compressor.compressDocuments([{ pageContent: "…", metadata: {} }], query);
 * ```
 */
import type { Callbacks } from "@langchain/core/callbacks/manager";
import type { DocumentInterface } from "@langchain/core/documents";
import { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";
import type { Reranker } from "../contract/reranker.ts";

export interface TabrankCompressorOptions {
  /** Stays the caller's, who disposes of it. */
  reranker: Reranker;
  /** How many are kept; all without it. */
  topN?: number;
  /** What counts as relevant, for models that take an instruction. */
  instruction?: string;
}

/** For `ContextualCompressionRetriever` and the like. The score is put into `metadata.relevanceScore`. */
export class TabrankCompressor extends BaseDocumentCompressor {
  readonly #options: TabrankCompressorOptions;

  constructor(options: TabrankCompressorOptions) {
    super();
    this.#options = options;
  }

  override async compressDocuments(
    documents: DocumentInterface[],
    query: string,
    _callbacks?: Callbacks,
  ): Promise<DocumentInterface[]> {
    if (documents.length === 0) return [];
    const { reranker, topN, instruction } = this.#options;
    const { results } = await reranker.rerank({
      query,
      documents: documents.map(({ pageContent }) => pageContent),
      ...(topN !== undefined && { top_n: topN }),
      ...(instruction !== undefined && { instruction }),
      return_documents: false,
    });
    return results.flatMap(({ index, relevance_score }) => {
      const document = documents[index];
      if (!document) return [];
      return [{ ...document, metadata: { ...document.metadata, relevanceScore: relevance_score } }];
    });
  }
}
