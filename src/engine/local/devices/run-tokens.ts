import { passageOptions } from "../../../contract/passages.ts";
import { type ValidRerankRequest, inputText } from "../../../contract/rerank.ts";
import { families } from "../../../models/families.ts";
import type { ModelEntry } from "../../../models/model.ts";
import { embeddingKey } from "../../worker/protocol.ts";
import { estimateTokens } from "../score/chunks.ts";
import { requestTruncation } from "../score/scoring-input.ts";
import type { WorkerAffinity } from "../score/worker-affinity.ts";

/**
 * About how many tokens an engine would read for a request: without the documents whose embeddings its workers have
 * cached. An image counts as nothing, because no text tells its size.
 */
export function estimateRunTokens(
  { recipe, maxTokens }: ModelEntry,
  request: ValidRerankRequest,
  affinity: WorkerAffinity,
): number {
  const { cachesDocuments } = families[recipe.family];
  const truncation = requestTruncation(request);
  const { maxTokensPerDocument = Infinity, maxTokensPerQuery = Infinity } = truncation;
  const longest = passageOptions(request.passages) ? Infinity : maxTokens;
  const query = estimateTokens(inputText(request.query) ?? "", Math.min(maxTokens, maxTokensPerQuery));
  const beside = cachesDocuments ? 0 : query;
  const tokens = request.documents.reduce((sum: number, document) => {
    const text = inputText(document) ?? "";
    if (cachesDocuments && affinity.slotFor(embeddingKey(text, truncation)) !== undefined) return sum;
    const own = estimateTokens(text, Math.min(longest, maxTokensPerDocument));
    return sum + Math.min(longest, own + beside);
  }, 0);
  return cachesDocuments ? tokens + query : tokens;
}
