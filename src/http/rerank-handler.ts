/** `POST /v1/rerank` over rerankers, as a Fetch API handler. The Node server and the browser tab share it. */
import { fieldError } from "../contract/errors.ts";
import { type RerankRequest, anyInput, parseRequest } from "../contract/rerank.ts";
import type { Reranker } from "../contract/reranker.ts";
import { shortened } from "../contract/shortened.ts";
import { encodeAnswer } from "../wire/encode-answer.ts";
import { HttpError } from "./http-error.ts";
import { jsonResponse } from "./json-response.ts";
import { parseBody, requireJson } from "./parse-body.ts";
import { type ReceivedRequest, receiveRequest } from "./receive-request.ts";
import { withSentNames } from "./sent-names.ts";

export type FetchHandler = (request: Request) => Promise<Response>;

export interface RerankHandlerOptions {
  /** By model id. The first one answers requests that name no model. */
  rerankers: ReadonlyMap<string, Reranker>;
  /** Let the first one also answer requests that name an unknown model. The response names the model that ran. */
  anyModel?: boolean;
  maxDocuments: number;
  /** How many requests may run at the same time. Further requests are answered with 429. */
  maxConcurrent: number;
  /** Limits what bodies take of memory and time. @throws {RerankError | HttpError} */
  readBody: (request: Request) => Promise<Uint8Array>;
}

/**
 * @returns a handler that does not look at the method, and at the address only to find the client's dialect. It throws
 *   `HttpError` and `RerankError`; its caller turns them into responses.
 */
export function createRerankHandler(options: RerankHandlerOptions): FetchHandler {
  const { maxConcurrent, readBody } = options;
  let running = 0;
  const throwIfFull = (): void => {
    if (running < maxConcurrent) return;
    const detail = `The server is already answering ${maxConcurrent} requests. Try again in a second.`;
    throw new HttpError(429, "RATE_CONCURRENCY_LIMIT_EXCEEDED", detail, { "Retry-After": "1" });
  };
  return async (request) => {
    requireJson(request.headers);
    throwIfFull();
    const body = await readBody(request);
    // Only a whole request takes a place: a client that sends half of one would keep the others out.
    throwIfFull();
    running++;
    try {
      const received = await receiveRequest(request.url, parseBody(body));
      return await withSentNames(received.sentNames, () => answer(received, options, request.signal));
    } finally {
      running--;
    }
  };
}

async function answer(
  received: ReceivedRequest,
  { rerankers, anyModel = false, maxDocuments }: RerankHandlerOptions,
  signal: AbortSignal,
): Promise<Response> {
  throwIfTooMany(received.request["documents"], maxDocuments);
  const { request, ignoredFields } = received.ranked();
  const { model: requested, return_documents: withDocuments } = parseRequest(request, anyInput);
  const model = anyModel && requested !== undefined && !rerankers.has(requested) ? undefined : requested;
  const reranker = findReranker(rerankers, model);
  const { model: _, ...rest } = request;
  const startedAt = performance.now();
  // The documents are added below, as the client sent them.
  const toRank = { ...rest, ...(model !== undefined && { model }), return_documents: false };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- validated above
  const response = await reranker.rerank(toRank as RerankRequest, { signal: abortSignal(signal) });
  const duration = (performance.now() - startedAt).toFixed(1);
  const { format, apiVersion, stringify, documents } = received;
  const body = encodeAnswer(format.answer, response, {
    documents: withDocuments ? documents : undefined,
    ignoredFields,
    apiVersion,
  });
  const headers = { "Server-Timing": `rerank;dur=${duration}`, ...ignoredHeader(ignoredFields) };
  return jsonResponse(body, 200, headers, stringify);
}

/** For answers that are lists, and have no place for warnings. The names come from the client. */
function ignoredHeader(fields: readonly string[]): Record<string, string> {
  if (fields.length === 0) return {};
  const names = fields.slice(0, 20).map((field) => field.slice(0, 64).replace(/[^\w.-]/g, "?"));
  return { "X-Ignored-Fields": names.join(", ") };
}

/** Rerankers recognise a cancelled run by its `AbortError`; a host may abort with any reason (Node's: a string). */
function abortSignal(signal: AbortSignal): AbortSignal {
  const abort = new AbortController();
  if (signal.aborted) abort.abort();
  else signal.addEventListener("abort", () => abort.abort(), { once: true });
  return abort.signal;
}

/** Checked before validation: one error for each of a million documents helps nobody. */
function throwIfTooMany(documents: unknown, maxDocuments: number): void {
  if (!Array.isArray(documents) || documents.length <= maxDocuments) return;
  const message = `has ${documents.length} entries; this server accepts at most ${maxDocuments}`;
  throw fieldError("too_large", [{ field: "documents", message, type: "value_error.too_many" }]);
}

function findReranker(rerankers: ReadonlyMap<string, Reranker>, model: string | undefined): Reranker {
  const [first] = rerankers.values();
  const found = model === undefined ? first : rerankers.get(model);
  if (found) return found;
  const message = `is "${shortened(model ?? "")}", but this server has ${[...rerankers.keys()].join(", ")}`;
  throw fieldError("model_not_found", [{ field: "model", message, type: "value_error.model", input: model }]);
}
