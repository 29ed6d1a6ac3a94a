/**
 * The one error type. A code says what happened; decisions switch on it, because class identity does not
 * survive `postMessage`. Every code maps to a status and a body of the `/v1/rerank` API.
 */

/** Status of the API for each code. */
const statusByCode = {
  /** A field is missing, of the wrong type or out of range. */
  invalid_request: 422,
  /** An image was given to a text model. */
  unsupported_input: 422,
  /** With `truncate: "none"`, documents are longer than the model reads. */
  document_too_long: 422,
  /** The query alone fills what the model reads. */
  query_too_long: 422,
  /** No such model, or a repository without usable files. */
  model_not_found: 404,
  /** A file of the model could not be fetched. */
  download_failed: 502,
  /** A file is not the one that the catalogue names: wrong size or hash. */
  integrity_failed: 502,
  /** The model could not be loaded on any device. */
  load_failed: 500,
  /** On every device the scores of the golden pairs were wrong. */
  self_test_failed: 500,
  /** The browser refused the memory. */
  out_of_memory: 507,
  /** A worker stopped, and so did the one that took its place. */
  worker_crashed: 500,
  /** The graphics device was lost. */
  device_lost: 500,
  /** The reranker was disposed; of a server: it stops. */
  disposed: 503,
  internal_error: 500,
  /** A remote server: the request is refused (400), the key is missing or wrong, not allowed to, or has no balance. */
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  /** Too many or too long documents for the server. */
  too_large: 413,
  /** Too many requests; `retryAfterMs` says when to try again, where the server does. */
  rate_limited: 429,
  server_error: 502,
  /** No answer: offline, no such server, or one that allows no calls from a browser page (CORS). */
  unreachable: 502,
  timeout: 504,
  /** An answer that is not what a reranker says: HTML, broken JSON, indices out of range, scores that are no numbers. */
  invalid_response: 502,
} as const;

export type RerankErrorCode = keyof typeof statusByCode;

/** One wrong field, as in the API's 422 body. */
export interface FieldError {
  /** Path into the request: `top_n`, `documents[3].text`. */
  field: string;
  message: string;
  type: string;
  input?: unknown;
}

/** Keys from the request down, as `FieldError.field` has them: `documents`, 3, `text` → `documents[3].text`. */
export function fieldPath(keys: readonly unknown[]): string {
  return keys.reduce<string>((before, key) => {
    if (typeof key === "number") return `${before}[${key}]`;
    return before === "" ? String(key) : `${before}.${String(key)}`;
  }, "");
}

/**
 * An error about fields of the request. Its message is that of the first field; messages are worded to follow the
 * field's name, as in "top_n: must be 1 or more" and "Number of returned documents must be 1 or more."
 */
export function fieldError(code: RerankErrorCode, errors: readonly FieldError[]): RerankError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const message = first ? `${first.field}: ${first.message}${more}` : "The request is not valid.";
  return new RerankError(code, message, { errors });
}

/**
 * An error about some documents of a request, with the positions that they have in the whole request.
 * @param positions of the documents that were sent; other errors pass unchanged
 */
export function renumberDocuments(error: unknown, positions: readonly number[]): unknown {
  if (!(error instanceof RerankError) || error.errors.length === 0) return error;
  const renumber = (text: string): string =>
    text.replaceAll(/documents\[(\d+)\]/g, (_, row) => `documents[${positions[Number(row)]}]`);
  const errors = error.errors.map((wrong) => ({ ...wrong, field: renumber(wrong.field) }));
  return new RerankError(error.code, renumber(error.message), { errors, cause: error });
}

/** What crosses the worker boundary. */
export interface WireError {
  code: RerankErrorCode | "aborted";
  message: string;
  errors?: FieldError[];
}

/** The API's error body. */
export interface ErrorBody {
  detail: string;
  code: string;
  errors?: FieldError[];
}

export class RerankError extends Error {
  override readonly name = "RerankError";
  readonly code: RerankErrorCode;
  /** The wrong fields, where the request is at fault. */
  readonly errors: readonly FieldError[];
  /** When a server that was asked too often may be asked again. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: RerankErrorCode,
    message: string,
    options: { errors?: readonly FieldError[]; cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }

  /** HTTP status that a `/v1/rerank` server answers with. */
  get status(): number {
    return statusByCode[this.code];
  }

  /** Body that a `/v1/rerank` server answers with. */
  toBody(): ErrorBody {
    const body = { detail: this.message, code: this.code.toUpperCase() };
    return this.errors.length > 0 ? { ...body, errors: [...this.errors] } : body;
  }

  /** Anything thrown, as a `RerankError`; what is one already passes unchanged. */
  static from(cause: unknown, code: RerankErrorCode = "internal_error"): RerankError {
    if (cause instanceof RerankError) return cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    return new RerankError(outOfMemory.test(message) ? "out_of_memory" : code, message, { cause });
  }
}

/** As V8, SpiderMonkey, JavaScriptCore, Emscripten and ONNX Runtime say it. */
const outOfMemory =
  /out of memory|\bOOM\b|allocation failed|(could not|failed to) allocate|bad_alloc|cannot enlarge memory|memory access out of bounds/i;

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** The result of work in a worker, as data. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: WireError };

/** Runs `work`; what it throws becomes data that keeps its code. */
export async function captureOutcome<T>(work: () => Promise<T> | T): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (cause) {
    if (isAbort(cause)) return { ok: false, error: { code: "aborted", message: "The run was cancelled." } };
    const { code, message, errors } = RerankError.from(cause);
    return { ok: false, error: { code, message, errors: [...errors] } };
  }
}

/**
 * The value of an outcome.
 * @throws {RerankError} with the code that it had in the worker
 * @throws {DOMException} `AbortError`
 */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, errors = [] } = outcome.error;
  if (code === "aborted") throw new DOMException(message, "AbortError");
  throw new RerankError(code, message, { errors });
}
