/** The API over rerankers: a request in, an answer out. Knows HTTP's words, but no socket: Node and the tab use it. */
import { type RerankRequest, anyInput, parseRequest } from "../contract/rerank.ts";
import type { Reranker } from "../contract/reranker.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { HttpError, errorAnswer, fieldError } from "./http-error.ts";
import { parseBody, requireJson } from "./parse-body.ts";

export interface HttpRequest {
  method: string;
  /** Without the query string. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** @throws {RerankError} `too_large` */
  readBody: () => Promise<Uint8Array>;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
}

export interface HandlerOptions {
  /** By model id; the first answers requests that name no model. */
  rerankers: ReadonlyMap<string, Reranker>;
  /** The first answers requests that name a model which is not here, too; the response says which model it was. */
  anyModel?: boolean;
  /** Whether the models are loaded; requests before that wait for them. */
  isReady: () => boolean;
  /** @throws {HttpError} 401 where this header does not open the door */
  authorize?: (authorization: string | undefined) => void;
  /** Whose pages may ask, as CORS has it. */
  allowOrigin?: string;
  maxDocuments: number;
  /** Requests that are ranked at the same time; more are refused with 429. */
  maxConcurrent: number;
  now: () => number;
  /** Is told of answers that are this server's fault. */
  onFault: (error: unknown) => void;
}

export type Handle = (request: HttpRequest) => Promise<HttpAnswer>;
type Methods = Readonly<Partial<Record<string, Handle>>>;

/** @returns a function that always resolves: whatever goes wrong is an answer too */
export function createHandler(options: HandlerOptions): Handle {
  const rerank = rerankRoute(options);
  const withKey =
    (handle: Handle): Handle =>
    async (request) => {
      const { authorization } = request.headers;
      options.authorize?.(typeof authorization === "string" ? authorization : undefined);
      return handle(request);
    };
  const routes = new Map<string, Methods>([
    ["/v1/rerank", { POST: withKey(rerank) }],
    ["/v2/rerank", { POST: withKey(rerank) }],
    ["/rerank", { POST: withKey(rerank) }],
    ["/v1/models", { GET: withKey(async () => listModels(options)) }],
    ["/health", { GET: async () => health(options) }],
  ]);
  return async (request) => {
    // Insecure pages have no `randomUUID`.
    const requestId = crypto.randomUUID?.() ?? Math.random().toString(36).slice(2);
    const { allowOrigin } = options;
    const headers = {
      "X-Request-Id": requestId,
      ...(allowOrigin !== undefined && corsHeaders(allowOrigin)),
    };
    try {
      const answer = await route(routes, request);
      return { ...answer, headers: { ...headers, ...answer.headers } };
    } catch (error) {
      const { status, body, headers: own } = errorAnswer(error);
      if (status >= 500 && !request.signal.aborted) options.onFault(error);
      return { status, headers: { ...headers, ...own }, body: { ...body, request_id: requestId } };
    }
  };
}

function route(routes: ReadonlyMap<string, Methods>, request: HttpRequest): Promise<HttpAnswer> | HttpAnswer {
  const { method, path, headers } = request;
  if (method === "OPTIONS") {
    const requested = headers["access-control-request-headers"];
    return { status: 204, headers: preflightHeaders(typeof requested === "string" ? requested : undefined) };
  }
  const methods = routes.get(path);
  if (!methods) {
    const known = [...routes.keys()].join(", ");
    throw new HttpError(404, "NOT_FOUND", `There is nothing at ${path}. There is: ${known}.`);
  }
  const handle = methods[method === "HEAD" ? "GET" : method];
  if (handle) return handle(request);
  const allowed = Object.keys(methods).flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]));
  const detail = `${path} takes ${allowed.join(" and ")}, not ${method}.`;
  throw new HttpError(405, "METHOD_NOT_ALLOWED", detail, { Allow: [...allowed, "OPTIONS"].join(", ") });
}

function rerankRoute({
  rerankers,
  anyModel = false,
  maxDocuments,
  maxConcurrent,
  now,
}: HandlerOptions): Handle {
  let running = 0;
  return async ({ headers, readBody, signal }) => {
    requireJson(headers);
    if (running >= maxConcurrent) {
      const detail = `${maxConcurrent} requests are being answered already. Try again in a second.`;
      throw new HttpError(429, "RATE_CONCURRENCY_LIMIT_EXCEEDED", detail, { "Retry-After": "1" });
    }
    // Bodies count from when they are read: it is they that take the memory.
    running++;
    try {
      const body = parseBody(await readBody());
      refuseTooMany(body, maxDocuments);
      parseRequest(body, anyInput);
      // Just validated. It goes on as it came: documents come back as they were sent.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const { model: named, ...request } = body as RerankRequest;
      const model = anyModel && named !== undefined && !rerankers.has(named) ? undefined : named;
      const reranker = findReranker(rerankers, model);
      const startedAt = now();
      const response = await reranker.rerank(
        { ...request, ...(model !== undefined && { model }) },
        { signal },
      );
      const duration = (now() - startedAt).toFixed(1);
      return { status: 200, headers: { "Server-Timing": `rerank;dur=${duration}` }, body: response };
    } finally {
      running--;
    }
  };
}

/** Before the rest is looked at: an error for each of a million documents helps nobody. */
function refuseTooMany(body: unknown, maxDocuments: number): void {
  if (typeof body !== "object" || body === null || !("documents" in body)) return;
  const { documents } = body;
  if (!Array.isArray(documents) || documents.length <= maxDocuments) return;
  const message = `holds ${documents.length} documents; this server takes ${maxDocuments}`;
  throw fieldError("too_large", { field: "documents", message, type: "value_error.too_many" });
}

function findReranker(rerankers: ReadonlyMap<string, Reranker>, model: string | undefined): Reranker {
  const [first] = rerankers.values();
  const found = model === undefined ? first : rerankers.get(model);
  if (found) return found;
  const message = `is "${model}", but this server has ${[...rerankers.keys()].join(", ")}`;
  throw fieldError("model_not_found", { field: "model", message, type: "value_error.model", input: model });
}

function listModels({ rerankers }: HandlerOptions): HttpAnswer {
  const data = [...rerankers.keys()].map((id) => ({
    id,
    object: "model",
    owned_by: id.slice(0, id.indexOf("/")),
  }));
  return { status: 200, headers: {}, body: { object: "list", data } };
}

function health({ isReady }: HandlerOptions): HttpAnswer {
  return isReady()
    ? { status: 200, headers: {}, body: { status: "ok" } }
    : { status: 503, headers: { "Retry-After": "1" }, body: { status: "loading" } };
}
