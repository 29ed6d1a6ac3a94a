import { type ErrorBody, RerankError } from "../contract/errors.ts";
import { shortened } from "../contract/shortened.ts";
import { createRequestId, jsonResponse } from "./json-response.ts";

/** An error with what HTTP adds to a `RerankError`: any status and code, and headers. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  toBody(): ErrorBody {
    return { detail: this.message, code: this.code };
  }
}

/**
 * Turns anything thrown into the API's error response. Jina's clients read `detail`, Cohere's read `message`, those of
 * Together and OpenAI read `error.message`.
 */
export function errorResponse(cause: unknown): Response {
  const error = cause instanceof HttpError ? cause : RerankError.from(cause);
  const requestId = createRequestId();
  const headers = { ...("headers" in error && error.headers), "X-Request-Id": requestId };
  const { detail: message, code, ...fields } = error.toBody();
  const body = { detail: message, code, ...fields, message, error: { message, code }, request_id: requestId };
  return jsonResponse(body, error.status, headers);
}

export function methodNotAllowed(path: string, allowed: readonly string[], method: string): HttpError {
  const detail = `${shortened(path)} allows ${allowed.join(" and ")}, not ${method}.`;
  return new HttpError(405, "METHOD_NOT_ALLOWED", detail, { Allow: [...allowed, "OPTIONS"].join(", ") });
}
