/** Documents as token ids, of which the model reads a part. */
import { truncateTokens } from "./encoding.ts";
import type { Truncation } from "./protocol.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Of a longer text, only so many UTF-16 units are tokenized at first. */
const boundedUnits = 1_000_000;

/** Token ids of a document. */
export interface DocumentTokens {
  /** Those of the prefix that stands before every document. */
  prefix: number[];
  /** Those of the document that the model reads. */
  ids: number[];
  /** Tokens of the whole document; of a text of more than a million characters, at least so many. */
  tokens: number;
}

export type DocumentTokenizer = Pick<Tokenizer, "encode" | "encodeBeginning">;

/**
 * The tokens of a document that the model reads. If the document keeps its first tokens, they are computed from its
 * beginning, as far as that has enough of them.
 * @param budget tokens of prefix and document that the model can read
 * @param prefix text before every document, tokenized together with it, as the original does
 */
export function documentTokens(
  text: string,
  tokenizer: DocumentTokenizer,
  budget: number,
  truncation: Truncation,
  prefix = "",
): DocumentTokens {
  const whole = prefix + text;
  const prefixIds = prefix === "" ? [] : tokenizer.encode(prefix);
  if (whole.length > boundedUnits && truncation.truncate === "end") {
    const beginning = cut(tokenizer.encodeBeginning(whole, boundedUnits), prefixIds, budget, truncation);
    if (beginning.ids.length < beginning.tokens) return beginning;
  }
  return cut(tokenizer.encode(whole), prefixIds, budget, truncation);
}

/** @param prefixIds the prefix alone; of the text, its first tokens that are the same are the prefix's */
function cut(
  all: readonly number[],
  prefixIds: readonly number[],
  budget: number,
  truncation: Truncation,
): DocumentTokens {
  const differs = prefixIds.findIndex((id, position) => id !== all[position]);
  const length = differs < 0 ? prefixIds.length : differs;
  const ids = all.slice(length);
  return {
    prefix: all.slice(0, length),
    ids: truncateTokens(ids, budget - length, truncation),
    tokens: ids.length,
  };
}
