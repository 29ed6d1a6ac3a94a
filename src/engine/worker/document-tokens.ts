/** Documents as token ids, of which the model reads a part. */
import { truncateTokens } from "./encoding.ts";
import type { Truncation } from "./protocol.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Of a longer text, only so many UTF-16 units are tokenized at first. */
const boundedUnits = 1_000_000;

/** Token ids of a document. */
export interface DocumentTokens {
  /** Those that the model reads. */
  ids: number[];
  /** Tokens of the whole document; of a text of more than a million characters, at least so many. */
  tokens: number;
}

export type DocumentTokenizer = Pick<Tokenizer, "encode" | "encodeBeginning">;

/**
 * The tokens of a document that the model reads. If the document keeps its first tokens, they are computed from its
 * beginning, as far as that has enough of them.
 * @param budget tokens that the model can read of it
 */
export function documentTokens(
  text: string,
  tokenizer: DocumentTokenizer,
  budget: number,
  truncation: Truncation,
): DocumentTokens {
  if (text.length > boundedUnits && truncation.truncate === "end") {
    const beginning = tokenizer.encodeBeginning(text, boundedUnits);
    const ids = truncateTokens(beginning, budget, truncation);
    if (ids.length < beginning.length) return { ids, tokens: beginning.length };
  }
  const all = tokenizer.encode(text);
  return { ids: truncateTokens(all, budget, truncation), tokens: all.length };
}
