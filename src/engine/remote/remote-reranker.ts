import { RerankError } from "../../contract/errors.ts";
import {
  type RerankRequest,
  type RerankResponse,
  type RerankUsage,
  type ValidRerankRequest,
  anyInput,
  parseRequest,
  textOf,
} from "../../contract/rerank.ts";
import type { RerankOptions, Reranker } from "../../contract/reranker.ts";
import { requestUrl } from "./address.ts";
import type { Dialect, WireResponse, WireResult } from "./dialects/dialect.ts";
import { detectDialect, findDialect } from "./dialects/dialects.ts";
import { responseError, shortened } from "./http-error.ts";

export interface RemoteOptions {
  dialect: Dialect;
  /** With or without the path, or a part of it. */
  baseUrl: string;
  /** Instead of the dialect's own. */
  path?: string;
  /** Sent with each request; where the request names a model, that one. */
  model?: string;
  /** Held in memory and sent as a bearer token; it is in no error, log or progress. */
  apiKey?: string;
  timeoutMs?: number;
  /** Attempts for 429 and 5xx, the first one included. */
  attempts?: number;
  fetch: typeof fetch;
  now: () => number;
  wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

const shortPath = "/rerank";
const defaultTimeoutMs = 60_000;
const defaultAttempts = 4;
const firstPauseMs = 500;
/** A server that wants a longer pause is not waited for: the error says when it may be asked again. */
const maxPauseMs = 30_000;

/** Ranks on a server that speaks `/v1/rerank` in one of its dialects. */
export class RemoteReranker implements Reranker {
  readonly #options: RemoteOptions;
  #dialect: Dialect;
  /** `/v1/rerank` was not there: some servers have it without the version. */
  #atShortPath = false;
  #disposed = false;

