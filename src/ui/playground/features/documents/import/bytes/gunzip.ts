/** Unpacks gzip. Pure. */

/** A file that unpacks to more than this is refused: a small file can hold gigabytes. */
export const maxTextBytes = 200_000_000;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * @param limit in bytes
 * @returns the contents; `"too large"` above the limit; `"damaged"` for what is not whole
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  limit = maxTextBytes,
): Promise<Uint8Array<ArrayBuffer> | "too large" | "damaged"> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
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
