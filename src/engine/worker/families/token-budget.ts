import { queryTooLong } from "../errors.ts";

/**
 * Tokens that remain of `maxTokens` after `usedTokens` (query and special tokens).
 * @throws {RerankError} `query_too_long` if none remain
 */
export function remainingBudget(
  query: { queryTokens: number; usedTokens: number },
  maxTokens: number,
): number {
  const budget = maxTokens - query.usedTokens;
  if (budget > 0) return budget;
  throw queryTooLong(query.queryTokens, maxTokens);
}
