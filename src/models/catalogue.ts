/**
 * The models that tabrank knows, as data. Revisions, bytes and hashes belong together: the loader checks them.
 * Sizes that were only published rounded are marked `exact: false`; the server's figure is used then.
 */
import type { Golden, ModelEntry, ModelFile } from "./model.ts";
import { embeddedModel } from "./embedded-model.ts";

const apache2 = {
  name: "Apache-2.0",
  commercialUse: "allowed",
  url: "https://www.apache.org/licenses/LICENSE-2.0",
} as const;

const ccByNc4 = {
  name: "CC-BY-NC-4.0",
  commercialUse: "not-allowed",
  url: "https://creativecommons.org/licenses/by-nc/4.0/",
} as const;

const mit = { name: "MIT", commercialUse: "allowed", url: "https://opensource.org/license/mit" } as const;

/** A size as published, in megabytes. */
function rounded(path: string, megabytes: number): ModelFile {
  return { path, bytes: Math.round(megabytes * 1e6), exact: false };
}

const crossEncoder = { recipe: { family: "cross-encoder" }, scoreKind: "probability" } as const;

const jinaV1Tokenizer = {
  json: {
    path: "tokenizer.json",
    bytes: 2_030_772,
    sha256: "0046da43cc8c424b317f56b092b0512aaaa65c4f925d2f16af9d9eeb4d0ef902",
  },
  config: { path: "tokenizer_config.json", bytes: 1_215 },
};

/** fastembed's own test of its fp32 ONNX cross-encoders, raw logits. */
function fastembedGolden(paris: number, berlin: number): Golden {
  const query = "What is the capital of France?";
  return {
    source: "qdrant/fastembed, tests/test_text_cross_encoder.py: raw logits of the fp32 ONNX model",
    uncertainty: 0.001,
    pairs: [
      { query, document: "Paris is the capital of France.", score: paris },
      { query, document: "Berlin is the capital of Germany.", score: berlin },
    ],
  };
}

