import type { RerankRequest, RerankUsage, ValidRerankRequest } from "../../../contract/rerank.ts";

/** A request as it is sent. */
export interface WireRequest {
  body: Record<string, unknown>;
  /** Request fields that the server does not support and that are not sent. Callers report them to the user. */
  unsupportedFields: (keyof RerankRequest)[];
}

/** One result of a server. `index` is the position among the documents that were sent. */
export interface WireResult {
  index: number;
  score: number;
}

export interface WireResponse {
  results: WireResult[];
  model?: string | undefined;
  id?: string | undefined;
  usage?: RerankUsage | undefined;
}

/** The API of one kind of server: how requests and answers are encoded, and what the form shows about it. */
export interface Dialect {
  name: string;
  label: string;
  /** URL of the API's documentation. */
  documentation: string;
  /** The vendor's URL, or the default URL of a self-hosted server; empty if there is neither. */
  baseUrl: string;
  path: string;
  /** Model names that the form suggests. */
  models: readonly string[];
  /** Maximum number of documents in one request; larger requests are sent in parts. */
  maxDocuments?: number;
  /** Environment variable for the API key in the vendor's documentation. */
  keyVariable: string;
  /** Describes the scores to users. Scores of different servers are never compared as numbers. */
  scores: string;
  /** Where an answer has its results: in `data`, or it is an array itself. Otherwise they are in `results`. */
  answer?: "data" | "array";
  encode: (request: ValidRerankRequest) => WireRequest;
  /** @throws {Error} if the answer does not have the documented shape; the message says why */
  decode: (answer: unknown) => WireResponse;
}
