/** Truncates documents and joins the parts of an input, as token ids. Pure. */
import type { Truncation } from "./protocol.ts";
import type { Feed, Feeds } from "./session.ts";

/** The model's input for one text or pair. */
export interface Encoding {
  ids: number[];
  /** 0 for the first sequence and its special tokens, 1 for the second. */
  typeIds: number[];
  /** How many tokens, counted from the first, are attended to. Default: all. */
  attended?: number;
}

/** The special tokens that the model's tokenizer puts around one text: `[CLS] text [SEP]`. */
export interface SingleTemplate {
  prefix: number[];
  suffix: number[];
}

/** The special tokens around a pair: `[CLS] query [SEP] document [SEP]`. */
export interface PairTemplate extends SingleTemplate {
  middle: number[];
  /** Type id of the second sequence; 0 for models without types. */
  documentType: number;
}

/**
 * The tokens of a document that the model reads.
 * @param budget tokens that the model can read of it
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
 * The inputs of an encoder for one batch: each is [rows × width], padded on the right.
 * @param padding the width is the longest row's, rounded up to a multiple of `widthStep` but not beyond `maxTokens`
 */
export function encoderFeeds(
  rows: readonly Encoding[],
  padding: { padId: number; widthStep: number; maxTokens: number },
): Feeds {
  const { padId, widthStep, maxTokens } = padding;
  const maxLength = rows.reduce((most, { ids }) => Math.max(most, ids.length), 0);
  const width = Math.max(maxLength, Math.min(maxTokens, Math.ceil(maxLength / widthStep) * widthStep));
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

/** The first position of `part` in `whole` at or after `from`, or −1. */
export function indexOfRun(whole: readonly number[], part: readonly number[], from = 0): number {
  for (let start = from; start + part.length <= whole.length; start++) {
    if (part.every((id, offset) => whole[start + offset] === id)) return start;
  }
  return -1;
}
