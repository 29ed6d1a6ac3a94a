import type { WireFormat } from "../../../wire/format.ts";

/** The API of one kind of server: how requests and answers are written, and what the form shows about it. */
export interface Dialect {
  name: string;
  label: string;
  /** URL of the API's documentation. */
  documentation: string;
  /** The vendor's URL, or the default URL of a self-hosted server; empty if there is neither. */
  baseUrl: string;
  /** `{model}` in it stands for the model. */
  path: string;
  /** Model names that the form suggests. */
  models: readonly string[];
  /** Maximum number of documents in one request; larger requests are sent in parts. */
  maxDocuments?: number;
  /** Environment variable for the API key in the vendor's documentation. */
  keyVariable: string;
  /** Describes the scores to users. Scores of different servers are never compared as numbers. */
  scores: string;
  format: WireFormat;
}
