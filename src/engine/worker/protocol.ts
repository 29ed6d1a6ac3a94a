/** What main thread and worker say to each other. Plain data only; errors travel as outcomes. */
import type { Outcome } from "../../contract/errors.ts";
import type { Truncate } from "../../contract/rerank.ts";
import type { GpuLimits } from "../../models/fits.ts";
import type { Device, Dtype, Recipe } from "../../models/model.ts";

/** What WebGPU looks like from inside the worker. */
export type GpuProbe =
  | { available: true; f16: boolean; software: boolean; adapter: string; limits: GpuLimits }
  | { available: false; reason: "insecure-context" | "no-api" | "no-adapter" }
  | { available: false; reason: "probe-failed"; message: string };

/** Blobs are handed over by reference: the weights are downloaded once and read by every worker. */
export interface LoadRequest {
  recipe: Recipe;
  device: Device;
  dtype: Dtype;
  /** Longest input in tokens, special tokens included. */
  maxTokens: number;
  tokenizerJson: LoadedFile;
  tokenizerConfig: LoadedFile;
  weights: LoadedFile;
  /** Files that the ONNX names as external data. */
  externalData: LoadedFile[];
  /** The graph that turns images into vectors, of multimodal models. */
  vision?: { weights: LoadedFile; externalData: LoadedFile[] };
  /** Weights of the recipe's head, a file for each layer. */
  head: LoadedFile[];
  /** Bytes of document embeddings that this worker may keep. */
  cacheBytes: number;
}

export interface LoadedFile {
  name: string;
  blob: Blob;
  /** Checked before the file is used, where it is given. */
  sha256?: string;
}

/** A small part of a run: scored by one worker in one go. */
export interface ScoringInput {
  query: string;
  documents: string[];
  truncation: Truncation;
  /** Only for families that take one; they have a default. */
  instruction?: string;
  /** Only for multimodal models: what stands in the place of the query or of a document. */
  images?: { query: Blob | undefined; documents: (Blob | undefined)[] };
}

export interface Truncation {
  /** Which part is dropped. With "none" the caller has checked the lengths first. */
  truncate: Truncate;
  /** Upper bound on a document's tokens, without special tokens. */
  maxTokensPerDocument?: number;
}

/** Under which a document's embedding is cached: the same text, cut the same way. */
export function embeddingKey(text: string, { truncate, maxTokensPerDocument }: Truncation): string {
  return `${truncate === "start" ? "start" : "end"} ${maxTokensPerDocument ?? ""} ${text}`;
}

export interface DocumentScore {
  /** As the family returns it: a logit, a cosine or a sum of them. `undefined`: the document has no token, nothing was run. */
  score: number | undefined;
  documentTokens: number;
  usedTokens: number;
  /** Answered from an embedding that was cached: the document was not read again. */
  cached?: boolean;
  /** Tokens of the model's input for this document, special tokens included; 0 if nothing was run. */
  promptTokens: number;
}

export interface ChunkScores {
  documents: DocumentScore[];
  /** Tokens of a query that is encoded by itself; 0 if it is part of every pair. */
  queryPromptTokens: number;
  /** Of a listwise model: the chunk's vectors, from which several chunks are put together. */
  vectors?: BlockVectors;
}

export interface BlockVectors {
  query: Float32Array;
  documents: Float32Array[];
}

/** One token as it stands in a text; a special one is the model's own. */
export interface MatchedToken {
  text: string;
  special: boolean;
  /** Only there to fill the query up. */
  filling?: true;
}

/** Late interaction, taken apart: what MaxSim is the sum of. */
export interface TokenMatches {
  query: MatchedToken[];
  /** Those that count. */
  document: MatchedToken[];
  /** Cosines [query × document], row-major. */
  similarities: Float32Array;
}

/** A document's length against what the model would read of it. */
export interface DocumentLength {
  documentTokens: number;
  usedTokens: number;
}

export interface Lengths {
  queryTokens: number;
  documents: DocumentLength[];
}

export interface WorkerApi {
  probe(): Promise<Outcome<GpuProbe>>;
  load(request: LoadRequest): Promise<Outcome<void>>;
  score(chunk: ScoringInput): Promise<Outcome<ChunkScores>>;
  /** Counts tokens only; nothing is run. */
  measure(chunk: ScoringInput): Promise<Outcome<Lengths>>;
  /** @throws {RerankError} `unsupported_input` where the model's score is not made of tokens' matches */
  match(query: string, document: string, truncation: Truncation): Promise<Outcome<TokenMatches>>;
}

/** What a worker tells the page without being asked. */
export interface PageApi {
  /** The worker holds its lock: from now on the page can tell when it dies. */
  alive(): void;
  /** The GPU was lost: every session of the worker is dead. */
  deviceLost(message: string): void;
}
