import { RerankError } from "../../contract/errors.ts";
import {
  type RerankRequest,
  type RerankResponse,
  type RerankUsage,
  type ValidRerankRequest,
  parseRequest,
} from "../../contract/rerank.ts";
import type { RerankOptions, Reranker } from "../../contract/reranker.ts";
import type { Dialect, WireResponse, WireResult } from "./dialects/dialect.ts";
import { errorOfResponse } from "./http-error.ts";

export interface RemoteOptions {
  dialect: Dialect;
  /** Without the path, with or without a slash at its end. */
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

const defaultTimeoutMs = 60_000;
const defaultAttempts = 4;
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/** Ranks on a server that speaks `/v1/rerank` in one of its dialects. */
export class RemoteReranker implements Reranker {
  readonly #options: RemoteOptions;
  #disposed = false;

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  /** Where the requests go. */
  get url(): string {
    const { baseUrl, path, dialect } = this.#options;
    return baseUrl.replace(/\/+$/, "") + (path ?? dialect.path);
  }

  /** Fields of a request that the server does not know: they are not sent. */
  leftOut(request: RerankRequest): readonly (keyof RerankRequest)[] {
    return this.#options.dialect.encode(parseRequest(request, { images: true })).leftOut;
  }

  async rerank(request: RerankRequest, { signal, onProgress }: RerankOptions = {}): Promise<RerankResponse> {
    if (this.#disposed) throw new RerankError("disposed", "The reranker was disposed.");
    const { dialect } = this.#options;
    const valid = parseRequest({ model: this.#options.model, ...request }, { images: true });
    const parts = split(valid, dialect.maxDocuments ?? Infinity);
    const answers: WireResponse[] = [];
    for (const { part, offset } of parts) {
      onProgress?.({ phase: "request", answered: answers.length, requests: parts.length });
      const answer = await this.#ask(part, { signal, onProgress });
      answers.push({ ...answer, results: checked(answer.results, part.documents.length, offset) });
    }
    onProgress?.({ phase: "request", answered: answers.length, requests: parts.length });
    return merged(answers, request, valid);
  }

  dispose(): void {
    this.#disposed = true;
  }

  /** One request, asked again after a pause where the server was busy or broken. */
  async #ask(
    request: ValidRerankRequest,
    { signal, onProgress }: { signal: RerankOptions["signal"]; onProgress: RerankOptions["onProgress"] },
  ): Promise<WireResponse> {
    const { attempts = defaultAttempts, wait } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#askOnce(request, signal);
      } catch (error) {
        signal?.throwIfAborted();
        const again =
          error instanceof RerankError && (error.code === "rate_limited" || error.code === "server_error");
        if (!again || attempt >= attempts) throw error;
        const waitMs = Math.min(longestPauseMs, error.retryAfterMs ?? firstPauseMs * 2 ** (attempt - 1));
        onProgress?.({ phase: "retry", attempt: attempt + 1, waitMs, reason: error.message });
        await wait(waitMs, signal);
        signal?.throwIfAborted();
      }
    }
  }

  async #askOnce(request: ValidRerankRequest, signal: AbortSignal | undefined): Promise<WireResponse> {
    const { dialect, apiKey, fetch, timeoutMs = defaultTimeoutMs, now } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(this.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(apiKey !== undefined && apiKey !== "" && { Authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(dialect.encode(request).body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    }).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw timeout.aborted ? tooSlow(timeoutMs) : unreachable(this.url, cause);
    });
    if (!response.ok) throw await errorOfResponse(response, now);
    const text = await response.text().catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw timeout.aborted ? tooSlow(timeoutMs) : unreachable(this.url, cause);
    });
    return decoded(dialect, text, response.headers.get("content-type"));
  }
}

function decoded(dialect: Dialect, text: string, contentType: string | null): WireResponse {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    const html = contentType?.includes("html") === true || text.trimStart().startsWith("<");
    const what = html ? "a web page" : "something that is no JSON";
    throw invalidResponse(
      `The server answered 200 with ${what}: check the base URL, and a proxy in between.`,
    );
  }
  try {
    return dialect.decode(answer);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "its shape is another";
    throw invalidResponse(`The server's answer is not what ${dialect.label} documents: ${why}.`);
  }
}

/** Every index once and in range, every score a number; indices are moved to the whole request's. */
function checked(results: readonly WireResult[], count: number, offset: number): WireResult[] {
  const seen = new Set<number>();
  return results.map(({ index, score }) => {
    if (index >= count) throw invalidResponse(`The server ranked document ${index} of ${count}.`);
    if (seen.has(index)) throw invalidResponse(`The server ranked document ${index} twice.`);
    if (!Number.isFinite(score))
      throw invalidResponse(`The server's score of document ${index} is no number.`);
    seen.add(index);
    return { index: index + offset, score };
  });
}

/** Parts of at most so many documents; each is asked for all of its own, so that the best of all can be told. */
function split(
  request: ValidRerankRequest,
  maxDocuments: number,
): { part: ValidRerankRequest; offset: number }[] {
  const { documents } = request;
  if (documents.length <= maxDocuments) return [{ part: request, offset: 0 }];
  const parts = Math.ceil(documents.length / maxDocuments);
  return Array.from({ length: parts }, (_, index) => {
    const offset = index * maxDocuments;
    return { part: { ...request, documents: documents.slice(offset, offset + maxDocuments) }, offset };
  });
}

function merged(
  answers: readonly WireResponse[],
  request: RerankRequest,
  { model, top_n: topN, return_documents: returned }: ValidRerankRequest,
): RerankResponse {
  const results = answers.flatMap((answer) => answer.results);
  results.sort((a, b) => b.score - a.score || a.index - b.index);
  const [first] = answers;
  return {
    id: first?.id ?? `rerank-${Math.random().toString(36).slice(2)}`,
    object: "list",
    model: first?.model ?? model ?? "",
    results: results.slice(0, topN ?? results.length).map(({ index, score }) => {
      // The documents are the caller's own: what a server sends back of them differs from one to the other.
      const document = request.documents[index];
      return { index, relevance_score: score, ...(returned && document !== undefined && { document }) };
    }),
    usage: sumOf(answers.flatMap(({ usage }) => usage ?? [])),
  };
}

function sumOf(usages: readonly RerankUsage[]): RerankUsage {
  const sum = (key: "prompt_tokens" | "completion_tokens" | "total_tokens"): number =>
    usages.reduce((total, usage) => total + usage[key], 0);
  return {
    prompt_tokens: sum("prompt_tokens"),
    completion_tokens: sum("completion_tokens"),
    total_tokens: sum("total_tokens"),
  };
}

function unreachable(url: string, cause: unknown): RerankError {
  const { host } = new URL(url);
  const message = `${host} gave no answer that this page may read. Either it cannot be reached, or it does not allow calls from a browser page (CORS): use a server or proxy that does.`;
  return new RerankError("unreachable", message, { cause });
}

function tooSlow(timeoutMs: number): RerankError {
  return new RerankError("timeout", `The server did not answer within ${timeoutMs / 1000} seconds.`);
}

function invalidResponse(message: string): RerankError {
  return new RerankError("invalid_response", message);
}
