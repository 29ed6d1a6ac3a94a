/**
 * Listwise models read documents in blocks: how they are put together, and what is made of several
 * (jina-reranker-v3's `modeling.py`). Pure.
 */
import { families } from "../../../models/families.ts";
import type { Device, ModelEntry } from "../../../models/model.ts";
import type { BlockVectors } from "../../worker/protocol.ts";

export interface BlockLimits {
  /** Tokens of a whole prompt. */
  maxTokens: number;
  maxDocumentTokens: number;
  maxBlockDocuments: number;
}

/**
 * The limits of a listwise model on a device: its own, as far as a tab's memory goes. One document takes at most half
 * of a prompt.
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
 * Documents in their own order: a block is full at the most documents, or when another one of the greatest length
 * might not fit beside the query, which stands in the prompt twice.
 *
 * @param lengths tokens that are read of each document
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
 * Every document's cosine with the average of the blocks' query vectors, each weighted by how well its best document
 * matched: max((1 + cosine) / 2).
 *
 * @returns for each block the scores of its documents
 */
export function combineBlocks(blocks: readonly BlockVectors[]): number[][] {
  const matches = blocks.map(({ query, documents }) =>
    Math.max(...documents.map((document) => (1 + cosine(query, document)) / 2)),
  );
  // Where every document is the opposite of its query, the blocks count alike.
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
