/** Scores that the original implementations give, by model: what a device is tested with before it is trusted. */
import type { Golden } from "./model.ts";

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

const pedal = "remove a stuck bicycle pedal";
const lisbon = "How many people live in Lisbon?";
const foundedByJobs =
  "Apple Inc. was founded in Cupertino, California in 1976 by Steve Jobs, Steve Wozniak, and Ronald Wayne.";

export const goldenScores: Readonly<Record<string, Golden>> = {
  "Xenova/all-MiniLM-L6-v2": {
    source: "the fp32 weights in native ONNX Runtime, one text per run",
    uncertainty: 0,
    pairs: [
      {
        query: lisbon,
        document:
          "About 550,000 people live in the city of Lisbon, and nearly three million in its metropolitan area.",
        score: 0.827487,
      },
      {
        query: lisbon,
        document: "Lisbon is known for its tiled houses, its trams and its custard tarts.",
        score: 0.51583,
      },
      {
        query: lisbon,
        document: "Sand the wood lightly before you apply a second coat of varnish.",
        score: -0.047352,
      },
      {
        query: pedal,
        document:
          "Bicycle pedals are screwed into the crank arms with threads that tighten as you ride, so the left one has a reversed thread. To take off a pedal that is stuck, put a drop of oil on the thread, wait an hour, hold the crank still with your foot, and push a long spanner towards the rear wheel on both sides until the thread gives way.",
        score: 0.793207,
      },
    ],
  },
  "jinaai/jina-reranker-v1-tiny-en": fastembedGolden(2.5911, 0.1122),
  "jinaai/jina-reranker-v1-turbo-en": fastembedGolden(1.8295, -2.8908),
  "jinaai/jina-reranker-v2-base-multilingual": fastembedGolden(1.6533, -1.6455),
  "Xenova/ms-marco-MiniLM-L-6-v2": {
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
  "cross-encoder/mmarco-mMiniLMv2-L12-H384-v1": {
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
  "Alibaba-NLP/gte-reranker-modernbert-base": {
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
  "mixedbread-ai/mxbai-rerank-xsmall-v1": {
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
  "onnx-community/bge-reranker-v2-m3-ONNX": {
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
  "Xenova/bge-small-en-v1.5": {
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
  "cross-encoder/ettin-reranker-17m-v1": {
    source:
      "masacento/aikit, testdata/ettin_reranker_golden.json: raw fp32 logits of the original in PyTorch",
    uncertainty: 0.001,
    pairs: [
      {
        query: "What is the capital of France?",
        document: "Paris is the capital and most populous city of France.",
        score: 10.976978302001953,
      },
      {
        query: "What is the capital of France?",
        document: "Berlin is the capital of Germany.",
        score: 3.517953157424927,
      },
      {
        query: "What is the capital of France?",
        document: "Sourdough needs a starter, flour, water and salt.",
        score: -2.258329391479492,
      },
    ],
  },
  "cross-encoder/ettin-reranker-32m-v1": {
    source: "huggingface/blog, ettin-reranker.md: raw logits of the original in PyTorch",
    uncertainty: 0.05,
    pairs: [
      { query: "Where was Apple founded?", document: foundedByJobs, score: 11.393298 },
      {
        query: "Where was Apple founded?",
        document:
          "The Fuji apple is an apple cultivar developed in the late 1930s and brought to market in 1962.",
        score: 2.968891,
      },
    ],
  },
  "cross-encoder/ettin-reranker-68m-v1": {
    source: "huggingface/blog, ettin-reranker.md: raw logits of the original in PyTorch, two decimals",
    uncertainty: 0.05,
    pairs: [
      { query: "Where was Apple founded?", document: foundedByJobs, score: 11.63 },
      {
        query: "Where was Apple founded?",
        document: "Steve Jobs introduced the iPhone in 2007 at Macworld.",
        score: 4.71,
      },
      {
        query: "Where was Apple founded?",
        document: "The Fuji apple is an apple cultivar developed in the late 1930s.",
        score: 1.96,
      },
      {
        query: "Where was Apple founded?",
        document: "Macintosh computers were sold by Apple from 1984 onward.",
        score: 1.49,
      },
    ],
  },
  "answerdotai/answerai-colbert-small-v1": {
    source: "lightonai/pylate-rs, its test of this model: MaxSim of the fp32 model",
    uncertainty: 0.01,
    pairs: [
      {
        query: "what is the capital of france",
        document: "paris is the capital of france",
        score: 31.490696,
      },
    ],
  },
  "onnx-community/Qwen3-Reranker-0.6B-ONNX": {
    source: "model card of Qwen/Qwen3-Reranker-0.6B: differences of the bf16 logits of yes and no",
    uncertainty: 0.25,
    pairs: [
      {
        query: "What is the capital of China?",
        document: "The capital of China is Beijing.",
        score: 7.625,
      },
      {
        query: "What is the capital of China?",
        document:
          "Gravity is a force that attracts two bodies towards each other. It gives weight to physical objects and is responsible for the movement of planets around the sun.",
        score: -11.375,
      },
    ],
  },
};
