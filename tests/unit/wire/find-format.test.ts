import { expect, test } from "vitest";
import { findFormat } from "../../../src/wire/find-format.ts";
import { formats } from "../../../src/wire/formats.ts";

const documents = ["a"];

test.each([
  ["https://host.example/v1/rerank", { documents }, formats.jina],
  ["https://host.example/v1/rerank", { documents, top_n: 1 }, formats.jina],
  ["https://host.example/v1/rerank", { documents, top_k: 1 }, formats.voyage],
  ["https://host.example/v1/rerank", { documents, top_k: null }, formats.voyage],
  ["https://host.example/v1/rerank", { documents, top_n: 1, top_k: null }, formats.jina],
  ["https://host.example/v1/rerank", { documents, texts: null, input: null, inputs: null }, formats.jina],
  ["https://api.voyageai.com/v1/rerank", { documents }, formats.voyage],
  ["http://localhost/voyage/v1/rerank", { documents }, formats.voyage],
  ["http://localhost/rerank", { texts: ["a"] }, formats.tei],
  ["http://localhost/v1/rerank", { texts: ["a"], top_n: 1 }, formats.tei],
  ["http://localhost/", { inputs: { query: "q", texts: ["a"] } }, formats.huggingface],
  ["http://localhost/v1/reranking", { input: ["a"], top_k: 1 }, formats.mixedbread],
  ["http://localhost:7997/rerank", { documents }, formats.infinity],
  ["http://localhost:7997/rerank/", { documents }, formats.infinity],
  ["http://localhost/vllm/rerank", { documents }, formats.vllm],
  ["http://localhost/proxy/rerank", { documents }, formats.jina],
  ["http://localhost/constructor/rerank", { documents }, formats.jina],
])("%s %j", (url, body, format) => {
  expect(findFormat(url, body)).toBe(format);
});
