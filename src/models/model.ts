/** What the project knows of a model, as data: where it is, how it scores, what it may be used for. */

import type { ModelInputs } from "../contract/rerank.ts";

export type Device = "webgpu" | "wasm";

/**
 * How the weights are stored and multiplied.
 * - `q8`: the Hub's "quantized" files: dynamic int8, one activation scale per tensor
 * - `w8a8`: int8 weights per column, uint8 activations with one scale per row
 * - `w8a32`: 8-bit weights in blocks of 32, float32 activations (`MatMulNBits`)
 */
export const dtypes = ["fp32", "fp16", "q8", "w8a8", "w8a32", "q4", "q4f16"] as const;
export type Dtype = (typeof dtypes)[number];

/**
 * What a score means.
 * - `probability`: 0 to 1, the sigmoid of a trained logit
 * - `cosine`: −1 to 1
 * - `maxsim`: the sum of a cosine for each query token, so at most the number of them
 */
export type ScoreKind = "probability" | "cosine" | "maxsim";

/** How a family's models differ from each other. What a family is: `src/engine/worker/families/`. */
export type Recipe =
  /** `[CLS] query [SEP] document [SEP]` → one logit → sigmoid. */
  | {
      family: "cross-encoder";
      /** Layers after the graph, in order, where it gives token vectors instead of a logit: on the first token's. */
      head?: readonly HeadLayer[];
    }
  /** Query and document apart → one vector each → cosine. */
  | { family: "bi-encoder"; pooling: "mean" | "cls"; queryPrefix: string }
  /** Query and document apart → one vector for each token → MaxSim. */
  | {
      family: "late-interaction";
      /** Token ids that stand after the first special token. */
      queryMarker?: number;
      documentMarker?: number;
      /** Shorter queries are filled up to this many tokens with the mask token, whose vectors count. */
      queryTokens?: number;
      /** Whether the other tokens attend to that filling. */
      attendToFilling?: boolean;
      /** Punctuation tokens of documents do not count. */
      skipPunctuation: boolean;
    }
  /** All documents and the query in one prompt → one vector each → cosine ("last but not late"). */
  | {
      family: "listwise";
      /** Both are cut to their first tokens. */
      maxQueryTokens: number;
      maxDocumentTokens: number;
      /** Documents in one prompt; more are read in several, whose query vectors are averaged. */
      maxBlockDocuments: number;
      /** jina-reranker-v3.5: the query's token stands after its first mention too; the last one counts. */
      queryTokenTwice?: boolean;
    }
  /** A language model is asked whether the document answers the query → "yes" against "no". */
  | {
      family: "yes-no";
      /** Used where the request has none. */
      instruction: string;
    }
  /** Texts and images in one prompt → one logit → sigmoid. */
  | {
      family: "multimodal";
      /** Subtracted from the logit. */
      bias: number;
      maxQueryTokens: number;
      image: ImageRecipe;
    };
export type FamilyName = Recipe["family"];

/** One layer of a head, with its weights as safetensors. */
export type HeadLayer =
  | { kind: "dense"; activation: "gelu" | "identity"; file: ModelFile }
  | { kind: "layer-norm"; epsilon: number; file: ModelFile };

/** How a Qwen2-VL model reads an image. */
export interface ImageRecipe {
  /** Side of a patch in pixels; `mergeSize` × `mergeSize` of them become one token. */
  patchSize: number;
  mergeSize: number;
  /** An image is scaled so that its pixels lie between these. */
  minPixels: number;
  maxPixels: number;
  /** Of each channel (red, green, blue), for values 0 to 1. */
  mean: readonly [number, number, number];
  std: readonly [number, number, number];
}

export interface ModelFile {
  /** Path in the repository. */
  path: string;
  bytes: number;
  /** `false`: `bytes` is the published size rounded; the server's own figure is used for progress and checks. */
  exact?: false;
  /** Hexadecimal; checked after loading where it is known. */
  sha256?: string;
}

/** One set of weights: the ONNX file first, its external data after it. */
export interface ModelVariant {
  dtype: Dtype;
  devices: readonly Device[];
  files: readonly [ModelFile, ...ModelFile[]];
  /** The graph that turns images into vectors, likewise; of multimodal models. */
  vision?: readonly [ModelFile, ...ModelFile[]];
  /** Needs an adapter with the `shader-f16` feature. */
  needsF16?: true;
}

/** A pair and the score that the original implementation gives it: a logit or a cosine, as the family returns it. */
export interface GoldenPair {
  query: string;
  document: string;
  score: number;
}

export interface Golden {
  /** Where the scores come from. */
  source: string;
  /** How far the reference itself may be from fp32 weights, where it was made with others; 0 for fp32. */
  uncertainty: number;
  pairs: readonly GoldenPair[];
}

export interface ModelEntry {
  /** Repository, `organisation/name`; also the `model` of requests and responses. */
  id: string;
  title: string;
  source:
    | { kind: "embedded" }
    /** `revision`: a commit, tag or branch of the repository on the Hub. */
    | { kind: "hub"; revision: string }
    /** A folder at any URL, laid out as a Hub repository. */
    | { kind: "url"; baseUrl: string }
    /** Files that the person gave, by their path in such a folder: gone when the page is closed. */
    | { kind: "files"; files: ReadonlyMap<string, Blob> };
  recipe: Recipe;
  scoreKind: ScoreKind;
  tokenizer: { json: ModelFile; config: ModelFile };
  /** In order of preference on each device. */
  variants: readonly ModelVariant[];
  /** Longest input in tokens, special tokens included. */
  maxTokens: number;
  languages: string;
  licence: { name: string; commercialUse: "allowed" | "not-allowed" | "unknown"; url?: string };
  /** Absent: the model runs without a self-test. "catalogued": those of `goldenScores` in `golden.ts`, by its id. */
  golden?: Golden | "catalogued";
  /** One honest sentence. */
  quality: string;
}

/** What must be fetched to run one variant: its weights first, then the tokenizer. */
export function filesOf(model: ModelEntry, variant: ModelVariant): ModelFile[] {
  const head = headOf(model.recipe).map(({ file }) => file);
  return [...variant.files, ...(variant.vision ?? []), ...head, model.tokenizer.json, model.tokenizer.config];
}

/** What a model takes beside texts. */
export function inputsOf({ family }: Recipe): ModelInputs {
  return { images: family === "multimodal", instruction: family === "listwise" || family === "yes-no" };
}

/** The layers that come after the graph; most models have none. */
export function headOf(recipe: Recipe): readonly HeadLayer[] {
  return recipe.family === "cross-encoder" ? (recipe.head ?? []) : [];
}

/** Bytes fetched to run one variant: weights and tokenizer. */
export function downloadBytes(model: ModelEntry, variant: ModelVariant): number {
  return filesOf(model, variant).reduce((sum, { bytes }) => sum + bytes, 0);
}
