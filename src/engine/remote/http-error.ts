/** What a server's refusal means, and what to do about it. */
import * as v from "valibot";
import { type FieldError, RerankError, type RerankErrorCode, fieldPath } from "../../contract/errors.ts";

const codeByStatus: Record<number, RerankErrorCode> = {
  400: "bad_request",
  401: "unauthorized",
  402: "forbidden",
  403: "forbidden",
  404: "model_not_found",
  408: "timeout",
  413: "too_large",
  422: "invalid_request",
  424: "model_not_found",
  429: "rate_limited",
};

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

/** An answer that is not 2xx, as an error with a code, the server's own words, wrong fields and when to try again. */
export function errorOfResponse(
  { status, headers }: Pick<Response, "status" | "headers">,
  text: string,
  now: () => number,
): RerankError {
  const code = codeByStatus[status] ?? (status >= 500 ? "server_error" : "bad_request");
  const body = jsonOf(text);
  const said = messageOf(body) ?? plainWords(text);
  const message = [
    `The server answered ${status}${said === undefined ? "" : `: ${said}`}`.replace(/[.\s]*$/, "."),
    advice[code],
  ]
    .filter(Boolean)
    .join(" ");
  const retryAfterMs = retryAfter(headers.get("retry-after"), now);
  return new RerankError(code, message, { errors: fieldsOf(body), retryAfterMs });
}

/** Seconds or a date. */
export function retryAfter(header: string | null, now: () => number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const longestWords = 300;

/** Some servers answer in a plain sentence; a web page says nothing to a person here. */
function plainWords(text: string): string | undefined {
  const words = text.trim();
  if (words === "" || /^[<{[]/.test(words)) return undefined;
  return words.length > longestWords ? `${words.slice(0, longestWords)}…` : words;
}

/** Where the vendors put their message: `detail`, `message`, `error` or `error.message`. */
function messageOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  for (const key of ["detail", "message", "error", "msg"]) {
    const value: unknown = Reflect.get(body, key);
    if (typeof value === "string" && value !== "") return value;
    const nested = messageOf(value);
    if (nested !== undefined) return nested;
  }
  return undefined;
}

function fieldsOf(body: unknown): FieldError[] {
  if (typeof body !== "object" || body === null) return [];
  const own = v.safeParse(ErrorFields, Reflect.get(body, "errors"));
  if (own.success) return own.output;
  const fastApi = v.safeParse(FastApiFields, Reflect.get(body, "detail"));
  if (!fastApi.success) return [];
  return fastApi.output.map(({ loc, msg, type }) => {
    const path = loc.filter((key, position) => position > 0 || key !== "body");
    return { field: fieldPath(path), message: msg, type };
  });
}
