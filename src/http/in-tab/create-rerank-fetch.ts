/** A `fetch` that answers `/v1/rerank` in this tab: a client of an API becomes private by one line. */
import type { Reranker } from "../../contract/reranker.ts";
import { type Handle, type HttpAnswer, createHandler } from "../handler.ts";

export interface RerankFetchOptions {
  /** For all that is no rerank request; the global one without it. */
  fetch?: typeof fetch;
  /** Answer whichever model a client names. The response's `model` says which one really ran. */
  anyModel?: boolean;
  /** Which requests are answered here. Without it: `POST` to an address that ends in `/rerank`, of whatever host. */
  isRerank?: (request: Pick<Request, "method" | "url">) => boolean;
}

/** A reranker that says which model it runs. */
export interface NamedReranker extends Reranker {
  readonly model: { readonly id: string };
}

/** More at once would only wait for each other. */
const maxConcurrent = 16;

/**
 * @param reranker answers; it stays the caller's, who disposes of it
 * @returns a `fetch` with real `Response` objects, with the statuses, headers and error bodies of a `/v1/rerank`
 *   server; everything else is passed on untouched. It rejects with `AbortError` when the request's signal is
 *   aborted, and answers 4xx and 5xx as a server does.
 */
export function createRerankFetch(
  reranker: NamedReranker,
  { fetch = globalThis.fetch, anyModel = false, isRerank = endsInRerank }: RerankFetchOptions = {},
): typeof globalThis.fetch {
  const handle = createRerankHandler(reranker, anyModel);
  return async (input, init) => {
    const asked = methodAndUrl(input, init);
    if (!isRerank(asked)) return fetch(input, init);
    // An address without a host is for a server that is not needed.
    return answerRequest(handle, new Request(input instanceof Request ? input : asked.url, init));
  };
}

/** The API over one reranker. */
export function createRerankHandler(reranker: NamedReranker, anyModel: boolean): Handle {
  return createHandler({
    rerankers: new Map([[reranker.model.id, reranker]]),
    anyModel,
    isReady: () => true,
    maxDocuments: Infinity,
    maxConcurrent,
    now: () => performance.now(),
    onFault: () => undefined,
  });
}

export async function answerRequest(handle: Handle, request: Request): Promise<Response> {
  const { signal, method, url, headers } = request;
  signal.throwIfAborted();
  const answer = await handle({
    method,
    // Whatever stands before it: the handler knows the route.
    path: "/v1/rerank",
    headers: withJsonType(Object.fromEntries(headers)),
    readBody: async () => new Uint8Array(await request.arrayBuffer()),
    signal,
  });
  signal.throwIfAborted();
  return responseOf(answer, url);
}

export function responseOf({ status, headers, body }: HttpAnswer, url: string): Response {
  const text = body === undefined ? null : JSON.stringify(body);
  const response = new Response(text, {
    status,
    headers: { ...headers, ...(text !== null && { "Content-Type": "application/json; charset=utf-8" }) },
  });
  // A response that is made has no address of its own; some clients look at it.
  Object.defineProperty(response, "url", { value: url });
  return response;
}

/** `fetch` gives a string body the type of plain text; there is no second reading of it here. */
function withJsonType(headers: Record<string, string>): Record<string, string> {
  const type = headers["content-type"] ?? "";
  const plain = type === "" || type.startsWith("text/plain");
  return plain ? { ...headers, "content-type": "application/json" } : headers;
}

function endsInRerank({ method, url }: Pick<Request, "method" | "url">): boolean {
  const [path = ""] = url.split(/[?#]/, 1);
  return method === "POST" && /\/rerank\/?$/.test(path);
}

function methodAndUrl(
  input: string | URL | Request,
  init: RequestInit | undefined,
): Pick<Request, "method" | "url"> {
  const method = (init?.method ?? (input instanceof Request ? input.method : "GET")).toUpperCase();
  const given = input instanceof Request ? input.url : String(input);
  const base = globalThis.location?.href ?? "http://localhost/";
  return { method, url: URL.canParse(given, base) ? new URL(given, base).href : given };
}
