/** The errors that more than one part of the worker throws. */
import { RerankError, fieldError } from "../../contract/errors.ts";

export function scoreNotFinite(): RerankError {
  return new RerankError("internal_error", "The model returned a score that is not a finite number.");
}

export function vectorNotFinite(): RerankError {
  return new RerankError("internal_error", "The model returned a vector that is not finite.");
}

/** @param returned what the graph or head returned, such as "12 values" or "[4, 384] values" */
export function notOneLogit(returned: string): RerankError {
  return new RerankError("load_failed", `The model returns ${returned} instead of one logit for each pair.`);
}

export function noTokenVectors(): RerankError {
  return new RerankError("load_failed", "The model does not return one vector for each token.");
}

export function queryTooLong(queryTokens: number, maxTokens: number): RerankError {
  const message = `has ${queryTokens} tokens, which fills the ${maxTokens} that the model reads`;
  return fieldError("query_too_long", [{ field: "query", message, type: "value_error.too_long" }]);
}
