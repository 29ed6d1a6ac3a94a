/** How long a document is, and which parts of it the model reads. */
import { truncateTokens } from "./encoding.ts";
import { splitPassages } from "./passages.ts";
import type { DocumentLength, ScoringInput } from "./protocol.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Passages of a document that are read, unless the request says otherwise. */
const defaultMax = 64;

/** @param budget tokens of a document that the model reads at once */
export function measureDocument(
  text: string,
  { truncation, passages: asked }: Pick<ScoringInput, "truncation" | "passages">,
  budget: number,
  tokenizer: Pick<Tokenizer, "encode">,
): DocumentLength {
  const ids = tokenizer.encode(text);
  const documentTokens = ids.length;
  const cutTokens = truncateTokens(ids, budget, truncation).length;
  if (!asked) return { documentTokens, usedTokens: cutTokens };
  const { size = budget, overlap = 0, max = defaultMax } = asked;
  const count = (part: string): number => tokenizer.encode(part).length;
  const limits = { size: Math.min(size, budget), overlap, max };
  const { ranges, unread } = splitPassages(text, count, limits, truncation);
  // Passages follow each other without a gap.
  const covered = text.slice(ranges[0]?.start, ranges.at(-1)?.end);
  const whole = ranges.length === 1 ? cutTokens : documentTokens;
  const usedTokens = covered.length === text.length ? whole : Math.min(documentTokens, count(covered));
  return { documentTokens, usedTokens, passages: ranges, unreadPassages: unread };
}
