/** A `fetch` that answers `/v1/rerank` in this tab: one line makes an API's client private. */
import { withUrl } from "./with-url.ts";
import { type NamedReranker, createTabHandler } from "./tab-handler.ts";

export interface RerankFetchOptions {
  /** Sends every other request. Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Answer whichever model a client names. The response's `model` says which one ran. */
  anyModel?: boolean;
  /** Which requests to answer here. Default: `POST` to any address whose path ends in `/rerank`,
   * `/reranking` or `/pipeline/text-ranking`, on any host. */
  isRerank?: (request: Pick<Request, "method" | "url">) => boolean;
}

/**
 * @param reranker answers the requests. The caller still has to dispose of it.
 * @returns a `fetch` that answers with the statuses, headers and error bodies of a `/v1/rerank` server, in real
 *   `Response` objects. It passes on all other requests unchanged. It rejects with `AbortError` if the request's
 *   signal is aborted.
 */
export function createRerankFetch(
  reranker: NamedReranker,
  { fetch = globalThis.fetch, anyModel = false, isRerank = endsInRerank }: RerankFetchOptions = {},
): typeof globalThis.fetch {
  const handle = createTabHandler(reranker, anyModel);
  return async (input, init) => {
    const target = methodAndUrl(input, init);
    if (!isRerank(target)) return fetch(input, init);
    // `Request` needs an absolute address, although no server is called.
    const request = new Request(input instanceof Request ? input : target.url, init);
    assumeJson(request.headers);
    request.signal.throwIfAborted();
    const response = await handle(request);
    request.signal.throwIfAborted();
    return withUrl(response, request.url);
  };
}

/** `fetch` declares a string body as plain text unless the caller names a type; the API accepts JSON only. */
function assumeJson(headers: Headers): void {
  const type = headers.get("Content-Type") ?? "";
  if (type === "" || type.startsWith("text/plain")) headers.set("Content-Type", "application/json");
}

function endsInRerank({ method, url }: Pick<Request, "method" | "url">): boolean {
  const [path = ""] = url.split(/[?#]/, 1);
  return method === "POST" && /\/(rerank(ing)?|pipeline\/text-ranking)\/?$/.test(path);
}

function methodAndUrl(
  input: string | URL | Request,
  init: RequestInit | undefined,
): Pick<Request, "method" | "url"> {
  const method = (init?.method ?? (input instanceof Request ? input.method : "GET")).toUpperCase();
  const address = input instanceof Request ? input.url : String(input);
  const base = globalThis.location?.href ?? "http://localhost/";
  return { method, url: URL.canParse(address, base) ? new URL(address, base).href : address };
}
