import type { RerankRequest, RerankUsage, ValidRerankRequest } from "../../../contract/rerank.ts";

/** What goes over the wire for one request. */
export interface WireRequest {
  body: Record<string, unknown>;
  /** Request fields that the server does not support and that are not sent. Callers report them to the user. */
  unsupportedFields: (keyof RerankRequest)[];
}

/** One ranked document as a server gives it; indices are of the documents that were sent. */
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

/** How one kind of server wants to be asked and answers: two pure functions and what a form must know. */
export interface Dialect {
  name: string;
  label: string;
  /** Where its API is documented. */
  documentation: string;
  /** Proposed address: the vendor's, or where one's own server listens by default; empty where there is none. */
  baseUrl: string;
  path: string;
  /** Models to propose. */
  models: readonly string[];
  /** Most documents in one request; more are split over several. */
  maxDocuments?: number;
  /** Environment variable that its own documentation keeps the key in. */
  keyVariable: string;
  /** What its scores are, for people: they are shown, and never compared as numbers. */
  scores: string;
  /** Where the ranked documents are in an answer; `results`, with `relevance_score`, without it. */
  answer?: "data" | "array";
  encode: (request: ValidRerankRequest) => WireRequest;
  /** @throws whatever is not as documented: a valibot error */
  decode: (answer: unknown) => WireResponse;
}
