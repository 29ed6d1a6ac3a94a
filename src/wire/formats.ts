/**
 * How each kind of server writes requests and answers: one table for both directions. The remote engine encodes requests
 * and decodes answers with it; the server of this project decodes requests and encodes answers. Source: the public
 * documentation that `engine/remote/dialects/dialects.ts` links.
 */
import type { AnswerFormat, RequestFormat, WireFormat } from "./format.ts";

const jinaRequest = {
  top_n: "top_n",
  return_documents: "return_documents",
  objects: true,
  truncate: { none: { truncation: false }, end: {} },
  max_tokens_per_document: "max_doc_length",
  user: "user",
  metadata: "metadata",
} as const satisfies RequestFormat;

const plainRequest = {
  top_n: "top_n",
  return_documents: "return_documents",
} as const satisfies RequestFormat;

const results: AnswerFormat = {
  list: "results",
  score: "relevance_score",
  document: "document",
  textsAsObjects: true,
};
const bareList: AnswerFormat = { score: "score", document: "text" };

export const formats = {
  jina: { request: jinaRequest, answer: results },
  "cohere-v2": {
    request: { top_n: "top_n", max_tokens_per_document: "max_tokens_per_doc" },
    answer: results,
  },
  "cohere-v1": { request: plainRequest, answer: results },
  voyage: {
    request: {
      top_n: "top_k",
      return_documents: "return_documents",
      returnsDocuments: false,
      truncate: { none: { truncation: false }, end: { truncation: true } },
    },
    answer: { list: "data", score: "relevance_score", document: "document" },
    address: /^api\.voyageai\.com\//,
  },
  vllm: {
    request: {
      top_n: "top_n",
      max_tokens_per_document: "max_tokens_per_doc",
      max_tokens_per_query: "max_tokens_per_query",
      // Without it, vLLM rejects a document that is too long.
      truncate: { none: {}, end: { truncate_prompt_tokens: -1 } },
    },
    answer: results,
  },
  tei: {
    request: {
      documents: "texts",
      return_documents: "return_text",
      returnsDocuments: false,
      model: "none",
      truncate: {
        none: { truncate: false },
        end: { truncate: true, truncation_direction: "Right" },
        start: { truncate: true, truncation_direction: "Left" },
      },
    },
    answer: bareList,
  },
  huggingface: {
    request: { wrapper: "inputs", documents: "texts", returnsDocuments: false, model: "path" },
    answer: bareList,
  },
  mixedbread: {
    request: {
      documents: "input",
      top_n: "top_k",
      return_documents: "return_input",
      returnsDocuments: false,
    },
    answer: { list: "data", score: "score", document: "input", repeatsOptions: true },
  },
  infinity: {
    request: plainRequest,
    answer: { list: "results", score: "relevance_score", document: "document", object: "rerank" },
    // Most other servers have a version in the path.
    address: /^[^/]+\/rerank\/?$/,
  },
  "llama.cpp": { request: { top_n: "top_n" }, answer: results },
  siliconflow: {
    // https://docs.siliconflow.cn/en/api-reference/rerank/create-rerank: for the Qwen3 rerankers.
    request: { ...plainRequest, instruction: "instruction" },
    answer: results,
  },
  generic: {
    request: {
      ...jinaRequest,
      max_tokens_per_document: "max_tokens_per_document",
      max_tokens_per_query: "max_tokens_per_query",
      // As in this project's server and Contextual AI's API.
      instruction: "instruction",
      min_score: "min_score",
      passages: "passages",
      budget_ms: "budget_ms",
      truncate: { none: { truncate: "none" }, end: { truncate: "end" }, start: { truncate: "start" } },
    },
    answer: results,
  },
} as const satisfies Record<string, WireFormat>;
