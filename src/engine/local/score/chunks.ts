/** Cuts the documents of a run into chunks for the workers. Pure. */

export interface ChunkLimits {
  /** Estimated tokens in one chunk; a document above it stands alone. */
  tokens: number;
  documents: number;
}

/** Bytes of UTF-8 to one token: about 4 letters of English, one character of Chinese. */
const bytesPerToken = 3.5;

/** A document's tokens, roughly, and never more than the model would read of it. */
export function estimateTokens(text: string, maxTokens: number): number {
  let bytes = 0;
  const enough = maxTokens * bytesPerToken;
  for (let position = 0; position < text.length && bytes < enough; position++) {
    const unit = text.charCodeAt(position);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  return Math.min(maxTokens, Math.ceil(bytes / bytesPerToken));
}

/**
 * Longest first, so that no worker is left with a long document at the end.
 * @param sizes estimated tokens of each document
 * @returns positions in `sizes`; each exactly once
 */
export function planChunks(sizes: readonly number[], limits: ChunkLimits): number[][] {
  const order = sizes.map((_, position) => position);
  order.sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
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
