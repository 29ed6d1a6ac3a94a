import type { RerankResult, RerankUsage } from "../contract/rerank.ts";
import type { SettingName, Truncate } from "../contract/settings.ts";

/** The names that a server's API gives to the settings of a request. A setting that is missing is not supported. */
type SettingFields = Partial<Record<Exclude<SettingName, "truncate">, string>>;

/** How a kind of server writes requests. */
export interface RequestFormat extends SettingFields {
  /** The field that holds the query and the documents. Default: the body itself. */
  wrapper?: "inputs";
  /** Default: `documents`. */
  documents?: "texts" | "input";
  return_documents?: "return_documents" | "return_text" | "return_input";
  /** What the server does without `return_documents`. Default: it returns the documents. */
  returnsDocuments?: false;
  /** The fields for each supported value. */
  truncate?: Partial<Record<Truncate, Readonly<Record<string, unknown>>>>;
  metadata?: "metadata";
  user?: "user";
  /** Whether the query and documents may be objects (`{text, image}`). */
  objects?: true;
  /** `path`: the address names the model. `none`: the server has only one. Default: the field `model`. */
  model?: "path" | "none";
}

/** How a kind of server writes answers. */
export interface AnswerFormat {
  /** The field that holds the results. Absent: the answer is the list of results. */
  list?: "results" | "data";
  score: "relevance_score" | "score";
  /** The field of a result that holds its document. */
  document: "document" | "text" | "input";
  /** Whether a document that was sent as a string comes back as `{text}`. */
  textsAsObjects?: true;
  /** Whether the answer has `top_k` and `return_input`. */
  repeatsOptions?: true;
  /** What the field `object` says. Default: `list`. */
  object?: "rerank";
}

export interface WireFormat {
  request: RequestFormat;
  answer: AnswerFormat;
  /** Matches host and path of addresses that tell the format, where the fields of a request may not. */
  address?: RegExp;
}

/** One result of a server. `index` is the position among the documents that were sent. */
export interface WireResult {
  index: number;
  score: number;
  passage?: RerankResult["passage"];
}

/** An answer of a server, decoded. */
export interface WireResponse {
  results: WireResult[];
  model?: string | undefined;
  id?: string | undefined;
  /** Positions of documents that the server did not read in time. */
  unread?: number[];
  usage?: RerankUsage | undefined;
}
