import { RerankError } from "../../../contract/errors.ts";

/**
 * Tokens that are left of `maxTokens` once `usedTokens` (query and special tokens) are taken.
 * @throws {RerankError} `query_too_long` where nothing is left
 */
export function remainingBudget(
  query: { queryTokens: number; usedTokens: number },
  maxTokens: number,
): number {
  const budget = maxTokens - query.usedTokens;
  if (budget > 0) return budget;
  throw tooLong(query.queryTokens, maxTokens);
}

export function tooLong(queryTokens: number, maxTokens: number): RerankError {
  const message = `has ${queryTokens} tokens, which fills the ${maxTokens} that the model reads`;
  return new RerankError("query_too_long", `query: ${message}`, {
    errors: [{ field: "query", message, type: "value_error.too_long" }],
  });
}
