/**
 * A reranking model for the AI SDK.
 *
 * @example
 * ```ts
 * import { rerank } from "ai";
 * import { tabrank } from "tabrank/ai-sdk";
 *
 * const { rerankedDocuments } = await rerank({ model: tabrank(reranker), query, documents, topN: 3 });
 * ```
 */
import type { RerankingModelV3 } from "@ai-sdk/provider";
import type { RerankRequest } from "../contract/rerank.ts";
import type { NamedReranker } from "../http/in-tab/tab-handler.ts";

/**
 * @param reranker stays the caller's, who disposes of it
 * @returns a model of the AI SDK's specification version 3. Documents that are objects are read as their JSON.
 *   `providerOptions: { tabrank: { instruction } }` is for models that take an instruction.
 */
export function tabrank(reranker: NamedReranker): RerankingModelV3 {
  return {
    specificationVersion: "v3",
    provider: "tabrank",
    modelId: reranker.model.id,
    async doRerank({ documents, query, topN, abortSignal, headers, providerOptions }) {
      const texts =
        documents.type === "text" ? documents.values : documents.values.map((value) => JSON.stringify(value));
      const instruction = providerOptions?.["tabrank"]?.["instruction"];
      const request: RerankRequest = {
        query,
        documents: texts,
        ...(topN !== undefined && { top_n: topN }),
        ...(typeof instruction === "string" && { instruction }),
        return_documents: false,
      };
      const response = await reranker.rerank(request, abortSignal ? { signal: abortSignal } : {});
      const { results, model, id, usage } = response;
      return {
        ranking: results.map(({ index, relevance_score }) => ({ index, relevanceScore: relevance_score })),
        response: { id, modelId: model, timestamp: new Date(), body: response },
        providerMetadata: { tabrank: { totalTokens: usage.total_tokens } },
        warnings:
          headers && Object.keys(headers).length > 0
            ? [{ type: "unsupported", feature: "headers", details: "Nothing is sent anywhere." }]
            : [],
      };
    },
  };
}
