/** The real frameworks over our adapters. */
import { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";
import { Document } from "@langchain/core/documents";
import { rerank } from "ai";
import { describe, expect, test } from "vitest";
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
