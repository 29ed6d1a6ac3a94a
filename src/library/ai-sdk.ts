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
import type { RerankingModelV3, SharedV3Warning } from "@ai-sdk/provider";
import type { RerankRequest } from "../contract/rerank.ts";
import type { ScoredDocument } from "../contract/reranker.ts";
import type { EngineStatus } from "../engine/local/engine-status.ts";
import type { NamedReranker } from "../http/in-tab/tab-handler.ts";
import { deviceWarnings, truncationWarnings } from "./ai-sdk-warnings.ts";

/** A reranker that may say what it runs on, as local ones do. */
export interface AiSdkReranker extends NamedReranker {
  readonly status?: Pick<EngineStatus, "notes"> | undefined;
}

/**
 * @param reranker stays the caller's, who disposes of it
 * @returns a model of the AI SDK's specification version 3. Documents that are objects are read as their JSON.
 *   `providerOptions: { tabrank: { instruction } }` is for models that take an instruction. Its warnings name documents
 *   that were truncated, and a better device that failed.
 */
export function tabrank(reranker: AiSdkReranker): RerankingModelV3 {
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
      // By position: a listwise model reports a document again when its score is final.
      const scored = new Map<number, ScoredDocument>();
      const response = await reranker.rerank(request, {
        ...(abortSignal && { signal: abortSignal }),
        onProgress: (progress) => {
          if (progress.phase !== "score") return;
          for (const document of progress.documents) scored.set(document.index, document);
        },
      });
      const { results, model, id, usage } = response;
      return {
        ranking: results.map(({ index, relevance_score }) => ({ index, relevanceScore: relevance_score })),
        response: { id, modelId: model, timestamp: new Date(), body: response },
        providerMetadata: { tabrank: { totalTokens: usage.total_tokens } },
        warnings: [
          ...headerWarnings(headers),
          ...deviceWarnings(reranker.status?.notes ?? []),
          ...truncationWarnings(scored.values(), response),
        ],
      };
    },
  };
}

function headerWarnings(headers: object | undefined): SharedV3Warning[] {
  if (!headers || Object.keys(headers).length === 0) return [];
  return [{ type: "unsupported", feature: "headers", details: "Nothing is sent anywhere." }];
}
