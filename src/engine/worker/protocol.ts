/** The messages between the main thread and a worker. Plain data only; errors travel as outcomes. */
import type { Outcome } from "../../contract/errors.ts";
import type { PassageOptions } from "../../contract/passages.ts";
import type { Truncate } from "../../contract/rerank.ts";
import type { TextRange } from "../sentences.ts";
import type { ScoredDocument } from "../../contract/reranker.ts";
import type { GpuLimits } from "../../models/fits.ts";
import type { Device, Dtype, Recipe } from "../../models/model.ts";

/** The WebGPU adapter that the worker found, or why it found none. */
export type GpuProbe =
  | { available: true; f16: boolean; software: boolean; adapter: string; limits: GpuLimits }
  | { available: false; reason: "insecure-context" | "no-api" | "no-adapter" }
  | { available: false; reason: "probe-failed"; message: string };

/** Blobs are passed by reference: the weights are downloaded once and read by every worker. */
export interface LoadRequest {
  recipe: Recipe;
  device: Device;
  dtype: Dtype;
  /** Maximum length of an input in tokens, special tokens included. */
  maxTokens: number;
  tokenizerJson: LoadedFile;
  tokenizerConfig: LoadedFile;
  weights: LoadedFile;
  /** Files that the ONNX names as external data. */
  externalData: LoadedFile[];
  /** Multimodal models: the graph that turns images into vectors. */
  vision?: { weights: LoadedFile; externalData: LoadedFile[] };
  /** Weights of the recipe's head, one file for each layer; `undefined` for a layer without weights. */
  head: (LoadedFile | undefined)[];
  /** Whether a text of full length is run once: nothing else proves that the graph reads as much as its files state. */
  proveLength?: true;
  /** Bytes of document embeddings that this worker may cache. */
  cacheBytes: number;
  /** ONNX Runtime as another worker has compiled it. */
  runtime?: WebAssembly.Module | undefined;
}

/** The request for a worker that loads what another one has loaded: hashes are checked once. */
export function loadedBefore(request: LoadRequest, runtime: LoadRequest["runtime"]): LoadRequest {
  const unchecked = ({ name, blob }: LoadedFile): LoadedFile => ({ name, blob });
  const graph = ({ weights, externalData }: Pick<LoadRequest, "weights" | "externalData">) => ({
    weights: unchecked(weights),
    externalData: externalData.map(unchecked),
  });
  const { vision, head, tokenizerJson, tokenizerConfig } = request;
  return {
    ...request,
    ...graph(request),
    ...(vision && { vision: graph(vision) }),
    head: head.map((file) => file && unchecked(file)),
    tokenizerJson: unchecked(tokenizerJson),
    tokenizerConfig: unchecked(tokenizerConfig),
    runtime: runtime ?? request.runtime,
  };
}

export interface LoadedFile {
  name: string;
  blob: Blob;
  /** If given, it is checked before the file is used. */
  sha256?: string;
}

/** A query and some documents, which one worker scores in one call. */
export interface ScoringInput {
  query: string;
  documents: string[];
  truncation: Truncation;
  /** Only for families that take one; without it, they use their default. */
  instruction?: string;
  /** Given to `measure`, it splits each document into passages. */
  passages?: PassageOptions;
  /** Only for multimodal models: an image replaces the text at its position. */
  images?: { query: Blob | undefined; documents: (Blob | undefined)[] };
}

export interface Truncation {
  /** Which end is cut off. With "none", the caller has checked the lengths first. */
  truncate: Truncate;
  /** Maximum tokens of a document, without special tokens. */
  maxTokensPerDocument?: number;
  /** Maximum tokens of the query, which keeps its first tokens. */
  maxTokensPerQuery?: number;
}

/** The cache key of a document's embedding: the same text, cut the same way. */
export function embeddingKey(text: string, { truncate, maxTokensPerDocument }: Truncation): string {
  return `${truncate === "start" ? "start" : "end"} ${maxTokensPerDocument ?? ""} ${text}`;
}

export interface DocumentScore {
  /** A logit, a cosine, a dot product or a sum of cosines, depending on the family. `undefined`: the document has no tokens. */
  score: number | undefined;
  documentTokens: number;
  usedTokens: number;
  /** The embedding came from the cache: the document was not read again. */
  cached?: boolean;
  /** Tokens of the model's input for this document, special tokens included; 0 if the model did not run. */
  promptTokens: number;
  /** With passages: put in by the page, which scores them as documents. */
  passage?: ScoredDocument["passage"];
  passageScores?: ScoredDocument["passageScores"];
}

/** Tokens of a text, special tokens excluded, and how many of them the model reads. */
export interface TextLength {
  tokens: number;
  usedTokens: number;
}

export interface ChunkScores {
  documents: DocumentScore[];
  query: TextLength;
  /** Tokens of a query that is encoded on its own; 0 if the query is part of every input. */
  queryPromptTokens: number;
  /** Listwise models: the vectors from which the scores of several chunks are combined. */
  vectors?: BlockVectors;
}

export interface BlockVectors {
  query: Float32Array;
  documents: Float32Array[];
}

/** One token of a text. Special tokens are added by the model. */
export interface MatchedToken {
  text: string;
  special: boolean;
  /** Pads the query to the length that the model expects. */
  maskPadding?: true;
}

/** Late interaction: the cosines from which MaxSim is computed. */
export interface TokenMatches {
  query: MatchedToken[];
  /** Only tokens that count. */
  document: MatchedToken[];
  /** Cosines [query × document], row-major. */
  similarities: Float32Array;
}

/** The length of a document, and how much of it the model reads. */
export interface DocumentLength {
  documentTokens: number;
  usedTokens: number;
  /** The passages that are read, in their order, and how many more there are. Only if they were asked for. */
  passages?: PassageRange[];
  unreadPassages?: number;
}

export type PassageRange = TextRange;

export interface Lengths {
  queryTokens: number;
  documents: DocumentLength[];
}

export interface WorkerApi {
  /** Answers at once if the worker lives and computes nothing. */
  ping(): Promise<void>;
  probe(): Promise<Outcome<GpuProbe>>;
  /** Compiles ONNX Runtime for the device, while the model's files are still on their way. */
  prepare(device: Device): Promise<void>;
  /** @returns ONNX Runtime, compiled: other workers need not do that again; `undefined` where it cannot be handed on */
  load(request: LoadRequest): Promise<Outcome<WebAssembly.Module | undefined>>;
  score(chunk: ScoringInput): Promise<Outcome<ChunkScores>>;
  /** The same, but nothing comes from a cache or goes into one: the device computes it. */
  compute(chunk: ScoringInput): Promise<Outcome<ChunkScores>>;
  /** Counts tokens without running the model. */
  measure(chunk: ScoringInput): Promise<Outcome<Lengths>>;
  /** @throws {RerankError} `unsupported_input` if the model's score is not a sum of token matches */
  match(query: string, document: string, truncation: Truncation): Promise<Outcome<TokenMatches>>;
}

/** Events that a worker sends to the page. */
export interface PageApi {
  /** The worker's script runs. */
  started(): void;
  /** The worker holds its lock: from now on the page notices when it dies. */
  locked(): void;
  /** The GPU was lost: every session of the worker is dead. */
  deviceLost(message: string): void;
}
