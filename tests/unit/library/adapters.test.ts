/** The real frameworks over our adapters. */
import { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";
import { Document } from "@langchain/core/documents";
import { rerank } from "ai";
import { describe, expect, test } from "vitest";
import { type RerankRequest, type RerankResponse, inputText } from "../../../src/contract/rerank.ts";
import type { RerankOptions } from "../../../src/contract/reranker.ts";
import type { DeviceNote } from "../../../src/engine/local/device.ts";
import { tabrank } from "../../../src/library/ai-sdk.ts";
import { TabrankCompressor } from "../../../src/library/langchain.ts";
import { WordReranker } from "../http/word-reranker.ts";

const documents = ["a river", "an oven bakes bread", "bread"];

describe("the AI SDK", () => {
  test("rerank() ranks texts", async () => {
    const model = tabrank(new WordReranker("words/first"));
    const { ranking, rerankedDocuments, response } = await rerank({
      model,
      query: "oven bread",
      documents,
      topN: 2,
    });
    expect(rerankedDocuments).toEqual(["an oven bakes bread", "bread"]);
    expect(ranking).toMatchObject([
      { originalIndex: 1, score: 1 },
      { originalIndex: 2, score: 0.5 },
    ]);
    expect(response.modelId).toBe("words/first");
  });

  test("and objects, by their JSON", async () => {
    const model = tabrank(new WordReranker("words/first"));
    const objects = documents.map((text, id) => ({ id, text }));
    const { rerankedDocuments } = await rerank({ model, query: "oven bread", documents: objects });
    expect(rerankedDocuments.map(({ id }) => id)).toEqual([1, 2, 0]);
  });

  test("with an instruction", async () => {
    const reranker = new WordReranker("words/first");
    const providerOptions = { tabrank: { instruction: "Only bread." } };
    await rerank({ model: tabrank(reranker), query: "oven", documents, providerOptions });
    expect(reranker.requests).toMatchObject([{ query: "oven", instruction: "Only bread." }]);
  });

  describe("warnings", () => {
    /** Reads one word of each document. */
    class OneWordReranker extends WordReranker {
      status: { notes: DeviceNote[] } = { notes: [] };

      override async rerank(request: RerankRequest, options: RerankOptions = {}): Promise<RerankResponse> {
        const read = request.documents.map((document, index) => {
          const documentTokens = (inputText(document) ?? "").split(" ").length;
          return { index, relevance_score: 0, documentTokens, usedTokens: 1, cached: false };
        });
        const total = read.length;
        // Twice, as listwise models report.
        for (const scored of [1, total])
          options.onProgress?.({ phase: "score", scored, total, documents: read.toReversed() });
        const response = await super.rerank(request, options);
        return request.query === "a long query"
          ? { ...response, truncated_query: { tokens: 3, used_tokens: 2 } }
          : response;
      }
    }
    const warnings = async (texts: string[], query = "q", notes: DeviceNote[] = []) => {
      const reranker = new OneWordReranker("words/first");
      reranker.status = { notes };
      const result = await tabrank(reranker).doRerank({ query, documents: { type: "text", values: texts } });
      return result.warnings;
    };

    test("name the documents and the query that were read in part", async () => {
      expect(await warnings(["bread", "oven"])).toEqual([]);
      expect(await warnings(documents)).toEqual([
        {
          type: "other",
          message: "Only a part was read of documents[0] (1 of 2 tokens), documents[1] (1 of 4 tokens).",
        },
      ]);
      expect(await warnings(["bread"], "a long query")).toEqual([
        { type: "other", message: "Only a part was read of the query (2 of 3 tokens)." },
      ]);
    });

    test("count documents beyond the first ten", async () => {
      const [warning] = (await warnings(Array(12).fill("two words"))) ?? [];
      expect(warning).toMatchObject({
        message: expect.stringMatching(/documents\[9\] .* and 2 more\.$/) as string,
      });
    });

    test("name a device that failed, not one that is missing", async () => {
      const notes: DeviceNote[] = [
        { reason: "device-lost", message: "The graphics device was lost." },
        { reason: "no-api", message: "This browser has no WebGPU." },
      ];
      expect(await warnings(["bread"], "q", notes)).toEqual([
        { type: "compatibility", feature: "device", details: "The graphics device was lost." },
      ]);
    });

    test("reach the AI SDK's log", async () => {
      const logged: unknown[] = [];
      globalThis.AI_SDK_LOG_WARNINGS = (options) => logged.push(options);
      await rerank({
        model: tabrank(new OneWordReranker("words/first")),
        query: "q",
        documents: ["two words"],
      });
      globalThis.AI_SDK_LOG_WARNINGS = undefined;
      expect(logged).toMatchObject([{ provider: "tabrank", warnings: [{ type: "other" }] }]);
    });
  });

  test("a cancel reaches the reranker", async () => {
    const reranker = new WordReranker("words/first", () => new Promise(() => {}));
    const abort = new AbortController();
    const run = rerank({
      model: tabrank(reranker),
      query: "q",
      documents,
      abortSignal: abort.signal,
      maxRetries: 0,
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    abort.abort();
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
    expect(reranker.cancelled).toBe(1);
  });
});

describe("LangChain.js", () => {
  const own = documents.map((pageContent, id) => new Document({ pageContent, metadata: { id } }));

  test("a document compressor keeps the best, with score and metadata", async () => {
    const compressor = new TabrankCompressor({ reranker: new WordReranker("words/first"), topN: 2 });
    expect(BaseDocumentCompressor.isBaseDocumentCompressor(compressor)).toBe(true);
    const kept = await compressor.compressDocuments(own, "oven bread");
    expect(kept).toMatchObject([
      { pageContent: "an oven bakes bread", metadata: { id: 1, relevanceScore: 1 } },
      { pageContent: "bread", metadata: { id: 2, relevanceScore: 0.5 } },
    ]);
    // Its caller's documents are as they were.
    expect(own[1]?.metadata).toEqual({ id: 1 });
  });

  test("with an instruction", async () => {
    const reranker = new WordReranker("words/first");
    await new TabrankCompressor({ reranker, instruction: "Only bread." }).compressDocuments(own, "oven");
    expect(reranker.requests).toMatchObject([{ query: "oven", instruction: "Only bread." }]);
  });

  test("nothing in, nothing out", async () => {
    const compressor = new TabrankCompressor({ reranker: new WordReranker("words/first") });
    expect(await compressor.compressDocuments([], "q")).toEqual([]);
  });
});
