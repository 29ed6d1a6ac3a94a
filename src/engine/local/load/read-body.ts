import { within } from "../../../contract/waiting.ts";

/** Small blobs would be many, and what is not in a blob yet takes the page's own memory. */
const blockBytes = 4_000_000;

/** Bytes that arrive one after the other. A browser may move the blobs that they become to its disk. */
export class ReceivedBytes {
  #blobs: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #inChunks = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(chunk: Uint8Array<ArrayBuffer>): void {
    this.#size += chunk.byteLength;
    this.#chunks.push(chunk);
    this.#inChunks += chunk.byteLength;
    if (this.#inChunks < blockBytes) return;
    this.#blobs.push(new Blob(this.#chunks));
    this.#chunks = [];
    this.#inChunks = 0;
  }

  toBlob(): Blob {
    return new Blob([...this.#blobs, ...this.#chunks]);
  }
}

/**
 * Reads a body to its end, or until `bytes` have come.
 * @throws {TimeOver} if no byte comes for `silenceMs`
 * @throws the reason of an aborted signal; what breaks the body off; what `onChunk` throws
 */
export async function readBody(
  { body }: Response,
  silenceMs: number,
  signal: AbortSignal | undefined,
  onChunk: (chunk: Uint8Array<ArrayBuffer>) => void,
  bytes = Infinity,
): Promise<void> {
  if (!body) return;
  let left = bytes;
  const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> = body.getReader();
  try {
    while (left > 0) {
      const { done, value } = await within(silenceMs, reader.read(), signal);
      if (done) return;
      left -= value.byteLength;
      onChunk(value);
    }
  } finally {
    // Of a body that has ended, this does nothing.
    void reader.cancel().catch(() => undefined);
  }
}
