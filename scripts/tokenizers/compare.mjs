/** Compares token ids with the hashes that `tools/tokenizers/make_ids.py` made of the original's. */
import { readFileSync } from "node:fs";

/** FNV-1a over the ids, folded to 16 bits. @param {readonly number[]} ids */
export function hash16(ids) {
  let state = 0x811c9dc5;
  for (const id of ids)
    for (let shift = 0; shift < 32; shift += 8)
      state = Math.imul(state ^ ((id >>> shift) & 0xff), 0x01000193) >>> 0;
  return (state ^ (state >>> 16)) & 0xffff;
}

/** The original's hashes, one for each text. @param {string} base64 */
export function readHashes(base64) {
  const bytes = Buffer.from(base64, "base64");
  return Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readUInt16LE(2 * at));
}

/** Texts that share a hash, except for the ids of whole tokenizers. */
export const group = 32;

/**
 * Groups of texts for which something else is computed than by the original: the position of each one's first text.
 * @param {readonly string[]} texts
 * @param {string} hashes base64
 * @param {(text: string) => readonly number[]} compute ids, or bytes
 * @param {{ together?: number, step?: number, first?: number }} [options] texts that share a hash; after the first groups,
 *   only every so many are compared
 */
export function mismatches(texts, hashes, compute, { together = 1, step = 1, first: start = 0 } = {}) {
  const expected = readHashes(hashes);
  if (expected.length !== Math.ceil(texts.length / together))
    throw new Error("The corpus has changed since the hashes were made.");
  return expected.flatMap((hash, at) => {
    if (at >= start && at % step !== 0) return [];
    const first = at * together;
    const numbers = texts.slice(first, first + together).flatMap((text) => {
      const found = compute(text);
      return [found.length, ...found];
    });
    return hash16(numbers) === hash ? [] : [first];
  });
}

/** @typedef {{ ids: string, decoded: string }} Hashes in base64 */
/** @typedef {Hashes & { long: string, single: number[], pair: { ids: number[], typeIds: number[] } }} TokenizerRecord */

/** @param {string} file */
function read(file) {
  return JSON.parse(
    readFileSync(new URL(`../../tests/fixtures/tokenizers/${file}.json`, import.meta.url), "utf8"),
  );
}

/** @param {string} name @returns {TokenizerRecord} */
export const readRecord = (name) => read(name);

/** @returns {Record<string, Hashes>} */
export const readVariants = () => read("variants");
