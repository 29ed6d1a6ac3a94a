import { RerankError, fieldError } from "../../contract/errors.ts";
import { fieldMessages, messages } from "./messages.ts";

/** @param message a predicate, such as "must not be empty" */
export function invalidFieldError(field: string, message: string, type: string): RerankError {
  return fieldError("invalid_request", [{ field, message, type: `value_error.${type}` }]);
}

export function unsupportedQueryError(): RerankError {
  const message = fieldMessages.imageQueryUnsupported;
  return new RerankError("unsupported_input", `query: ${message}`, {
    errors: [{ field: "query.image", message, type: "value_error.unsupported" }],
  });
}

export function unreachableError(url: string, cause: unknown): RerankError {
  return new RerankError("unreachable", messages.unreachable(new URL(url).host), { cause });
}

export function timeoutError(timeoutMs: number): RerankError {
  return new RerankError("timeout", messages.timeout(timeoutMs / 1000));
}

export function redirectedError(): RerankError {
  return new RerankError("bad_request", messages.redirected);
}

export function invalidResponseError(message: string): RerankError {
  return new RerankError("invalid_response", message);
}
