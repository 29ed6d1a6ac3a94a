/** SentencePiece's unigram model. A port of `tokenizers/src/models/unigram`. */
import * as v from "valibot";
import { byteTokens } from "./byte-tokens.ts";
import { UnsupportedTokenizer } from "./component.ts";
import type { Model } from "./model.ts";

export const unigramEntries = {
  // Without it, the original fails at the first unknown character.
  unk_id: v.number(),
  // A schema of its parts takes seconds for a large vocabulary.
  vocab: v.custom<readonly (readonly [token: string, score: number])[]>(
    (value) => Array.isArray(value) && value.every(isScoredToken),
  ),
  byte_fallback: v.optional(v.boolean(), false),
};

function isScoredToken(entry: unknown): boolean {
  if (!Array.isArray(entry)) return false;
  const [token, score]: unknown[] = entry;
  return entry.length === 2 && typeof token === "string" && typeof score === "number";
}

type UnigramParameters = v.InferOutput<v.ObjectSchema<typeof unigramEntries, undefined>>;

/** How much worse than the worst token an unknown character is. */
const unknownPenalty = 10;

/** The sequence of tokens with the largest sum of scores (Viterbi). Neighbouring unknown characters are one token. */
export function unigram({ vocab, unk_id: unknown, byte_fallback }: UnigramParameters): Model {
  if (unknown >= vocab.length) throw new UnsupportedTokenizer("its unk_id is not in its vocabulary");
  const ids = new Map(vocab.map(([token], id) => [token, id]));
  const bytesOf = byteTokens(ids);
  const forEachPrefix = prefixSearch([...ids.keys()]);
  let minScore = Infinity;
  for (const [, score] of vocab) minScore = Math.min(minScore, score);

  /** For each end in the word, where the best path's last token starts; unknown characters are marked. */
  function bestPath(word: string): { starts: Int32Array; isUnknown: Uint8Array } {
    const scores = new Float64Array(word.length + 1);
    const starts = new Int32Array(word.length + 1).fill(-1);
    const isUnknown = new Uint8Array(word.length + 1);
    const offer = (start: number, end: number, score: number, id: number): void => {
      const total = score + (scores[start] ?? 0);
      if (starts[end] !== -1 && !(total > (scores[end] ?? 0))) return;
      scores[end] = total;
      starts[end] = start;
      isUnknown[end] = id === unknown ? 1 : 0;
    };
    for (let start = 0; start < word.length;) {
      const first = start + ((word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
      let hasFirst = false;
      forEachPrefix(word, start, (token) => {
        const id = ids.get(token) ?? 0;
        offer(start, start + token.length, vocab[id]?.[1] ?? 0, id);
        hasFirst ||= start + token.length === first;
      });
      if (!hasFirst) offer(start, first, minScore - unknownPenalty, unknown);
      start = first;
    }
    return { starts, isUnknown };
  }

  /** The tokens as texts, from the last to the first. */
  function* backwards(word: string): Iterable<string> {
    const { starts, isUnknown } = bestPath(word);
    for (let end = word.length; end > 0;) {
      let start = starts[end] ?? 0;
      if (isUnknown[end] === 1) while (start > 0 && isUnknown[start] === 1) start = starts[start] ?? 0;
      yield word.slice(start, end);
      end = start;
    }
  }

  return {
    ids,
    encode: (word) =>
      [...backwards(word)].toReversed().flatMap((text) => {
        const id = ids.get(text);
        return id === undefined ? ((byte_fallback ? bytesOf(text) : undefined) ?? [unknown]) : [id];
      }),
  };
}

/**
 * Finds the tokens that a text begins with at a position, from the shortest to the longest. The tokens are sorted, so
 * those with a common beginning are neighbours, and each further character narrows them down.
 */
function prefixSearch(
  tokens: readonly string[],
): (text: string, start: number, use: (token: string) => void) => void {
  const sorted = tokens.filter((token) => token !== "").toSorted();
  const unitAt = (index: number, depth: number): number => sorted[index]?.charCodeAt(depth) ?? -1;

  /** The first index from `low` up to `high` whose unit at `depth` is at least `unit`; shorter tokens come first. */
  function lowerBound(range: { low: number; high: number }, depth: number, unit: number): number {
    let { low, high } = range;
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = unitAt(middle, depth);
      // NaN: the token ends before this depth.
      if (Number.isNaN(found) || found < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const firstRanges = new Map<number, { low: number; high: number }>();
  sorted.forEach((token, index) => {
    const unit = token.charCodeAt(0);
    firstRanges.set(unit, { low: firstRanges.get(unit)?.low ?? index, high: index + 1 });
  });

  return (text, start, use) => {
    let range = firstRanges.get(text.charCodeAt(start));
    for (let depth = 1; range && range.low < range.high; depth++) {
      const token = sorted[range.low] ?? "";
      if (token.length === depth) use(token);
      if (start + depth >= text.length) return;
      const unit = text.charCodeAt(start + depth);
      const low = lowerBound(range, depth, unit);
      range = { low, high: lowerBound({ low, high: range.high }, depth, unit + 1) };
    }
  };
}
