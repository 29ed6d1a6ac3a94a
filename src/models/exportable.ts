/**
 * Models that no repository publishes in a variant for browsers: `tools/export` makes such a variant of the original.
 * Sizes are computed from the numbers of parameters, not measured; tokenizers come on top.
 */
import type { FamilyName, ModelEntry, ModelVariant } from "./model.ts";

export interface ExportableVariant extends Pick<ModelVariant, "dtype" | "devices" | "needsF16"> {
  /** Of all weights together, computed. */
  bytes: number;
  /** Of the table of token vectors. */
  largestTensorBytes: number;
}

export interface ExportableModel extends Pick<
  ModelEntry,
  "id" | "title" | "licence" | "maxTokens" | "languages" | "quality"
> {
  family: FamilyName;
  /** In order of preference on each device. */
  variants: readonly ExportableVariant[];
  /** To be run in a copy of this project; `tools/export` says what it needs. */
  command: string;
}

const ccByNc4 = {
  name: "CC-BY-NC-4.0",
  commercialUse: "not-allowed",
  url: "https://creativecommons.org/licenses/by-nc/4.0/",
} as const;

/** Parameters of a model, by how the variants store them. */
interface Parameters {
  /** Of matrices that are multiplied. */
  matrices: number;
  /** Of the table of token vectors, and its rows. */
  embedding: number;
  tokens: number;
  /** Norms and biases: never in fewer bits than the activations have. */
  others: number;
}

type ComputedDtype = "fp16" | "q4f16" | "q4" | "w8a8";

/**
 * Bytes of one variant: 4-bit matrices have a scale for each 32 weights, 8-bit ones a scale for each column (left out
 * here: less than a thousandth); with both, the embedding table has 8 bits and a scale for each token.
 */
function bytesOf(dtype: ComputedDtype, parameters: Parameters): number {
  const { matrices, embedding, tokens, others } = parameters;
  const float = dtype === "fp16" || dtype === "q4f16" ? 2 : 4;
  if (dtype === "fp16") return float * (matrices + embedding + others);
  const perWeight = dtype === "w8a8" ? 1 : 0.5 + float / 32;
  return Math.round(matrices * perWeight + embedding + float * (tokens + others));
}

function sizesOf<D extends ComputedDtype>(dtype: D, parameters: Parameters) {
  const largestTensorBytes = parameters.embedding * (dtype === "fp16" ? 2 : 1);
  return { dtype, bytes: bytesOf(dtype, parameters), largestTensorBytes };
}

function fp16(parameters: Parameters): ExportableVariant {
  return { ...sizesOf("fp16", parameters), devices: ["webgpu"], needsF16: true };
}

function q4f16(parameters: Parameters): ExportableVariant {
  return { ...sizesOf("q4f16", parameters), devices: ["webgpu"], needsF16: true };
}

function q4(devices: ExportableVariant["devices"], parameters: Parameters): ExportableVariant {
  return { ...sizesOf("q4", parameters), devices };
}

function w8a8(parameters: Parameters): ExportableVariant {
  return { ...sizesOf("w8a8", parameters), devices: ["wasm"] };
}

/** Qwen3-0.6B without its language-model head, and a projector. */
const jinaV3Parameters: Parameters = {
  matrices: 441_188_352,
  embedding: 155_582_464,
  tokens: 151_936,
  others: 65_536,
};

/** XLM-RoBERTa large without its pooler, with rotary positions, and a projection to 128. */
const jinaColbertParameters: Parameters = {
  matrices: 302_120_960,
  embedding: 256_004_096,
  tokens: 250_004,
  others: 321_536,
};

/** Qwen2-VL-2B without its language-model head, its vision part, and the layers of the score. */
const jinaM0Parameters: Parameters = {
  matrices: 1_312_556_544 + 663_224_320,
  embedding: 233_373_696,
  tokens: 151_936,
  others: 146_433 + 2_046_976,
};

function findVariants(parameters: Parameters): ExportableVariant[] {
  return [fp16(parameters), w8a8(parameters), q4f16(parameters), q4(["webgpu", "wasm"], parameters)];
}

/** @param name of the model's file in `tools/export/models` */
function commandFor(name: string): string {
  return `python tools/export/export.py ${name} --source FOLDER --out FOLDER`;
}

export const exportable: readonly ExportableModel[] = [
  {
    id: "jinaai/jina-reranker-v3",
    title: "Jina Reranker v3",
    family: "listwise",
    licence: ccByNc4,
    languages: "93 languages",
    maxTokens: 131_072,
    quality:
      "Reads all documents together and compares them: 61.9 nDCG@10 on BEIR by its card; order matters a little.",
    variants: findVariants(jinaV3Parameters),
    command: commandFor("jina-reranker-v3"),
  },
  {
    id: "jinaai/jina-reranker-v3.5",
    title: "Jina Reranker v3.5",
    family: "listwise",
    licence: ccByNc4,
    languages: "93 languages",
    maxTokens: 131_072,
    quality:
      "As v3, better on structured texts and lighter on long lists: 63.2 nDCG@10 on BEIR by its paper.",
    variants: findVariants(jinaV3Parameters),
    command: commandFor("jina-reranker-v3.5"),
  },
  {
    id: "jinaai/jina-colbert-v2",
    title: "Jina ColBERT v2",
    family: "late-interaction",
    licence: ccByNc4,
    languages: "89 languages",
    maxTokens: 8192,
    quality: "Matches token by token in many languages, and keeps documents for the next query.",
    variants: findVariants(jinaColbertParameters),
    command: commandFor("jina-colbert-v2"),
  },
  {
    id: "jinaai/jina-reranker-m0",
    title: "Jina Reranker m0",
    family: "multimodal",
    licence: ccByNc4,
    languages: "29 languages, and images",
    maxTokens: 10_240,
    quality:
      "Reads pictures of pages as well as text: 59.0 nDCG@10 on BEIR by Jina's page; 2.2 billion parameters.",
    // Two bytes a weight are 4.4 GB, one is 2.2 GB: more than a tab may have on WASM.
    variants: [q4f16(jinaM0Parameters), q4(["webgpu"], jinaM0Parameters), fp16(jinaM0Parameters)],
    command: commandFor("jina-reranker-m0"),
  },
];
