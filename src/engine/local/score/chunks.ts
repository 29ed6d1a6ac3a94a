/** Divides the documents of a request into chunks for the workers. Pure. */

export interface ChunkLimits {
  /** Estimated tokens in one chunk; a longer document is a chunk by itself. */
  tokens: number;
  documents: number;
}

/** UTF-8 bytes in one token: about four letters of English, or one Chinese character. */
const bytesPerToken = 3.5;

/** A rough estimate of a document's tokens; at most `maxTokens`, which is all that the model reads. */
export function estimateTokens(text: string, maxTokens: number): number {
  let bytes = 0;
  const maxBytes = maxTokens * bytesPerToken;
  for (let position = 0; position < text.length && bytes < maxBytes; position++) {
    const unit = text.charCodeAt(position);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  return Math.min(maxTokens, Math.ceil(bytes / bytesPerToken));
}

/**
 * Plans the longest documents first, so that no worker is left with a long one at the end.
 * @param sizes estimated tokens of each document
 * @param inOrder plans them in their order instead, for a run that may end before all are read
 * @returns positions in `sizes`, each exactly once
 */
export function planChunks(sizes: readonly number[], limits: ChunkLimits, inOrder = false): number[][] {
  const order = sizes.map((_, position) => position);
  if (!inOrder) order.sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const chunks: number[][] = [];
  let chunk: number[] = [];
  let tokens = 0;
  for (const position of order) {
    const size = sizes[position] ?? 0;
    if (chunk.length > 0 && (tokens + size > limits.tokens || chunk.length >= limits.documents)) {
      chunks.push(chunk);
      chunk = [];
      tokens = 0;
    }
    chunk.push(position);
    tokens += size;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
