/** What a server's refusal means, and what to do about it. */
import * as v from "valibot";
import { type FieldError, RerankError, type RerankErrorCode, fieldPath } from "../../contract/errors.ts";
import { RerankRequest } from "../../contract/rerank.ts";

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

/** Where the words say more than the status: long documents (llama.cpp, vLLM), a wrong key (LiteLLM without a database). */
const codeByWords: readonly (readonly [RegExp, RerankErrorCode])[] = [
  [/too large to process|maximum context length/i, "too_large"],
  [/^no connected db/i, "unauthorized"],
];

const advice: Partial<Record<RerankErrorCode, string>> = {
  unauthorized: "Check the API key.",
  forbidden: "The key is known but may not do this: check its rights and balance.",
  model_not_found: "Check the base URL, the path and the model's name.",
  too_large: "Send fewer or shorter documents.",
  rate_limited: "Too many requests: wait, or ask for a higher limit.",
};

const ErrorFields = v.array(
  v.looseObject({ field: v.string(), message: v.string(), type: v.optional(v.string(), "value_error") }),
);

/** FastAPI's way of naming fields: `loc: ["body", "documents", 3]`. */
const FastApiFields = v.array(
  v.looseObject({
    loc: v.array(v.union([v.string(), v.number()])),
    msg: v.string(),
    type: v.optional(v.string(), "value_error"),
  }),
);

/** OpenAI's way of naming a field: `error.param`; vLLM's begins with `body.`, and not each is a field of the request. */
const NamedParameter = v.object({
  error: v.object({ message: v.string(), param: v.string(), type: v.optional(v.string(), "value_error") }),
});

/** Some servers put a traceback or the whole request into their message. */
const maxMessageLength = 400;

/**
 * An answer that is not 2xx, as an error with a code, the server's own words, wrong fields and when to try again.
 * @param redact takes the key out of what the server says
 */
export function responseError(
  { status, headers }: Pick<Response, "status" | "headers">,
  text: string,
  now: () => number,
  redact: (words: string) => string,
): RerankError {
  const body = parsed(text);
  const errors = fieldErrors(body).map(({ field, message, ...rest }) => ({
    ...rest,
    field: redact(field),
    message: shortened(redact(message)),
  }));
  const words = serverMessage(body, errors, text);
  // Redacted before it is cut: half a key at the cut would stand.
  const said = words === undefined ? undefined : shortened(redact(words));
  const code =
    codeByWords.find(([words]) => said !== undefined && words.test(said))?.[1] ??
    codeByStatus[status] ??
    (status >= 500 ? "server_error" : "bad_request");
  const message = [
    `The server answered ${status}${said === undefined ? "" : `: ${said}`}`.replace(/[.\s]*$/, "."),
    advice[code],
  ]
    .filter(Boolean)
    .join(" ");
  const retryAfterMs = retryAfter(headers.get("retry-after"), now);
  return new RerankError(code, message, { errors, retryAfterMs });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The server's own words, from wherever it puts them; a web page has none. */
function serverMessage(body: unknown, errors: readonly FieldError[], text: string): string | undefined {
  const plain = body === undefined && !text.trimStart().startsWith("<") ? text.trim() : "";
  const words =
    jsonMessage(body) ?? (errors.map(({ field, message }) => `${field}: ${message}`).join("; ") || plain);
  return words === "" ? undefined : words;
}

export function shortened(words: string): string {
  return words.length > maxMessageLength ? `${words.slice(0, maxMessageLength)} […]` : words;
}

/** Seconds or a date. */
export function retryAfter(header: string | null, now: () => number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Where the vendors put their message in JSON: `detail`, `message`, `error` or `error.message`. */
function jsonMessage(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  for (const key of ["detail", "message", "error", "msg"]) {
    const value: unknown = Reflect.get(body, key);
    if (typeof value === "string" && value !== "") return value;
    const nested = jsonMessage(value);
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

/** Broken JSON is named by its place in the text: that is the body, not a field of it. */
function fieldName(keys: readonly (string | number)[]): string {
  const path = keys[0] === "body" ? keys.slice(1) : keys;
  return typeof path[0] === "string" ? fieldPath(path) : "body";
}
