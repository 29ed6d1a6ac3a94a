/** The supported kinds of servers, as data. Source: their public documentation, linked in each entry. */
import type { Dialect } from "./dialect.ts";
import { decodeArray, decodeObject, encodeAs } from "./wire.ts";

const jinaLike = {
  top_n: "top_n",
  return_documents: "return_documents",
  objects: true,
  truncate: (truncate: "none" | "start" | "end") =>
    ({ none: { truncation: false }, end: {}, start: undefined })[truncate],
  max_tokens_per_document: "max_doc_length",
  user: "user",
  metadata: "metadata",
} as const;

const relevance = "relevance, 0 to 1";
const modelDependent = "depends on the server’s model";

const plain = { top_n: "top_n", return_documents: "return_documents" } as const;

export const dialects = [
  {
    name: "jina",
    label: "Jina AI",
    documentation: "https://jina.ai/reranker/",
    baseUrl: "https://api.jina.ai",
    path: "/v1/rerank",
    models: ["jina-reranker-v3", "jina-reranker-v2-base-multilingual", "jina-reranker-m0", "jina-colbert-v2"],
    keyVariable: "JINA_API_KEY",
    scores: "relevance, 0 to 1; cosine for v3",
    encode: encodeAs(jinaLike),
    decode: decodeObject,
  },
  {
    name: "new-api",
    label: "New API (gateway)",
    documentation: "https://docs.newapi.pro/",
    baseUrl: "",
    path: "/v1/rerank",
    models: ["jina-reranker-v2-base-multilingual"],
    keyVariable: "NEW_API_KEY",
    scores: modelDependent,
    encode: encodeAs(jinaLike),
    decode: decodeObject,
  },
  {
    name: "cohere-v2",
    label: "Cohere v2",
    documentation: "https://docs.cohere.com/reference/rerank",
    baseUrl: "https://api.cohere.com",
    path: "/v2/rerank",
    models: ["rerank-v3.5", "rerank-multilingual-v3.0"],
    maxDocuments: 1000,
    keyVariable: "CO_API_KEY",
    scores: relevance,
    encode: encodeAs({ top_n: "top_n", max_tokens_per_document: "max_tokens_per_doc" }),
    decode: decodeObject,
  },
  {
    name: "cohere-v1",
    label: "Cohere v1",
    documentation: "https://docs.cohere.com/v1/reference/rerank",
    baseUrl: "https://api.cohere.com",
    path: "/v1/rerank",
    models: ["rerank-english-v3.0", "rerank-multilingual-v3.0"],
    maxDocuments: 1000,
    keyVariable: "CO_API_KEY",
    scores: relevance,
    encode: encodeAs(plain),
    decode: decodeObject,
  },
  {
    name: "voyage",
    label: "Voyage AI",
    documentation: "https://docs.voyageai.com/reference/reranker-api",
    baseUrl: "https://api.voyageai.com",
    path: "/v1/rerank",
    models: ["rerank-2.5", "rerank-2.5-lite"],
    maxDocuments: 1000,
    keyVariable: "VOYAGE_API_KEY",
    scores: relevance,
    answer: "data",
    encode: encodeAs({
      top_n: "top_k",
      return_documents: "return_documents",
      truncate: (truncate) =>
        ({ none: { truncation: false }, end: { truncation: true }, start: undefined })[truncate],
    }),
    decode: decodeObject,
  },
  {
    name: "vllm",
    label: "vLLM",
    documentation: "https://docs.vllm.ai/",
    baseUrl: "http://localhost:8000",
    path: "/v1/rerank",
    models: [],
    keyVariable: "VLLM_API_KEY",
    scores: modelDependent,
    encode: encodeAs({
      top_n: "top_n",
      max_tokens_per_document: "max_tokens_per_doc",
      // Without it, vLLM rejects a document that is too long.
      truncate: (truncate) =>
        truncate === "end" ? { truncate_prompt_tokens: -1 } : truncate === "none" ? {} : undefined,
    }),
    decode: decodeObject,
  },
  {
    name: "tei",
    label: "Text Embeddings Inference",
    documentation: "https://huggingface.co/docs/text-embeddings-inference",
    baseUrl: "http://localhost:8080",
    path: "/rerank",
    models: [],
    // The server's default limit; it rejects more.
    maxDocuments: 32,
    keyVariable: "API_KEY",
    scores: relevance,
    answer: "array",
    encode: encodeAs({
      documents: "texts",
      return_documents: "return_text",
      model: false,
      truncate: (truncate) =>
        truncate === "none"
          ? { truncate: false }
          : { truncate: true, truncation_direction: truncate === "start" ? "Left" : "Right" },
    }),
    decode: decodeArray,
  },
  {
    name: "llama.cpp",
    label: "llama.cpp",
    documentation: "https://github.com/ggml-org/llama.cpp/tree/master/tools/server",
    baseUrl: "http://localhost:8080",
    path: "/v1/rerank",
    models: [],
    keyVariable: "LLAMA_API_KEY",
    scores: "unbounded logit",
    encode: encodeAs({ top_n: "top_n" }),
    decode: decodeObject,
  },
  {
    name: "infinity",
    label: "Infinity",
    documentation: "https://michaelfeil.eu/infinity/",
    baseUrl: "http://localhost:7997",
    path: "/rerank",
    models: [],
    maxDocuments: 2048,
    keyVariable: "INFINITY_API_KEY",
    scores: relevance,
    encode: encodeAs(plain),
    decode: decodeObject,
  },
  {
    name: "xinference",
    label: "Xinference",
    documentation: "https://inference.readthedocs.io/",
    baseUrl: "http://localhost:9997",
    path: "/v1/rerank",
    models: [],
    keyVariable: "API_KEY",
    scores: relevance,
    encode: encodeAs(plain),
    decode: decodeObject,
  },
  {
    name: "siliconflow",
    label: "SiliconFlow",
    documentation: "https://docs.siliconflow.com/",
    baseUrl: "https://api.siliconflow.com",
    path: "/v1/rerank",
    models: ["BAAI/bge-reranker-v2-m3"],
    keyVariable: "SILICONFLOW_API_KEY",
    scores: relevance,
    // https://docs.siliconflow.cn/en/api-reference/rerank/create-rerank: for the Qwen3 rerankers.
    encode: encodeAs({ ...plain, instruction: "instruction" }),
    decode: decodeObject,
  },
  {
    name: "litellm",
    label: "LiteLLM",
    documentation: "https://docs.litellm.ai/docs/rerank",
    baseUrl: "http://localhost:4000",
    path: "/v1/rerank",
    models: [],
    keyVariable: "LITELLM_API_KEY",
    scores: modelDependent,
    encode: encodeAs(plain),
    decode: decodeObject,
  },
  {
    name: "openrouter",
    label: "OpenRouter",
    documentation: "https://openrouter.ai/docs",
    baseUrl: "https://openrouter.ai",
    path: "/api/v1/rerank",
    models: [],
    keyVariable: "OPENROUTER_API_KEY",
    scores: modelDependent,
    encode: encodeAs({ top_n: "top_n" }),
    decode: decodeObject,
  },
  {
    name: "generic",
    label: "Any /v1/rerank",
    documentation: "https://jina.ai/reranker/",
    baseUrl: "http://localhost:8787",
    path: "/v1/rerank",
    models: [],
    keyVariable: "API_KEY",
    scores: modelDependent,
    encode: encodeAs({
      ...jinaLike,
      max_tokens_per_document: "max_tokens_per_document",
      // As in this project's server and Contextual AI's API.
      instruction: "instruction",
      min_score: "min_score",
      truncate: (truncate) => ({ truncate }),
    }),
    // Accepts both shapes.
    decode: (answer) => (Array.isArray(answer) ? decodeArray(answer) : decodeObject(answer)),
  },
] as const satisfies readonly Dialect[];

export type DialectName = (typeof dialects)[number]["name"];