  /** @throws {RerankError} `invalid_request` for a base URL that is no address, or a key that no header can carry */
  constructor(options: RemoteOptions) {
    this.#options = options;
    this.#dialect = options.dialect;
    requestUrl(options.baseUrl, this.#path);
    throwIfUnsendableKey(options.apiKey);
  }

  /** The one that was asked for; of the generic one, what the server turned out to speak. */
  get dialect(): Dialect {
    return this.#dialect;
  }

  /** Where the requests go. */
  get url(): string {
    return requestUrl(this.#options.baseUrl, this.#path);
  }

  get #path(): string {
    return this.#options.path ?? (this.#atShortPath ? shortPath : this.#dialect.path);
  }

  /** Fields of a request that the server does not support. They are not sent. */
  unsupportedFields(request: RerankRequest): readonly (keyof RerankRequest)[] {
    return this.#dialect.encode(parseRequest(request, anyInput)).unsupportedFields;
  }

  async rerank(request: RerankRequest, options: RerankOptions = {}): Promise<RerankResponse> {
    if (this.#disposed) throw new RerankError("disposed", "The reranker was disposed.");
    const valid = parseRequest({ model: this.#options.model, ...request }, anyInput);
    this.#throwIfUnsupportedQuery(valid);
    let nowhere: RerankError | undefined;
    for (;;) {
      try {
        return await this.#rank(request, valid, options);
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!(error instanceof RerankError)) throw error;
        if (nowhere && error.code === "model_not_found") {
          // At neither address: the person asked about the first.
          this.#atShortPath = false;
          throw nowhere;
        }
        if (this.#mayBeAtShortPath(error)) {
          nowhere = error;
          this.#atShortPath = true;
        } else if (!this.#detectDialect(error)) throw error;
      }
    }
  }

  /** A server that takes texts alone would rank by an empty query, and be paid for it. */
  #throwIfUnsupportedQuery(valid: ValidRerankRequest): void {
    if (textOf(valid.query) || !this.#dialect.encode(valid).unsupportedFields.includes("query")) return;
    const message = "is an image, and this server takes texts only";
    throw new RerankError("unsupported_input", `query: ${message}`, {
      errors: [{ field: "query.image", message, type: "value_error.unsupported" }],
    });
  }

  async #rank(
    request: RerankRequest,
    valid: ValidRerankRequest,
    { signal, onProgress }: RerankOptions,
  ): Promise<RerankResponse> {
    const parts = split(valid, this.#dialect.maxDocuments ?? Infinity);
    const answers: WireResponse[] = [];
    for (const { part, offset } of parts) {
      const begin = (): void =>
        onProgress?.({ phase: "request", answered: answers.length, requests: parts.length });
      const answer = await this.#ask(part, signal, onProgress, begin);
      answers.push({ ...answer, results: checked(answer.results, part.documents.length, offset) });
    }
    onProgress?.({ phase: "request", answered: answers.length, requests: parts.length });
    // A model that was not asked for is not the one that answered.
    const asked = this.#dialect.encode(valid).unsupportedFields.includes("model") ? "" : (valid.model ?? "");
    return merged(answers, request, valid, asked);
  }

  dispose(): void {
    this.#disposed = true;
  }

  /** One request, asked again after a pause where the server was busy or broken. */
  async #ask(
    request: ValidRerankRequest,
    signal: RerankOptions["signal"],
    onProgress: RerankOptions["onProgress"],
    begin: () => void,
  ): Promise<WireResponse> {
    const { attempts = defaultAttempts, wait } = this.#options;
    for (let attempt = 1; ; attempt++) {
      begin();
      try {
        return await this.#askOnce(request, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof RerankError)) throw error;
        const again = error.code === "rate_limited" || error.code === "server_error";
        const waitMs = error.retryAfterMs ?? Math.min(maxPauseMs, firstPauseMs * 2 ** (attempt - 1));
        if (!again || attempt >= attempts || waitMs > maxPauseMs) throw error;
        onProgress?.({ phase: "retry", attempt: attempt + 1, waitMs, reason: error.message });
        await wait(waitMs, signal);
        signal?.throwIfAborted();
      }
    }
  }

  #mayBeAtShortPath({ code }: RerankError): boolean {
    const { name } = this.#dialect;
    return (
      code === "model_not_found" &&
      name === "generic" &&
      this.#options.path === undefined &&
      !this.#atShortPath
    );
  }

  /** A server that was asked in the generic form, and has told by its refusal which one it wants. */
  #detectDialect(error: RerankError): boolean {
    if (this.#dialect.name !== "generic") return false;
    if (error.code !== "bad_request" && error.code !== "invalid_request") return false;
    const said = [error.message, ...error.errors.map(({ field, message }) => `${field} ${message}`)].join(
      " ",
    );
    const name = detectDialect(said);
    if (name !== undefined) this.#dialect = findDialect(name);
    return name !== undefined;
  }

  async #askOnce(request: ValidRerankRequest, signal: AbortSignal | undefined): Promise<WireResponse> {
    const { apiKey, fetch, timeoutMs = defaultTimeoutMs, now } = this.#options;
    const dialect = this.#dialect;
    const { url } = this;
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(apiKey !== undefined && apiKey !== "" && { Authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(dialect.encode(request).body),
      // Of this page the server learns the request, and no more.
      credentials: "omit",
      referrerPolicy: "no-referrer",
      // To another host than the one that was named nothing is sent.
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    }).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw timeout.aborted ? timeoutError(timeoutMs) : unreachableError(url, cause);
    });
    const answered = await response.text().catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw timeout.aborted ? timeoutError(timeoutMs) : unreachableError(url, cause);
    });
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400))
      throw redirectedError();
    const redact = (words: string): string => redactKey(words, apiKey);
    if (!response.ok) throw responseError(response, answered, now, redact);
    const { id, model, ...answer } = decoded(dialect, answered, response.headers.get("content-type"), redact);
    return {
      ...answer,
      id: id === undefined ? undefined : redact(id),
      model: model === undefined ? undefined : redact(model),
    };
  }
}

/** A key with a space or a letter outside of ASCII in it was not copied whole. */
function throwIfUnsendableKey(apiKey = ""): void {
  if (/^[\x21-\x7e]*$/.test(apiKey)) return;
  const message = "holds a space or a character that no key has: copy it again";
  throw new RerankError("invalid_request", `api_key: ${message}`, {
    errors: [{ field: "api_key", message, type: "value_error.key" }],
  });
}

