/**
 * Retrieve, rerank, prompt: the part of a RAG application that comes before the language model.
 *
 *   node examples/rag-node/rag.mjs "How long does bread bake?"
 */
import { readFile } from "node:fs/promises";
import { createReranker } from "tabrank";

const question = process.argv[2] ?? "How long does bread bake?";

const handbook = await readFile(new URL("handbook.txt", import.meta.url), "utf8");
const passages = handbook.split("\n\n").map((passage) => passage.trim());

/** A stand-in for your index: the passages that share the most words with the question. @param {number} count */
function retrieve(count) {
  /** @param {string} text */
  const words = (text) => new Set(text.toLowerCase().match(/\w{3,}/g));
  const wanted = words(question);
  return passages
    .map((text) => ({ text, shared: [...words(text)].filter((word) => wanted.has(word)).length }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, count)
    .map(({ text }) => text);
}

// A folder with the embedded model. Without `modelBaseUrl` the model is downloaded from the Hugging Face Hub.
const modelBaseUrl = new URL("../../public/models/", import.meta.url).href;
const reranker = await createReranker({ modelBaseUrl });
const documents = retrieve(20);
const { results } = await reranker.rerank({ query: question, documents, top_n: 2 });
reranker.dispose();

const context = results.map(({ index }, rank) => `[${rank + 1}] ${documents[index]}`).join("\n");
console.log(`Answer from these passages only, and name the passage.\n\n${context}\n\nQuestion: ${question}`);
