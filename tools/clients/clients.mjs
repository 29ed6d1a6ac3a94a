/**
 * Real JavaScript clients against a running server: each ranks the same three documents in its own way. `run.mjs` calls
 * it; clients.py is the same for Python.
 *
 *   node tools/clients/clients.mjs URL
 */
import { readFileSync } from "node:fs";

const [, , url] = process.argv;
const key = "no-key-needed";
const model = "Xenova/all-MiniLM-L6-v2";
const query = "What bakes bread?";
const documents = ["The river carries sand.", "The oven bakes bread.", "A cat sleeps."];
const objects = documents.map((body) => ({ title: "x", body }));

/** @typedef {[index: number, score: number, text?: string | null]} Result */
/** @type {{ package: string, call: string, run: () => Promise<Result[]> }[]} */
const cases = [
  {
    package: "cohere-ai",
    call: "CohereClientV2.rerank(topN)",
    run: async () => {
      const { CohereClientV2 } = await import("cohere-ai");
      const client = new CohereClientV2({ token: key, environment: url });
      const { results } = await client.rerank({ model, query, documents, topN: 3 });
      return results.map(({ index, relevanceScore }) => [index, relevanceScore]);
    },
  },
  {
    package: "cohere-ai",
    call: "CohereClient.rerank(returnDocuments)",
    run: async () => {
      const { CohereClient } = await import("cohere-ai");
      const client = new CohereClient({ token: key, environment: url });
      const { results } = await client.rerank({ model, query, documents, returnDocuments: true });
      return results.map(({ index, relevanceScore, document }) => [index, relevanceScore, document?.text]);
    },
  },
  {
    package: "cohere-ai",
    call: "CohereClient.rerank(objects, rankFields)",
    run: async () => {
      const { CohereClient } = await import("cohere-ai");
      const client = new CohereClient({ token: key, environment: url });
      const { results } = await client.rerank({ model, query, documents: objects, rankFields: ["body"] });
      return results.map(({ index, relevanceScore }) => [index, relevanceScore]);
    },
  },
  {
    package: "together-ai",
    call: "rerank.create(return_documents)",
    run: async () => {
      const { default: Together } = await import("together-ai");
      const client = new Together({ apiKey: key, baseURL: `${url}/v1` });
      const { results } = await client.rerank.create({ model, query, documents, return_documents: true });
      return results.map(({ index, relevance_score, document }) => [index, relevance_score, document?.text]);
    },
  },
  {
    package: "voyageai",
    call: "VoyageAIClient.rerank(topK, returnDocuments)",
    run: async () => {
      const { VoyageAIClient } = await import("voyageai");
      const client = new VoyageAIClient({ apiKey: key, environment: `${url}/v1` });
      const { data } = await client.rerank({ model, query, documents, topK: 3, returnDocuments: true });
      return data.map(({ index, relevanceScore, document }) => [index, relevanceScore, document]);
    },
  },
  {
    package: "voyageai",
    call: "VoyageAIClient.rerank() at /voyage/v1",
    run: async () => {
      const { VoyageAIClient } = await import("voyageai");
      const client = new VoyageAIClient({ apiKey: key, environment: `${url}/voyage/v1` });
      const { data } = await client.rerank({ model, query, documents });
      return data.map(({ index, relevanceScore }) => [index, relevanceScore]);
    },
  },
  {
    package: "@mixedbread/sdk",
    call: "rerank(return_input)",
    run: async () => {
      const { default: Mixedbread } = await import("@mixedbread/sdk");
      const client = new Mixedbread({ apiKey: key, baseURL: url });
      const { data } = await client.rerank({ model, query, input: documents, return_input: true });
      return data.map(({ index, score, input }) => [index, score, input]);
    },
  },
  {
    package: "@ai-sdk/cohere",
    call: "rerank()",
    run: async () => {
      const { createCohere } = await import("@ai-sdk/cohere");
      return aiSdk(createCohere({ apiKey: key, baseURL: `${url}/v2` }).reranking(model));
    },
  },
  {
    package: "@ai-sdk/togetherai",
    call: "rerank()",
    run: async () => {
      const { createTogetherAI } = await import("@ai-sdk/togetherai");
      return aiSdk(createTogetherAI({ apiKey: key, baseURL: `${url}/v1` }).reranking(model));
    },
  },
  {
    package: "@ai-sdk/togetherai",
    call: "rerank(objects, rankFields)",
    run: async () => {
      const { createTogetherAI } = await import("@ai-sdk/togetherai");
      const { rerank } = await import("ai");
      const { ranking } = await rerank({
        model: createTogetherAI({ apiKey: key, baseURL: `${url}/v1` }).reranking(model),
        query,
        documents: objects,
        providerOptions: { togetherai: { rankFields: ["body"] } },
      });
      return ranking.map(({ originalIndex, score, document }) => [originalIndex, score, document.body]);
    },
  },
  {
    package: "@langchain/cohere",
    call: "CohereRerank.compressDocuments()",
    run: async () => {
      const { CohereRerank } = await import("@langchain/cohere");
      const { CohereClient } = await import("cohere-ai");
      const { Document } = await import("@langchain/core/documents");
      const client = new CohereClient({ token: key, environment: url });
      const compressor = new CohereRerank({ client, model, topN: 3 });
      const own = documents.map(
        (pageContent, position) => new Document({ pageContent, metadata: { position } }),
      );
      const ranked = await compressor.compressDocuments(own, query);
      return ranked.map(({ pageContent, metadata }) => [
        metadata.position,
        metadata.relevanceScore,
        pageContent,
      ]);
    },
  },
  {
    package: "openai",
    call: "post('/rerank'), models.list()",
    run: async () => {
      const { default: OpenAI } = await import("openai");
      const client = new OpenAI({ apiKey: key, baseURL: `${url}/v1` });
      const { data } = await client.models.list();
      if (data[0]?.id !== model) throw new Error("models.list() does not return the model");
      const { results } = await client.post("/rerank", { body: { model, query, documents } });
      return results.map(({ index, relevance_score, document }) => [index, relevance_score, document.text]);
    },
  },
];

async function aiSdk(rerankingModel) {
  const { rerank } = await import("ai");
  const { ranking } = await rerank({ model: rerankingModel, query, documents, topN: 3 });
  return ranking.map(({ originalIndex, score, document }) => [originalIndex, score, document]);
}

for (const { package: client, call, run } of cases) {
  const file = new URL(`node_modules/${client}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8"));
  const line = { client, language: "JavaScript", version, call };
  const outcome = await run().then(
    (results) => ({ results }),
    (error) => ({ error: String(error).slice(0, 2000) }),
  );
  console.log(JSON.stringify({ ...line, ...outcome }));
}
