import { redactKey } from "./api-key.ts";
import { redirectedError, timeoutError, unreachableError } from "./errors.ts";
import { responseError } from "./http-error.ts";

export interface SendOptions {
  /** Sent as a bearer token; absent or empty, no key is sent. */
  apiKey?: string | undefined;
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  fetch: typeof fetch;
  now: () => number;
}

/** A successful (2xx) answer. */
export interface HttpAnswer {
  text: string;
  contentType: string | null;
}

const defaultTimeoutMs = 60_000;

/**
 * Posts a JSON body and reads the answer. The timeout covers both.
 * @throws {RerankError} `unreachable`, `timeout`, `bad_request` for a redirect, or what the server's status means
 * @throws the reason of an aborted `signal`
 */
export async function sendRequest(url: string, body: unknown, options: SendOptions): Promise<HttpAnswer> {
  const { apiKey, timeoutMs = defaultTimeoutMs, signal, fetch, now } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const failed = (cause: unknown): never => {
    signal?.throwIfAborted();
    throw timeout.aborted ? timeoutError(timeoutMs) : unreachableError(url, cause);
  };
  const init = requestInit(body, apiKey, signal ? AbortSignal.any([signal, timeout]) : timeout);
  const response = await fetch(url, init).catch(failed);
  const text = await response.text().catch(failed);
  if (isRedirect(response)) throw redirectedError();
  if (!response.ok) throw responseError(response, text, now, (words) => redactKey(words, apiKey));
  return { text, contentType: response.headers.get("content-type") };
}

function requestInit(body: unknown, apiKey = "", signal: AbortSignal): RequestInit {
  return {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(apiKey !== "" && { Authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(body),
    // The server must learn nothing but the request.
    credentials: "omit",
    referrerPolicy: "no-referrer",
    // Nothing is sent to a host that the user did not name.
    redirect: "manual",
    signal,
  };
}

/** Browsers hide the status of a redirect; Node shows it. */
function isRedirect({ type, status }: Response): boolean {
  return type === "opaqueredirect" || (status >= 300 && status < 400);
}
