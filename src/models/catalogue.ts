/**
 * The models that tabrank knows. Each one is a file in the format of `tabrank.json` (`CatalogueFile` in `data-files.ts`),
 * without its golden scores, which are in `golden.ts`. Revisions, sizes and hashes belong together: the loader checks
 * them.
 */
import jinaRerankerV1TinyEn from "./catalogue/jinaai--jina-reranker-v1-tiny-en.json";
import jinaRerankerV1TurboEn from "./catalogue/jinaai--jina-reranker-v1-turbo-en.json";
import jinaRerankerV2BaseMultilingual from "./catalogue/jinaai--jina-reranker-v2-base-multilingual.json";
import msMarcoMiniLML6V2 from "./catalogue/Xenova--ms-marco-MiniLM-L-6-v2.json";
import mmarcoMMiniLMv2L12H384V1 from "./catalogue/cross-encoder--mmarco-mMiniLMv2-L12-H384-v1.json";
import gteRerankerModernbertBase from "./catalogue/Alibaba-NLP--gte-reranker-modernbert-base.json";
import mxbaiRerankXsmallV1 from "./catalogue/mixedbread-ai--mxbai-rerank-xsmall-v1.json";
import bgeRerankerV2M3ONNX from "./catalogue/onnx-community--bge-reranker-v2-m3-ONNX.json";
import bgeSmallEnV15 from "./catalogue/Xenova--bge-small-en-v1.5.json";
import ettinReranker17mV1 from "./catalogue/cross-encoder--ettin-reranker-17m-v1.json";
import ettinReranker32mV1 from "./catalogue/cross-encoder--ettin-reranker-32m-v1.json";
import ettinReranker68mV1 from "./catalogue/cross-encoder--ettin-reranker-68m-v1.json";
import answeraiColbertSmallV1 from "./catalogue/answerdotai--answerai-colbert-small-v1.json";
import qwen3Reranker06BONNX from "./catalogue/onnx-community--Qwen3-Reranker-0.6B-ONNX.json";
import carried from "./carried.json";
import { embeddedModel } from "./embedded-model.ts";
import type { ModelEntry } from "./model.ts";

/**
 * In the order in which the page offers them. The first one is the default. A site that was built with models of its
 * own has them here before all others: `scripts/bundling.mjs`.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test parses the files by the schema
export const catalogue = [
  ...(carried as readonly { id: string }[]),
  embeddedModel,
  jinaRerankerV1TinyEn,
  jinaRerankerV1TurboEn,
  jinaRerankerV2BaseMultilingual,
  msMarcoMiniLML6V2,
  mmarcoMMiniLMv2L12H384V1,
  gteRerankerModernbertBase,
  mxbaiRerankXsmallV1,
  bgeRerankerV2M3ONNX,
  bgeSmallEnV15,
  ettinReranker17mV1,
  ettinReranker32mV1,
  ettinReranker68mV1,
  answeraiColbertSmallV1,
  qwen3Reranker06BONNX,
].filter(
  ({ id }, at, all) => all.findIndex((entry) => entry.id === id) === at,
) as readonly unknown[] as readonly [ModelEntry, ...ModelEntry[]];

/** What a page runs when nobody has chosen a model. */
export const [defaultModel] = catalogue;

export function findModel(id: string): ModelEntry | undefined {
  return catalogue.find((entry) => entry.id === id);
}

/** The server that the catalogue's models are downloaded from by default. */
export const defaultHubHost = "https://huggingface.co";
