/** Token arithmetic: truncating documents and joining the parts of an input. Pure. */
import type { Truncation } from "./protocol.ts";
import type { Feed, Feeds } from "./session.ts";

/** What goes into the model for one text or pair. */
export interface Encoding {
  ids: number[];
  /** 0 for the first sequence and what belongs to it, 1 for the second. */
  typeIds: number[];
  /** How many tokens, from the first, the others attend to; all where it is not said. */
  attended?: number;
}

/** The special tokens that the model's tokenizer puts around one text: `[CLS] text [SEP]`. */
export interface SingleTemplate {
  prefix: number[];
  suffix: number[];
}

/** … and around a pair: `[CLS] query [SEP] document [SEP]`. `typeIds` as the tokenizer gives them to each part. */
export interface PairTemplate extends SingleTemplate {
  middle: number[];
  /** Type of the second sequence; 0 for models that know no types. */
  documentType: number;
}

/**
 * The tokens that are kept of a document.
 * @param budget tokens that the model has left for it
 */
export function truncateTokens(ids: number[], budget: number, truncation: Truncation): number[] {
  const limit = Math.min(budget, truncation.maxTokensPerDocument ?? Infinity);
  if (ids.length <= limit) return ids;
  return truncation.truncate === "start" ? ids.slice(ids.length - limit) : ids.slice(0, limit);
}

export function joinSingle({ prefix, suffix }: SingleTemplate, text: readonly number[]): Encoding {
  const ids = [...prefix, ...text, ...suffix];
  return { ids, typeIds: ids.map(() => 0) };
}

export function joinPair(template: PairTemplate, query: number[], document: number[]): Encoding {
  const { prefix, middle, suffix, documentType } = template;
  const first = prefix.length + query.length + middle.length;
  const ids = [...prefix, ...query, ...middle, ...document, ...suffix];
  return { ids, typeIds: ids.map((_, position) => (position < first ? 0 : documentType)) };
}

/**
 * One batch as an encoder takes it: each input is [rows × width], padded on the right.
 * @param padding `widthStep`: the width is the longest row's, rounded up to a multiple of it, as far as `maxTokens` goes
 */
export function encoderFeeds(
  rows: readonly Encoding[],
  padding: { padId: number; widthStep: number; maxTokens: number },
): Feeds {
  const { padId, widthStep, maxTokens } = padding;
  const longest = Math.max(...rows.map(({ ids }) => ids.length));
  const width = Math.max(longest, Math.min(maxTokens, Math.ceil(longest / widthStep) * widthStep));
  const feed = (valueAt: (row: Encoding, position: number) => number): Feed => ({
    type: "int64",
    dims: [rows.length, width],
    data: rows.flatMap((row) => Array.from({ length: width }, (_, position) => valueAt(row, position))),
  });
  return {
    input_ids: feed(({ ids }, position) => ids[position] ?? padId),
    attention_mask: feed(({ ids, attended = ids.length }, position) => (position < attended ? 1 : 0)),
    token_type_ids: feed(({ typeIds }, position) => typeIds[position] ?? 0),
  };
}

/** Where `part` stands in `whole` from `from` on, or −1. */
export function indexOfRun(whole: readonly number[], part: readonly number[], from = 0): number {
  for (let start = from; start + part.length <= whole.length; start++) {
    if (part.every((id, offset) => whole[start + offset] === id)) return start;
  }
  return -1;
}
