/** SentencePiece's normalisation map, as the crate `spm_precompiled` applies it. */
import { forEachGrapheme } from "./graphemes.ts";

/** Clusters of this many bytes or more are replaced character by character. */
const maxClusterBytes = 6;
/** Clusters repeat; more than this many different ones are not cached. */
const maxCached = 50_000;

/**
 * @param map base64 of: the length of the trie in bytes (uint32), the trie (uint32 each, a darts double array), and texts
 *   that end with a zero byte, to which the trie's values point
 * @throws {Error} if the map is not one
 */
export function precompiled(map: string): (text: string) => string {
  const bytes = Uint8Array.from(atob(map), (character) => character.charCodeAt(0));
  const trieBytes = new DataView(bytes.buffer).getUint32(0, true);
  if (trieBytes + 4 > bytes.length) throw new Error("its map is cut off");
  const trie = new Uint32Array(bytes.slice(4, 4 + ((trieBytes >> 2) << 2)).buffer);
  const texts = bytes.subarray(4 + ((trieBytes >> 2) << 2));
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  const cached = new Map<string, string>();

  /** What replaces a text: the value of the shortest prefix of it that the trie has. */
  function replacement(utf8: Uint8Array): string | undefined {
    let unit = trie[0] ?? 0;
    let node = unitOffset(unit);
    for (const byte of utf8) {
      if (byte === 0) break;
      node ^= byte;
      unit = trie[node] ?? 0;
      if ((unit & 0x800000ff) >>> 0 !== byte) return undefined;
      node ^= unitOffset(unit);
      if (((unit >>> 8) & 1) === 1) {
        const start = (trie[node] ?? 0) & 0x7fffffff;
        const end = texts.indexOf(0, start);
        return decoder.decode(texts.subarray(start, end < 0 ? texts.length : end));
      }
    }
    return undefined;
  }

  function normalizeCluster(cluster: string): string {
    const known = cached.get(cluster);
    if (known !== undefined) return known;
    const utf8 = encoder.encode(cluster);
    const whole = utf8.length < maxClusterBytes ? replacement(utf8) : undefined;
    const normal =
      whole ??
      Array.from(cluster, (character) => replacement(encoder.encode(character)) ?? character).join("");
    if (cached.size < maxCached) cached.set(cluster, normal);
    return normal;
  }

  return (text) => {
    let normal = "";
    forEachGrapheme(text, (cluster) => {
      normal += normalizeCluster(cluster);
    });
    return normal;
  };
}

function unitOffset(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}