export const catalogue: readonly ModelEntry[] = [
  embeddedModel,
  {
    ...crossEncoder,
    id: "jinaai/jina-reranker-v1-tiny-en",
    title: "Jina Reranker v1 tiny",
    source: { kind: "hub", revision: "aca45de6945b5dc6399abcd2a9c55ded5dc9111f" },
    tokenizer: jinaV1Tokenizer,
    forms: [
      { dtype: "fp16", devices: ["webgpu"], needsF16: true, files: [rounded("onnx/model_fp16.onnx", 66.3)] },
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_int8.onnx",
            bytes: 33_424_854,
            sha256: "5fa8508528828b4ad9bc97c97b6e020984e3b745fbcb53f0a907e68704f8a18a",
          },
        ],
      },
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [
          {
            path: "onnx/model.onnx",
            bytes: 132_350_375,
            sha256: "e0e743251c7566e2b1e4f5ad091c681a700d7d7a3d85541ea56ca3acf43d1afa",
          },
        ],
      },
    ],
    maxTokens: 8192,
    languages: "English",
    licence: apache2,
    golden: fastembedGolden(2.5911, 0.1122),
    quality: "The smallest Jina reranker: quick, English only, 48.5 nDCG@10 on BEIR by its card.",
  },
  {
    ...crossEncoder,
    id: "jinaai/jina-reranker-v1-turbo-en",
    title: "Jina Reranker v1 turbo",
    source: { kind: "hub", revision: "b8c14f4e723d9e0aab4732a7b7b93741eeeb77c2" },
    tokenizer: jinaV1Tokenizer,
    forms: [
      { dtype: "fp16", devices: ["webgpu"], needsF16: true, files: [rounded("onnx/model_fp16.onnx", 75.8)] },
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_int8.onnx",
            bytes: 38_295_104,
            sha256: "3defdef1ae34e119bd704216087743e79665934c96aebabcb6077c239dc3ae66",
          },
        ],
      },
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [
          {
            path: "onnx/model.onnx",
            bytes: 151_296_975,
            sha256: "c1296c66c119de645fa9cdee536d8637740efe85224cfa270281e50f213aa565",
          },
        ],
      },
    ],
    maxTokens: 8192,
    languages: "English",
    licence: apache2,
    golden: fastembedGolden(1.8295, -2.8908),
    quality: "A little larger and better than tiny: 49.6 nDCG@10 on BEIR by its card; English only.",
  },
  {
    ...crossEncoder,
    id: "jinaai/jina-reranker-v2-base-multilingual",
    title: "Jina Reranker v2 base, multilingual",
    source: { kind: "hub", revision: "9cfeff2df7d40d1b78e75e5e9cebec92a99813c9" },
    tokenizer: {
      json: {
        path: "tokenizer.json",
        bytes: 17_082_734,
        sha256: "3a56def25aa40facc030ea8b0b87f3688e4b3c39eb8b45d5702b3a1300fe2a20",
      },
      config: { path: "tokenizer_config.json", bytes: 1_148 },
    },
    forms: [
      { dtype: "fp16", devices: ["webgpu"], needsF16: true, files: [rounded("onnx/model_fp16.onnx", 557)] },
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_quantized.onnx",
            bytes: 279_577_152,
            sha256: "c5220cf8fe023f8aa0ed2a3eb787d4451a7f17cf53f6b787e35718dd4b8815c3",
          },
        ],
      },
      { dtype: "fp32", devices: ["webgpu"], files: [rounded("onnx/model.onnx", 1110)] },
    ],
    maxTokens: 1024,
    languages: "More than 100 languages",
    licence: ccByNc4,
    golden: fastembedGolden(1.6533, -1.6455),
    quality: "Strong across languages and on code: 53.2 nDCG@10 on BEIR, 54.8 on MKQA by its card.",
  },
  {
    ...crossEncoder,
    id: "Xenova/ms-marco-MiniLM-L-6-v2",
    title: "MS MARCO MiniLM L6",
    source: { kind: "hub", revision: "a09144355adeed5f58c8ed011d209bf8ee5a1fec" },
    tokenizer: {
      json: {
        path: "tokenizer.json",
        bytes: 711_396,
        sha256: "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
      },
      config: { path: "tokenizer_config.json", bytes: 1_242 },
    },
    forms: [
      { dtype: "fp16", devices: ["webgpu"], needsF16: true, files: [rounded("onnx/model_fp16.onnx", 45.6)] },
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_quantized.onnx",
            bytes: 23_143_499,
            sha256: "e9d8ebf845c413e981c175bfe49a3bfa9b3dcce2a3ba54875ee5df5a58639fbe",
          },
        ],
      },
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [
          {
            path: "onnx/model.onnx",
            bytes: 90_992_115,
            sha256: "c623d0bcb99f4622beb413eaef00cfbe5db20df9f1dd982da4b4f26022881870",
          },
        ],
      },
    ],
    maxTokens: 512,
    languages: "English",
    licence: apache2,
    golden: {
      source: "model card of cross-encoder/ms-marco-MiniLM-L6-v2: raw logits of the original in PyTorch",
      uncertainty: 0.001,
      pairs: [
        {
          query: "How many people live in Berlin?",
          document:
            "Berlin had a population of 3,520,031 registered inhabitants in an area of 891.82 square kilometers.",
          score: 8.607138,
        },
        {
          query: "How many people live in Berlin?",
          document: "Berlin is well known for its museums.",
          score: -4.320078,
        },
      ],
    },
    quality: "Small and sure on English questions and passages: 74.3 nDCG@10 on TREC DL 2019 by its card.",
  },
  {
    ...crossEncoder,
    id: "cross-encoder/mmarco-mMiniLMv2-L12-H384-v1",
    title: "mMARCO mMiniLM L12",
    source: { kind: "hub", revision: "1427fd652930e4ba29e8149678df786c240d8825" },
    tokenizer: {
      json: {
        path: "tokenizer.json",
        bytes: 17_082_660,
        sha256: "62c24cdc13d4c9952d63718d6c9fa4c287974249e16b7ade6d5a85e7bbb75626",
      },
      config: { path: "tokenizer_config.json", bytes: 435 },
    },
    forms: [
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_quint8_avx2.onnx",
            bytes: 118_620_016,
            sha256: "6c2513767fb63d008a4377bef7a7a3555433d9436342bb53e35a3a72ffc52d4b",
          },
        ],
      },
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [
          {
            path: "onnx/model.onnx",
            bytes: 470_883_696,
            sha256: "3e9a03ed1e966f7c5288dd4230e3d6a9bf5e3a170a06f1f4241c5bca12c6487c",
          },
        ],
      },
    ],
    maxTokens: 512,
    languages: "14 languages and more",
    licence: apache2,
    golden: {
      source: "raw fp32 logits that a public Rust implementation reports, within 2e-5 of the ONNX graph",
      uncertainty: 0.001,
      pairs: [
        {
          query: "how many people live in berlin",
          document: "Berlin has a population of 3.5 million registered inhabitants",
          score: 10.498405,
        },
        {
          query: "how many people live in berlin",
          document: "The Berlin Wall fell in 1989",
          score: -7.658096,
        },
        {
          query: "combien de personnes vivent à berlin",
          document: "Berlin compte 3,5 millions d'habitants",
          score: 9.889894,
        },
        {
          query: "combien de personnes vivent à berlin",
          document: "New York est célèbre pour le Metropolitan Museum of Art",
          score: -8.640553,
        },
      ],
    },
    quality: "The best of the small multilingual ones: 53.4 on MKQA in 26 languages, by Jina's comparison.",
  },
  {
    ...crossEncoder,
    id: "Alibaba-NLP/gte-reranker-modernbert-base",
    title: "GTE Reranker ModernBERT base",
    source: { kind: "hub", revision: "f7481e6055501a30fb19d090657df9ec1f79ab2c" },
    tokenizer: {
      json: {
        path: "tokenizer.json",
        bytes: 3_583_499,
        sha256: "2aea6ff4701d063e7e029b6be695a1659f2caaa2ae4fb0e8b18285818271becd",
      },
      config: { path: "tokenizer_config.json", bytes: 21_031 },
    },
    forms: [
      { dtype: "fp16", devices: ["webgpu"], needsF16: true, files: [rounded("onnx/model_fp16.onnx", 300)] },
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_int8.onnx",
            bytes: 150_871_837,
            sha256: "ecc6a0ae67cee3d898167802383112d9185ca9250e07bd5d1fa65019b050179d",
          },
        ],
      },
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [
          {
            path: "onnx/model.onnx",
            bytes: 598_803_940,
            sha256: "c6d3226502addbcd4d2cf273802957ebf8a2a6bf94037dcb9b1d95bfc01e5d93",
          },
        ],
      },
    ],
    maxTokens: 8192,
    languages: "English",
    licence: apache2,
    golden: {
      source: "model card: raw logits of the fp32 ONNX model in transformers.js",
      uncertainty: 0.001,
      pairs: [
        { query: "what is the capital of China?", document: "Beijing", score: 2.138258218765259 },
        {
          query: "how to implement quick sort in python?",
          document: "Introduction of quick sort",
          score: 2.4609625339508057,
        },
        {
          query: "how to implement quick sort in python?",
          document: "The weather is nice today",
          score: -1.6775450706481934,
        },
      ],
    },
    quality: "The strongest English model of its size here, also on code: 56.2 nDCG@10 on BEIR by its card.",
  },
  {
    ...crossEncoder,
    id: "mixedbread-ai/mxbai-rerank-xsmall-v1",
    title: "Mixedbread Rerank xsmall",
    source: { kind: "hub", revision: "b5c6e9da73abc3711f593f705371cdbe9e0fe422" },
    tokenizer: {
      json: {
        path: "tokenizer.json",
        bytes: 8_649_139,
        sha256: "305674b4d785287feecfb5f73f24aa75e9b57c87c579cfe24fbd207987d4b4c4",
      },
      config: { path: "tokenizer_config.json", bytes: 1_447 },
    },
    forms: [
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_quantized.onnx",
            bytes: 87_245_802,
            sha256: "15ef19a6de90be7d52b627f2c784107bd806e64826450f41fb75fa4f0179ab30",
          },
        ],
      },
      { dtype: "fp32", devices: ["webgpu", "wasm"], files: [rounded("onnx/model.onnx", 284)] },
    ],
    maxTokens: 512,
    languages: "English",
    licence: apache2,
    golden: {
      source: "raw logits of the original in PyTorch that a public Java library tests against",
      uncertainty: 0.001,
      pairs: [
        {
          query: "What is the population of Berlin?",
          document: "Berlin has a population of about 3.7 million people.",
          score: 2.610485553741455,
        },
        {
          query: "What is the population of Berlin?",
          document: "The Berlin Wall divided the city from 1961 until 1989.",
          score: -1.0840436220169067,
        },
        {
          query: "What is the population of Berlin?",
          document: "Domestic cats sleep for a large part of the day.",
          score: -3.9371538162231445,
        },
      ],
    },
    quality: "A small DeBERTa, steady on English search: 48.8 nDCG@10 on BEIR by Jina's comparison.",
  },
  {
    ...crossEncoder,
    id: "onnx-community/bge-reranker-v2-m3-ONNX",
    title: "BGE Reranker v2 M3",
    source: { kind: "hub", revision: "6f5ff65298512715a1e669753bc754d2bc8f367b" },
    tokenizer: {
      json: {
        path: "tokenizer.json",
        bytes: 17_082_900,
        sha256: "8bf8afbfd11306bd872018c53bfdf2e160a56f8edbcf49933324404791c148d3",
      },
      config: { path: "tokenizer_config.json", bytes: 1_203 },
    },
    forms: [
      { dtype: "fp16", devices: ["webgpu"], needsF16: true, files: [rounded("onnx/model_fp16.onnx", 1140)] },
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_int8.onnx",
            bytes: 570_727_094,
            sha256: "912fc1215c2dbff6499700534bd8d31253af01573861abbfc43afd1fab6cce5d",
          },
        ],
      },
    ],
    maxTokens: 8192,
    languages: "More than 100 languages",
    licence: apache2,
    golden: {
      source: "FlagEmbedding's documentation of BAAI/bge-reranker-v2-m3: raw fp16 logits of the original",
      uncertainty: 0.05,
      pairs: [
        { query: "query", document: "passage", score: -5.65234375 },
        { query: "what is panda?", document: "hi", score: -8.1875 },
        {
          query: "what is panda?",
          document:
            "The giant panda (Ailuropoda melanoleuca), sometimes called a panda bear or simply panda, is a bear species endemic to China.",
          score: 5.26171875,
        },
      ],
    },
    quality:
      "Large, multilingual and strong: 69.3 nDCG@10 on MIRACL in Jina's comparison; heavy without a GPU.",
  },
  {
    id: "Xenova/bge-small-en-v1.5",
    title: "BGE small v1.5",
    source: { kind: "hub", revision: "ea104dacec62c0de699686887e3f920caeb4f3e3" },
    recipe: {
      family: "bi-encoder",
      pooling: "cls",
      queryPrefix: "Represent this sentence for searching relevant passages: ",
    },
    scoreKind: "cosine",
    tokenizer: {
      json: {
        path: "tokenizer.json",
        bytes: 711_396,
        sha256: "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
      },
      config: { path: "tokenizer_config.json", bytes: 366 },
    },
    forms: [
      { dtype: "fp16", devices: ["webgpu"], needsF16: true, files: [rounded("onnx/model_fp16.onnx", 66.7)] },
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_quantized.onnx",
            bytes: 34_014_426,
            sha256: "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4",
          },
        ],
      },
      { dtype: "fp32", devices: ["webgpu", "wasm"], files: [rounded("onnx/model.onnx", 133)] },
    ],
    maxTokens: 512,
    languages: "English",
    licence: mit,
    golden: {
      source:
        "the published 8-bit weights in native ONNX Runtime, one text per run; no fp32 figures are published",
      uncertainty: 0.03,
      pairs: [
        {
          query: "How many people live in Lisbon?",
          document:
            "About 550,000 people live in the city of Lisbon, and nearly three million in its metropolitan area.",
          score: 0.757126,
        },
        {
          query: "How many people live in Lisbon?",
          document: "Lisbon is known for its tiled houses, its trams and its custard tarts.",
          score: 0.55986,
        },
        {
          query: "How many people live in Lisbon?",
          document: "Sand the wood lightly before you apply a second coat of varnish.",
          score: 0.270946,
        },
      ],
    },
    quality: "An embedding model: quicker over many documents than a cross-encoder, and less exact.",
  },
];

/** The entry of a model, by its repository. */
export function findModel(id: string): ModelEntry | undefined {
  return catalogue.find((entry) => entry.id === id);
}

/** Where the catalogue's models are downloaded from, if nothing else is asked for. */
export const defaultHubHost = "https://huggingface.co";
