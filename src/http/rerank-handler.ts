/** `POST /v1/rerank` over rerankers, as a Fetch API handler. The Node server and the browser tab share it. */
import { fieldError } from "../contract/errors.ts";
import { type RerankRequest, anyInput, parseRequest } from "../contract/rerank.ts";
import type { Reranker } from "../contract/reranker.ts";
import { HttpError } from "./http-error.ts";
import { jsonResponse } from "./json-response.ts";
import { parseBody, requireJson } from "./parse-body.ts";

export type FetchHandler = (request: Request) => Promise<Response>;

export interface RerankHandlerOptions {
  /** By model id. The first one answers requests that name no model. */
  rerankers: ReadonlyMap<string, Reranker>;
  /** Let the first one also answer requests that name an unknown model. The response names the model that ran. */
  anyModel?: boolean;
  maxDocuments: number;
  /** How many requests may run at the same time. Further requests are answered with 429. */
  maxConcurrent: number;
  /** @throws {RerankError} `too_large` */
  readBody: (request: Request) => Promise<Uint8Array>;
}

/**
 * @returns a handler that looks neither at the path nor at the method. It throws `HttpError` and `RerankError`; its
 *   caller turns them into responses.
 */
export function createRerankHandler(options: RerankHandlerOptions): FetchHandler {
  const { rerankers, anyModel = false, maxDocuments, maxConcurrent, readBody } = options;
  let running = 0;
  return async (request) => {
    requireJson(request.headers);
    if (running >= maxConcurrent) {
      const detail = `The server is already answering ${maxConcurrent} requests. Try again in a second.`;
      throw new HttpError(429, "RATE_CONCURRENCY_LIMIT_EXCEEDED", detail, { "Retry-After": "1" });
    }
    // Count a request before its body is read: bodies are what takes memory.
    running++;
    try {
      const body = parseBody(await readBody(request));
      throwIfTooMany(body, maxDocuments);
      parseRequest(body, anyInput);
      // Validated, but passed on as it was sent, so that documents come back unchanged.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const { model: requested, ...rest } = body as RerankRequest;
      const model = anyModel && requested !== undefined && !rerankers.has(requested) ? undefined : requested;
      const reranker = findReranker(rerankers, model);
      const startedAt = performance.now();
      const response = await reranker.rerank(
        { ...rest, ...(model !== undefined && { model }) },
        { signal: abortSignal(request) },
      );
      const duration = (performance.now() - startedAt).toFixed(1);
      return jsonResponse(response, 200, { "Server-Timing": `rerank;dur=${duration}` });
    } finally {
      running--;
    }
  };
}

/** Rerankers recognise a cancelled run by its `AbortError`; a host may abort with any reason (Node's: a string). */
function abortSignal({ signal }: Request): AbortSignal {
  const abort = new AbortController();
  if (signal.aborted) abort.abort();
  else signal.addEventListener("abort", () => abort.abort(), { once: true });
  return abort.signal;
}

/** Checked before validation: one error for each of a million documents helps nobody. */
function throwIfTooMany(body: unknown, maxDocuments: number): void {
  if (typeof body !== "object" || body === null || !("documents" in body)) return;
  const { documents } = body;
  if (!Array.isArray(documents) || documents.length <= maxDocuments) return;
  const message = `has ${documents.length} entries; this server accepts at most ${maxDocuments}`;
  throw fieldError("too_large", [{ field: "documents", message, type: "value_error.too_many" }]);
}

function findReranker(rerankers: ReadonlyMap<string, Reranker>, model: string | undefined): Reranker {
  const [first] = rerankers.values();
  const found = model === undefined ? first : rerankers.get(model);
  if (found) return found;
  const message = `is "${model}", but this server has ${[...rerankers.keys()].join(", ")}`;
  throw fieldError("model_not_found", [{ field: "model", message, type: "value_error.model", input: model }]);
}
