/** The errors that more than one part of the worker throws. */
import { RerankError, fieldError } from "../../contract/errors.ts";

/** @param field what the model read: `query` or `documents[3]` */
export function notFinite(field: string): RerankError {
  const message = "cannot be scored: the model returned NaN or infinity for it";
  return fieldError("internal_error", [{ field, message, type: "value_error.not_finite" }]);
}

/** @throws {RerankError} `internal_error`, naming the field */
export function throwIfNotFinite(values: Float32Array, field: string): void {
  if (!values.every(Number.isFinite)) throw notFinite(field);
}

export function vectorMissing(): RerankError {
  return new RerankError("internal_error", "The model returned fewer vectors than it was given texts.");
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