/** Some servers repeat the key in what they say of it: it must not reach a message or a log. */
function redactKey(words: string, apiKey = ""): string {
  return apiKey === "" ? words : words.replaceAll(apiKey, "[API key]");
}

function decoded(
  dialect: Dialect,
  text: string,
  contentType: string | null,
  redact: (words: string) => string,
): WireResponse {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    const html = contentType?.includes("html") === true || text.trimStart().startsWith("<");
    const what = html ? "a web page" : "something that is no JSON";
    throw invalidResponseError(
      `The server answered 200 with ${what}: check the base URL, and a proxy in between.`,
    );
  }
  try {
    return dialect.decode(answer);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "its shape is another";
    const said = shortened(redact(why));
    throw invalidResponseError(`The server's answer is not what ${dialect.label} documents: ${said}.`);
  }
}

/** Every index once and in range, every score a number; indices are moved to the whole request's. */
function checked(results: readonly WireResult[], count: number, offset: number): WireResult[] {
  const seen = new Set<number>();
  return results.map(({ index, score }) => {
    if (index >= count) throw invalidResponseError(`The server ranked document ${index} of ${count}.`);
    if (seen.has(index)) throw invalidResponseError(`The server ranked document ${index} twice.`);
    if (!Number.isFinite(score))
      throw invalidResponseError(`The server's score of document ${index} is no number.`);
    seen.add(index);
    return { index: index + offset, score };
  });
}

/** Parts of at most so many documents; the best few of all are among the best few of each. */
function split(
  request: ValidRerankRequest,
  maxDocuments: number,
): { part: ValidRerankRequest; offset: number }[] {
  const { documents, top_n: topN } = request;
  if (documents.length <= maxDocuments) return [{ part: request, offset: 0 }];
  const parts = Math.ceil(documents.length / maxDocuments);
  return Array.from({ length: parts }, (_, index) => {
    const offset = index * maxDocuments;
    const own = documents.slice(offset, offset + maxDocuments);
    // Some servers refuse to be asked for more than they were given.
    const few = topN !== undefined && topN !== null && { top_n: Math.min(topN, own.length) };
    return { part: { ...request, documents: own, ...few }, offset };
  });
}

function merged(
  answers: readonly WireResponse[],
  request: RerankRequest,
  { top_n: topN, return_documents: returned }: ValidRerankRequest,
  askedModel: string,
): RerankResponse {
  const results = answers.flatMap((answer) => answer.results);
  // Ties stay in the server's own order.
  results.sort((a, b) => b.score - a.score);
  const [first] = answers;
  return {
    id: first?.id ?? `rerank-${Math.random().toString(36).slice(2)}`,
    object: "list",
    model: first?.model ?? askedModel,
    results: results.slice(0, topN ?? results.length).map(({ index, score }) => {
      // The documents are the caller's own: what a server sends back of them differs from one to the other.
      const document = request.documents[index];
      return { index, relevance_score: score, ...(returned && document !== undefined && { document }) };
    }),
    usage: totalUsage(answers.flatMap(({ usage }) => usage ?? [])),
  };
}

function totalUsage(usages: readonly RerankUsage[]): RerankUsage {
  const sum = (key: "prompt_tokens" | "completion_tokens" | "total_tokens"): number =>
    usages.reduce((total, usage) => total + usage[key], 0);
  return {
    prompt_tokens: sum("prompt_tokens"),
    completion_tokens: sum("completion_tokens"),
    total_tokens: sum("total_tokens"),
  };
}

function unreachableError(url: string, cause: unknown): RerankError {
  const { host } = new URL(url);
  const message = `${host} gave no answer that this page may read. Either it cannot be reached, or it does not allow calls from a browser page (CORS): use a server or proxy that does. Some servers refuse a wrong key in the same way.`;
  return new RerankError("unreachable", message, { cause });
}

function redirectedError(): RerankError {
  return new RerankError(
    "bad_request",
    "The server sends requests on to another address: enter that address itself.",
  );
}

function timeoutError(timeoutMs: number): RerankError {
  return new RerankError("timeout", `The server did not answer within ${timeoutMs / 1000} seconds.`);
}

function invalidResponseError(message: string): RerankError {
  return new RerankError("invalid_response", message);
}
