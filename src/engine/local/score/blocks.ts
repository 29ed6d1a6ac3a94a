/**
 * Listwise models read documents in blocks: how documents are divided into blocks, and how the scores of several blocks
 * are combined. Both follow jina-reranker-v3's `modeling.py`. Pure.
 */
import { families } from "../../../models/families.ts";
import type { Device, ModelEntry } from "../../../models/model.ts";
import type { BlockVectors } from "../../worker/protocol.ts";

export interface BlockLimits {
  /** Tokens of a prompt, including the query, which it contains twice. */
  maxTokens: number;
  maxDocumentTokens: number;
  maxBlockDocuments: number;
}

/**
 * The limits of a listwise model on a device: the model's own, reduced to what fits in a tab's memory. One
 * document takes at most half a prompt.
 * @returns `undefined` for families that score each document by itself
 */
export function blockLimits(
  device: Device,
  { recipe, maxTokens: modelMaxTokens }: Pick<ModelEntry, "recipe" | "maxTokens">,
): BlockLimits | undefined {
  const { listwise } = families[recipe.family];
  if (!listwise || !("maxBlockDocuments" in recipe)) return undefined;
  const maxTokens = Math.min(modelMaxTokens, listwise.maxPromptTokens[device]);
  const maxDocumentTokens = Math.min(recipe.maxDocumentTokens, Math.floor(maxTokens / 2));
  return { maxTokens, maxDocumentTokens, maxBlockDocuments: recipe.maxBlockDocuments };
}

/**
 * Fills blocks in the order of the documents. A block is full when it has `maxBlockDocuments`, or when another document
 * of `maxDocumentTokens` might not fit beside the query, which a prompt contains twice.
 *
 * @param lengths tokens of each document that the model reads
 * @returns positions in `lengths`, each exactly once, in order
 */
export function planBlocks(
  lengths: readonly number[],
  queryTokens: number,
  { maxTokens, maxDocumentTokens, maxBlockDocuments }: BlockLimits,
): number[][] {
  const blocks: number[][] = [];
  let block: number[] = [];
  let budget = maxTokens - 2 * queryTokens;
  lengths.forEach((length, position) => {
    block.push(position);
    budget -= length;
    if (block.length < maxBlockDocuments && budget > maxDocumentTokens) return;
    blocks.push(block);
    block = [];
    budget = maxTokens - 2 * queryTokens;
  });
  if (block.length > 0) blocks.push(block);
  return blocks;
}

/**
 * Scores each document by its cosine with the weighted average of the blocks' query vectors. A block's weight is how
 * well its best document matches: max((1 + cosine) / 2).
 *
 * @returns for each block, the scores of its documents: −1 to 1
 */
export function combineBlocks(blocks: readonly BlockVectors[]): number[][] {
  const matches = blocks.map(({ query, documents }) =>
    documents.reduce((best, document) => Math.max(best, (1 + cosine(query, document)) / 2), -Infinity),
  );
  // If every document is the opposite of its query, all weights would be 0.
  const weights = matches.some((match) => match > 0) ? matches : matches.map(() => 1);
  const average = new Float64Array(blocks[0]?.query.length ?? 0);
  blocks.forEach(({ query }, at) => {
    query.forEach((value, column) => {
      average[column] = (average[column] ?? 0) + value * (weights[at] ?? 0);
    });
  });
  return blocks.map(({ documents }) => documents.map((document) => cosine(average, document)));
}

function cosine(a: Float64Array | Float32Array, b: Float32Array): number {
  let [product, lengthA, lengthB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0];
    product += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  const lengths = Math.sqrt(lengthA * lengthB);
  return lengths === 0 ? 0 : product / lengths;
}
