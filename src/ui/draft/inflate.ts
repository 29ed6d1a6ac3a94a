/** Unpacks what may unpack to far more than it is. Pure. */

/**
 * @param limit in bytes; unpacking stops there
 * @returns the contents; `"too large"` above the limit; `"damaged"` for what is not whole
 */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  format: CompressionFormat,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | "too large" | "damaged"> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit) {
        void reader.cancel();
        return "too large";
      }
      parts.push(value);
    }
  } catch {
    return "damaged";
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
