/** Turns a server's error answer into a `RerankError`. */
import * as v from "valibot";
import { type FieldError, RerankError, type RerankErrorCode, fieldPath } from "../../contract/errors.ts";
import { RerankRequest } from "../../contract/rerank.ts";
import { shortened } from "../../contract/shortened.ts";
import { advice, messages } from "./messages.ts";

const codeByStatus: Record<number, RerankErrorCode> = {
  400: "bad_request",
  401: "unauthorized",
  402: "forbidden",
  403: "forbidden",
  404: "model_not_found",
  405: "model_not_found",
  408: "timeout",
  413: "too_large",
  422: "invalid_request",
  424: "model_not_found",
  429: "rate_limited",
};

/** Messages that say more than the status: long documents (llama.cpp, vLLM), a wrong key (LiteLLM without a database). */
const codeByMessage: readonly (readonly [RegExp, RerankErrorCode])[] = [
  [/too large to process|maximum context length/i, "too_large"],
  [/^no connected db/i, "unauthorized"],
];

const ErrorFields = v.array(
  v.looseObject({ field: v.string(), message: v.string(), type: v.optional(v.string(), "value_error") }),
);

/** FastAPI names fields as `loc: ["body", "documents", 3]`. */
const FastApiFields = v.array(
  v.looseObject({
    loc: v.array(v.union([v.string(), v.number()])),
    msg: v.string(),
    type: v.optional(v.string(), "value_error"),
  }),
);

/** OpenAI names a field as `error.param`. vLLM prefixes it with `body.` and also names things that are not fields. */
const NamedParameter = v.object({
  error: v.object({ message: v.string(), param: v.string(), type: v.optional(v.string(), "value_error") }),
});

/**
 * The error for an answer other than 2xx: its code, the server's message, the invalid fields and when to try again.
 * @param text body of the answer
 * @param now in milliseconds since the epoch
 * @param redact removes the API key
 */
export function responseError(
  { status, headers }: Pick<Response, "status" | "headers">,
  text: string,
  now: () => number,
  redact: (words: string) => string,
): RerankError {
  const body = parseJson(text);
  const errors = fieldErrors(body).map(({ field, message, ...rest }) => ({
    ...rest,
    field: field === "" ? "body" : shortened(redact(field)),
    message: shortened(redact(message)),
  }));
  const raw = serverMessage(body, errors, text);
  // Redacted first: shortening could leave half of the key.
  const words = raw === undefined ? undefined : shortened(redact(raw));
  const code = errorCode(status, words);
  const message = [messages.status(status, words), advice[code]].filter(Boolean).join(" ");
  const retryAfterMs = retryAfter(headers.get("retry-after"), now);
  return new RerankError(code, message, { errors, retryAfterMs });
}

/**
 * The error in the body of an answer that claims to be a success, as gateways send: `{error: {code: 429, message}}`.
 * @param body an answer without results, parsed
 * @returns `undefined` if it holds no message
 */
export function errorInAnswer(body: unknown, redact: (words: string) => string): RerankError | undefined {
  const raw = jsonMessage(body);
  if (raw === undefined) return undefined;
  const words = shortened(redact(raw));
  // Without the status of the failure, nothing says that another attempt could succeed.
  const code = errorCode(statusInBody(body) ?? 400, words);
  const message = [messages.errorInAnswer(words), advice[code]].filter(Boolean).join(" ");
  return new RerankError(code, message);
}

/** Gateways wrap the error of the server behind them, a few times at most. */
const maxLevels = 8;

/** The HTTP status that an error body contains: as `code` or `status`, at the top or in `error`. */
function statusInBody(body: unknown, levels = maxLevels): number | undefined {
  if (typeof body !== "object" || body === null || levels === 0) return undefined;
  for (const key of ["code", "status", "status_code"]) {
    const value: unknown = Reflect.get(body, key);
    const status = typeof value === "string" ? Number(value) : value;
    if (typeof status === "number" && Number.isInteger(status) && status >= 400 && status <= 599)
      return status;
  }
  return statusInBody(Reflect.get(body, "error"), levels - 1);
}

function errorCode(status: number, words = ""): RerankErrorCode {
  const fromMessage = codeByMessage.find(([pattern]) => pattern.test(words))?.[1];
  return fromMessage ?? codeByStatus[status] ?? (status >= 500 ? "server_error" : "bad_request");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The server's message: from JSON, from the invalid fields, or the plain text; a web page has none. */
function serverMessage(body: unknown, errors: readonly FieldError[], text: string): string | undefined {
  const plain = body === undefined && !text.trimStart().startsWith("<") ? text.trim() : "";
  const words =
    jsonMessage(body) ?? (errors.map(({ field, message }) => `${field}: ${message}`).join("; ") || plain);
  return words === "" ? undefined : words;
}

/**
 * The time of a `Retry-After` header, in milliseconds from now. The header has seconds or a date (RFC 9110, 10.2.3).
 * @param now in milliseconds since the epoch
 * @returns `undefined` without a valid header
 */
export function retryAfter(header: string | null, now: () => number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** The message in a vendor's JSON: `detail`, `message`, `error`, `error.message` or `msg`. */
function jsonMessage(body: unknown, levels = maxLevels): string | undefined {
  if (typeof body !== "object" || body === null || levels === 0) return undefined;
  for (const key of ["detail", "message", "error", "msg"]) {
    const value: unknown = Reflect.get(body, key);
    if (typeof value === "string" && value !== "") return value;
    const nested = jsonMessage(value, levels - 1);
    if (nested !== undefined) return nested;
  }
  return undefined;
}

function fieldErrors(body: unknown): FieldError[] {
  if (typeof body !== "object" || body === null) return [];
  const own = v.safeParse(ErrorFields, Reflect.get(body, "errors"));
  if (own.success) return own.output;
  const fastApi = v.safeParse(FastApiFields, Reflect.get(body, "detail"));
  if (fastApi.success)
    return fastApi.output.map(({ loc, msg, type }) => ({ field: fieldName(loc), message: msg, type }));
  const named = v.safeParse(NamedParameter, body);
  if (!named.success) return [];
  const { param, message, type } = named.output.error;
  const field = fieldName(param.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key)));
  return Object.keys(RerankRequest.entries).some((known) => field.startsWith(known))
    ? [{ field, message, type }]
    : [];
}

/** For broken JSON, servers give the position in the text; then the field is `body`. */
function fieldName(keys: readonly (string | number)[]): string {
  const path = keys[0] === "body" ? keys.slice(1) : keys;
  return typeof path[0] === "string" ? fieldPath(path) : "body";
}
