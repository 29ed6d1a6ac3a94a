/** Byte-pair encoding. A port of `tokenizers/src/models/bpe`. */
import * as v from "valibot";
import { byteTokens } from "./byte-tokens.ts";
import { UnsupportedTokenizer } from "./component.ts";
import { MergeQueue } from "./merge-queue.ts";
import type { Model } from "./model.ts";
import { Vocabulary, unknownId } from "./word-models.ts";

export const bpeEntries = {
  // Dropout makes tokens random.
  dropout: v.nullish(v.literal(0)),
  unk_token: v.nullish(v.string()),
  continuing_subword_prefix: v.nullish(v.string()),
  end_of_word_suffix: v.nullish(v.string()),
  fuse_unk: v.nullish(v.boolean(), false),
  byte_fallback: v.nullish(v.boolean(), false),
  ignore_merges: v.nullish(v.boolean(), false),
  vocab: Vocabulary,
  merges: v.custom<readonly (string | readonly string[])[]>(
    (value) => Array.isArray(value) && value.every((merge) => typeof merge === "string" || isTexts(merge)),
  ),
};

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

type BpeParameters = v.InferOutput<v.ObjectSchema<typeof bpeEntries, undefined>>;

/** A pair of ids as one number; ids are less than this. */
const idLimit = 2 ** 26;

export function bpe(parameters: BpeParameters): Model {
  const ids = new Map(Object.entries(parameters.vocab));
  const { ranks, newIds } = readMerges(parameters, ids);
  const symbolsOf = symbolReader(parameters, ids);
  const rankOf = (first: number, second: number) => ranks.get(first * idLimit + second);

  /** The best pair is merged first: the lowest rank, then the leftmost. */
  function merge(symbols: number[]): number[] {
    const next = symbols.map((_, at) => at + 1);
    const previous = symbols.map((_, at) => at - 1);
    const removed = new Uint8Array(symbols.length);
    const queue = new MergeQueue();
    const offer = (at: number): void => {
      const rank = rankOf(symbols[at] ?? NaN, symbols[next[at] ?? NaN] ?? NaN);
      if (rank !== undefined) queue.push(rank, at);
    };
    for (let at = 0; at + 1 < symbols.length; at++) offer(at);
    for (let top = queue.pop(); top; top = queue.pop()) {
      const { rank, at } = top;
      const right = next[at] ?? symbols.length;
      if (removed[at] === 1 || right >= symbols.length) continue;
      const newId = newIds[rank] ?? NaN;
      // The pair may have changed since it was queued; any pair that gives the same token is as good.
      const current = rankOf(symbols[at] ?? NaN, symbols[right] ?? NaN);
      if (current === undefined || newIds[current] !== newId) continue;
      symbols[at] = newId;
      removed[right] = 1;
      const after = next[right] ?? symbols.length;
      next[at] = after;
      if (after < symbols.length) previous[after] = at;
      const before = previous[at] ?? -1;
      if (before >= 0) offer(before);
      offer(at);
    }
    return symbols.filter((_, at) => removed[at] === 0);
  }

  return {
    ids,
    encode(word) {
      const whole = parameters.ignore_merges ? ids.get(word) : undefined;
      return whole === undefined ? merge(symbolsOf(word)) : [whole];
    },
  };
}

/** The rank of each pair, and the token that a rank makes. */
function readMerges(
  { merges, continuing_subword_prefix }: BpeParameters,
  ids: ReadonlyMap<string, number>,
): { ranks: Map<number, number>; newIds: number[] } {
  const prefixLength = continuing_subword_prefix?.length ?? 0;
  const ranks = new Map<number, number>();
  const lines = merges.filter((merge) => typeof merge !== "string" || !merge.startsWith("#version"));
  const newIds = lines.map((merge, rank) => {
    const [first = "", second = "", ...more] = typeof merge === "string" ? merge.split(" ") : merge;
    const [firstId, secondId] = [ids.get(first), ids.get(second)];
    const newId = ids.get(first + second.slice(prefixLength));
    if (firstId === undefined || secondId === undefined || newId === undefined || more.length > 0)
      throw new UnsupportedTokenizer(`its merge ${JSON.stringify(merge)} is not in its vocabulary`);
    ranks.set(firstId * idLimit + secondId, rank);
    return newId;
  });
  return { ranks, newIds };
}

/** Turns a word into the symbols that are merged: one for each character, or for each of its bytes. */
function symbolReader(
  { unk_token, fuse_unk, byte_fallback, continuing_subword_prefix, end_of_word_suffix }: BpeParameters,
  ids: ReadonlyMap<string, number>,
): (word: string) => number[] {
  const bytesOf = byteTokens(ids);
  const unknownToken = typeof unk_token === "string" ? unknownId(ids, unk_token) : undefined;
  return (word) => {
    const symbols: number[] = [];
    let unknown: number | undefined;
    const flush = (): void => {
      if (unknown !== undefined) symbols.push(unknown);
      unknown = undefined;
    };
    for (let at = 0; at < word.length;) {
      const character = String.fromCodePoint(word.codePointAt(at) ?? 0);
      const isFirst = at === 0;
      at += character.length;
      const prefix = isFirst ? "" : (continuing_subword_prefix ?? "");
      const symbol = prefix + character + (at === word.length ? (end_of_word_suffix ?? "") : "");
      const id = ids.get(symbol);
      if (id !== undefined) {
        flush();
        symbols.push(id);
        continue;
      }
      const bytes = byte_fallback ? bytesOf(symbol) : undefined;
      if (bytes) {
        // As in the original, an unknown symbol before them stays behind.
        for (const byte of bytes) symbols.push(byte);
      } else {
        if (!fuse_unk) flush();
        unknown ??= unknownToken;
      }
    }
    flush();
    return symbols;
  };
}
