import { type ErrorBody, type FieldError, RerankError } from "../contract/errors.ts";

/** A refusal with what HTTP says beyond a `RerankError`: a status of its own, headers. */
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
}

export interface ErrorAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: ErrorBody;
}

/** Anything thrown, as the API says it. */
export function errorAnswer(cause: unknown): ErrorAnswer {
  if (cause instanceof HttpError) {
    const { status, code, message, headers } = cause;
    return { status, headers, body: { detail: message, code } };
  }
  const error = RerankError.from(cause);
  return { status: error.status, headers: {}, body: error.toBody() };
}

/** A request that is refused for one field. */
export function fieldError(
  code: "model_not_found" | "too_large" | "invalid_request",
  { field, message, ...rest }: FieldError,
): RerankError {
  return new RerankError(code, `${field}: ${message}`, { errors: [{ field, message, ...rest }] });
}
