/**
 * The models that tabrank knows, as data. Revisions, bytes and hashes belong together: the loader checks them.
 * Sizes that were only published rounded are marked `exact: false`; the server's figure is used then.
 */
import type { ModelEntry, ModelFile, ModelVariant, Recipe } from "./model.ts";
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

/** Published for WebGPU, by its rounded size. */
function fp16(megabytes: number): ModelVariant {
  return {
    dtype: "fp16",
    devices: ["webgpu"],
    needsF16: true,
    files: [rounded("onnx/model_fp16.onnx", megabytes)],
  };
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

/** The ONNX files of these end at the token vectors; the head lies beside them, as sentence-transformers keeps it. */
function ettinHead(dense: Weights, norm: Weights, score: Weights): Recipe {
  const fileOf = (folder: string, weights: Weights): ModelFile => ({
    path: `${folder}/model.safetensors`,
    ...weights,
  });
  return {
    family: "cross-encoder",
    head: [
      { kind: "dense", activation: "gelu", file: fileOf("2_Dense", dense) },
      { kind: "layer-norm", epsilon: 1e-5, file: fileOf("3_LayerNorm", norm) },
      { kind: "dense", activation: "identity", file: fileOf("4_Dense", score) },
    ],
  };
}

type Weights = Omit<ModelFile, "path">;

const ettinTokenizer = {
  json: { path: "tokenizer.json", bytes: 3_583_327 },
  config: { path: "tokenizer_config.json", bytes: 488 },
};

export const catalogue: readonly ModelEntry[] = [
  embeddedModel,
  {
    ...crossEncoder,
    id: "jinaai/jina-reranker-v1-tiny-en",
    title: "Jina Reranker v1 tiny",
    source: { kind: "hub", revision: "aca45de6945b5dc6399abcd2a9c55ded5dc9111f" },
    tokenizer: jinaV1Tokenizer,
    variants: [
      fp16(66.3),
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
    golden: "catalogued",
    quality: "The smallest Jina reranker: quick, English only, 48.5 nDCG@10 on BEIR by its card.",
  },
  {
    ...crossEncoder,
    id: "jinaai/jina-reranker-v1-turbo-en",
    title: "Jina Reranker v1 turbo",
    source: { kind: "hub", revision: "b8c14f4e723d9e0aab4732a7b7b93741eeeb77c2" },
    tokenizer: jinaV1Tokenizer,
    variants: [
      fp16(75.8),
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
    golden: "catalogued",
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
    variants: [
      fp16(557),
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
    golden: "catalogued",
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
    variants: [
      fp16(45.6),
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
    golden: "catalogued",
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
    variants: [
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
    golden: "catalogued",
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
    variants: [
      fp16(300),
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
    golden: "catalogued",
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
    variants: [
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
    golden: "catalogued",
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
    variants: [
      fp16(1140),
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
    golden: "catalogued",
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
    variants: [
      fp16(66.7),
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
    golden: "catalogued",
    quality: "An embedding model: quicker over many documents than a cross-encoder, and less exact.",
  },
  {
    id: "cross-encoder/ettin-reranker-17m-v1",
    title: "Ettin Reranker 17M",
    source: { kind: "hub", revision: "9e4aa35321a6dd1a43ca313f500c4b4f7cfb5cc6" },
    recipe: ettinHead(
      { bytes: 262_232, sha256: "85e9596d9250a871deb159fb5db6979e910b4cf181d05c806733c49bc43d47c8" },
      { bytes: 2_200, sha256: "de99fa351fb4badb74b56e85fa70b5bbd3fcf4d0e74de79eb749dba1e9e28b4a" },
      { bytes: 1_172, sha256: "654827171b89c76d19d663162243f38d63d1ba812ac1ec9c1b36512f1a8e9ce8" },
    ),
    scoreKind: "probability",
    tokenizer: {
      json: { ...ettinTokenizer.json, exact: false },
      config: { ...ettinTokenizer.config, exact: false },
    },
    variants: [
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [{ path: "onnx/model.onnx", bytes: 67_329_240 }],
      },
    ],
    maxTokens: 7999,
    languages: "English",
    licence: apache2,
    golden: "catalogued",
    quality:
      "Small and modern: 55.8 on MTEB retrieval by its card; English only, its probabilities are all high.",
  },
  {
    id: "cross-encoder/ettin-reranker-32m-v1",
    title: "Ettin Reranker 32M",
    source: { kind: "hub", revision: "b33e5ceb5110773ea9cf5e00c9bedc83a8c2afdd" },
    recipe: ettinHead({ bytes: 589_912 }, { bytes: 3_224 }, { bytes: 1_684 }),
    scoreKind: "probability",
    tokenizer: ettinTokenizer,
    variants: [
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [
          {
            path: "onnx/model.onnx",
            bytes: 127_737_036,
            sha256: "31061d9f54e8303f5d95cf3433dcf99f50d5f6de283c3b8357452be8c824142f",
          },
        ],
      },
    ],
    maxTokens: 7999,
    languages: "English",
    licence: apache2,
    golden: "catalogued",
    quality: "A little larger and better than 17M: 57.8 on MTEB retrieval by its card; English only.",
  },
  {
    id: "cross-encoder/ettin-reranker-68m-v1",
    title: "Ettin Reranker 68M",
    source: { kind: "hub", revision: "d166fa88ddde3c42bc3ee92f7df476d941c8204a" },
    recipe: ettinHead({ bytes: 1_048_664 }, { bytes: 4_248 }, { bytes: 2_196 }),
    scoreKind: "probability",
    tokenizer: ettinTokenizer,
    variants: [
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [
          {
            path: "onnx/model.onnx",
            bytes: 272_978_775,
            sha256: "95505bbc6a95f9bdfad71e55998fec30c5cc0be490e921cbd796d2dbf0243f2f",
          },
        ],
      },
    ],
    maxTokens: 7999,
    languages: "English",
    licence: apache2,
    golden: "catalogued",
    quality: "The best Ettin here: 59.2 on MTEB retrieval by its card; English, slow on WASM.",
  },
  {
    id: "answerdotai/answerai-colbert-small-v1",
    title: "AnswerAI ColBERT small",
    source: { kind: "hub", revision: "c72aa89bc61afdd85373643f3a1a75b2aad6e0fe" },
    recipe: {
      family: "late-interaction",
      queryMarker: 1,
      documentMarker: 2,
      queryTokens: 32,
      attendToFilling: false,
      skipPunctuation: true,
    },
    scoreKind: "maxsim",
    tokenizer: {
      json: {
        path: "tokenizer.json",
        bytes: 711_396,
        sha256: "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
      },
      config: { path: "tokenizer_config.json", bytes: 1_240, exact: false },
    },
    // The graphs in `onnx/` lack the projection to 96 dimensions; this one has it.
    variants: [
      {
        dtype: "fp32",
        devices: ["webgpu", "wasm"],
        files: [
          {
            path: "vespa_colbert.onnx",
            bytes: 133_257_413,
            exact: false,
            sha256: "9161e64cab96fe5a5366782578e20da3409b26bd171a2a8bc6b9168777950903",
          },
        ],
      },
    ],
    maxTokens: 512,
    languages: "English",
    licence: apache2,
    golden: "catalogued",
    quality:
      "Matches token by token and keeps documents for the next query: 53.8 nDCG@10 on BEIR by its card; English.",
  },
  {
    id: "onnx-community/Qwen3-Reranker-0.6B-ONNX",
    title: "Qwen3 Reranker 0.6B",
    source: { kind: "hub", revision: "9995c50e2310679108a55f5ccd16ba8be9f17c20" },
    recipe: {
      family: "yes-no",
      instruction: "Given a web search query, retrieve relevant passages that answer the query",
    },
    scoreKind: "probability",
    tokenizer: {
      json: { path: "tokenizer.json", bytes: 11_422_654 },
      config: { path: "tokenizer_config.json", bytes: 9_700, exact: false },
    },
    variants: [
      {
        dtype: "q8",
        devices: ["wasm"],
        files: [
          {
            path: "onnx/model_quantized.onnx",
            bytes: 1_219_344_796,
            sha256: "c9428382bb48bb31e01a6034647c86d6270761781735cafbf6d5cb4a396d0450",
          },
        ],
      },
    ],
    // The card says 32,768. The graph gives a logit for every token and word: 0.6 GB at this length.
    maxTokens: 1024,
    languages: "More than 100 languages",
    licence: apache2,
    golden: "catalogued",
    quality: "A language model that follows an instruction: 65.8 on MTEB-R by its card; slow without a GPU.",
  },
];

/** The entry of a model, by its repository. */
export function findModel(id: string): ModelEntry | undefined {
  return catalogue.find((entry) => entry.id === id);
}

/** Where the catalogue's models are downloaded from, if nothing else is asked for. */
export const defaultHubHost = "https://huggingface.co";
