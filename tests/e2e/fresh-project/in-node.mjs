/** The same package in Node. */
import { createReranker } from "tabrank";
import { createRerankFetch } from "tabrank/fetch";

const [modelBaseUrl] = process.argv.slice(2);
const reranker = await createReranker({ modelBaseUrl, workers: 1 });
const request = {
  query: "What bakes bread?",
  documents: ["A river.", "The oven bakes bread."],
  // The library returns a text as it is, a server as an object.
  return_documents: false,
};
const { results, model } = await reranker.rerank(request);
const response = await createRerankFetch(reranker)("https://api.example/v1/rerank", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(request),
});
const { results: fetched } = await response.json();
console.log(JSON.stringify({ model, dtype: reranker.status.dtype, results, fetched }));
reranker.dispose();
