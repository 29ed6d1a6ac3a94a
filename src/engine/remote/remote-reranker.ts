import { RerankError } from "../../contract/errors.ts";
import {
  type RerankRequest,
  type RerankResponse,
  type ValidRerankRequest,
  anyInput,
  parseRequest,
  inputText,
} from "../../contract/rerank.ts";
import type { RerankOptions, Reranker } from "../../contract/reranker.ts";
import { requestUrl, throwIfModelMissing } from "./address.ts";
import { redactKey, throwIfUnsendableKey } from "./api-key.ts";
import { type WireRequest, encodeRequest } from "../../wire/encode-request.ts";
import type { WireResponse } from "../../wire/format.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { detectDialect, findDialect } from "./dialects/find-dialect.ts";
import { unsupportedQueryError } from "./errors.ts";
import { type PartAnswer, mergeAnswers } from "./merge-answers.ts";
import { messages } from "./messages.ts";
import { readAnswer } from "./read-answer.ts";
import { withRetries } from "./retry.ts";
import { sendRequest } from "./send-request.ts";
import { splitRequest } from "./split-request.ts";

export interface RemoteOptions {
  dialect: Dialect;
  /** With or without the path, or a part of it. */
  baseUrl: string;
  /** Replaces the dialect's path. */
  path?: string;
  /** For requests that name no model. */
  model?: string;
  /** Kept in memory and sent as a bearer token. Errors and progress never contain it. */
  apiKey?: string;
  /** For each HTTP request; 60,000 by default. */
  timeoutMs?: number;
  /** For answers 429 and 5xx, including the first attempt; 4 by default. */
  attempts?: number;
  fetch: typeof fetch;
  now: () => number;
  wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Where servers without the versioned path `/v1/rerank` listen. */
const shortPath = "/rerank";

/** Ranks on a server that speaks `/v1/rerank` in one of its dialects. */
export class RemoteReranker implements Reranker, AsyncDisposable {
  readonly #options: RemoteOptions;
  #dialect: Dialect;
  #usesShortPath = false;
  #disposed = false;

  /** @throws {RerankError} `invalid_request` for an invalid base URL, path or API key */
  constructor(options: RemoteOptions) {
    this.#options = options;
    this.#dialect = options.dialect;
    requestUrl(options.baseUrl, this.#path);
    throwIfUnsendableKey(options.apiKey);
  }

  /** The dialect in use: the given one, or the one that was detected if `generic` was given. */
  get dialect(): Dialect {
    return this.#dialect;
  }

  /** URL that requests are sent to, unless they name another model and the URL contains the model. */
  get url(): string {
    return this.#urlFor(this.#options.model);
  }

  #urlFor(model: string | undefined): string {
    return requestUrl(this.#options.baseUrl, this.#path, model);
  }

  get #path(): string {
    return this.#options.path ?? (this.#usesShortPath ? shortPath : this.#dialect.path);
  }

  /** Fields of a request that the server does not support. They are not sent. */
  unsupportedFields(request: RerankRequest): readonly (keyof RerankRequest)[] {
    return this.#encode(parseRequest(request, anyInput)).unsupportedFields;
  }

  /**
   * Ranks the documents; a request beyond the server's limit of documents is sent in parts.
   * @throws {RerankError} `invalid_request`, `unsupported_input`, `disposed`, or what the server or the network caused
   * @throws the reason of an aborted `signal`
   */
  async rerank(request: RerankRequest, options: RerankOptions = {}): Promise<RerankResponse> {
    if (this.#disposed) throw new RerankError("disposed", messages.disposed);
    const valid = parseRequest({ ...request, model: request.model ?? this.#options.model }, anyInput);
    this.#throwIfUnsupportedQuery(valid);
    let notFound: RerankError | undefined;
    for (;;) {
      try {
        return await this.#rank(request, valid, options);
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!(error instanceof RerankError)) throw error;
        if (notFound && error.code === "model_not_found") {
          // Found at neither path: report the first one, which is the documented one.
          this.#usesShortPath = false;
          throw notFound;
        }
        if (this.#mayUseShortPath(error)) {
          notFound = error;
          this.#usesShortPath = true;
        } else if (!this.#switchDialect(error)) throw error;
      }
    }
  }

  dispose(): void {
    this.#disposed = true;
  }

  /** Disposes at the end of a block: `await using reranker = …`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
  }

  /** A server that accepts only text would rank by an empty query, and charge for it. */
  #throwIfUnsupportedQuery(valid: ValidRerankRequest): void {
    if (inputText(valid.query)) return;
    if (this.#encode(valid).unsupportedFields.includes("query")) throw unsupportedQueryError();
  }

  async #rank(
    request: RerankRequest,
    valid: ValidRerankRequest,
    options: RerankOptions,
  ): Promise<RerankResponse> {
    const parts = splitRequest(valid, this.#dialect.maxDocuments ?? Infinity);
    const answers: PartAnswer[] = [];
    const report = (): void =>
      options.onProgress?.({ phase: "request", answered: answers.length, requests: parts.length });
    for (const part of parts) {
      const send = (): Promise<WireResponse> => {
        report();
        return this.#send(part.request, options.signal);
      };
      const { attempts, wait } = this.#options;
      const answer = await withRetries(send, { ...options, attempts, wait });
      answers.push({ answer, offset: part.offset });
    }
    report();
    return mergeAnswers(answers, request, valid, this.#requestedModel(valid));
  }

  /** Sends one HTTP request and reads its answer. */
  async #send(request: ValidRerankRequest, signal: AbortSignal | undefined): Promise<WireResponse> {
    const { apiKey, timeoutMs, fetch, now } = this.#options;
    const { body } = this.#encode(request);
    const url = this.#urlFor(request.model);
    throwIfModelMissing(url);
    const answer = await sendRequest(url, body, { apiKey, timeoutMs, signal, fetch, now });
    return readAnswer(answer, this.#dialect, request.documents.length, (words) => redactKey(words, apiKey));
  }

  /** Empty if the dialect cannot name a model: then it is unknown which one answered. */
  #requestedModel(valid: ValidRerankRequest): string {
    return this.#dialect.format.request.model === "none" ? "" : (valid.model ?? "");
  }

  #encode(request: ValidRerankRequest): WireRequest {
    return encodeRequest(this.#dialect.format.request, request);
  }

  #mayUseShortPath({ code }: RerankError): boolean {
    const isDefaultPath = this.#options.path === undefined && !this.#usesShortPath;
    return code === "model_not_found" && this.#dialect.name === "generic" && isDefaultPath;
  }

  /** Switches from `generic` to the dialect that the server's error asks for, if it does. */
  #switchDialect(error: RerankError): boolean {
    if (this.#dialect.name !== "generic") return false;
    if (error.code !== "bad_request" && error.code !== "invalid_request") return false;
    const fields = error.errors.map(({ field, message }) => `${field} ${message}`);
    const name = detectDialect([error.message, ...fields].join(" "));
    if (name !== undefined) this.#dialect = findDialect(name);
    return name !== undefined;
  }
}
