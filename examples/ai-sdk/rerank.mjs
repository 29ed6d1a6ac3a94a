/**
 * The AI SDK's `rerank` with a model on this machine: no provider, no key.
 *
 *   node examples/ai-sdk/rerank.mjs
 */
import { rerank } from "ai";
import { createReranker } from "tabrank";
import { tabrank } from "tabrank/ai-sdk";

// A folder with the embedded model. Without `modelBaseUrl` the model is downloaded from the Hugging Face Hub.
const reranker = await createReranker({
  modelBaseUrl: new URL("../../public/models/", import.meta.url).href,
});
const { ranking } = await rerank({
  model: tabrank(reranker),
  query: "What bakes bread?",
  documents: ["The river carries sand to the sea.", "The oven bakes bread in forty minutes."],
  topN: 1,
});
reranker.dispose();

for (const { score, document } of ranking) console.log(score.toFixed(3), document);
