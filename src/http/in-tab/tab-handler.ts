import type { Reranker } from "../../contract/reranker.ts";
import { errorResponse, methodNotAllowed } from "../http-error.ts";
import { type FetchHandler, createRerankHandler } from "../rerank-handler.ts";

/** A reranker that says which model it runs. */
export interface NamedReranker extends Reranker {
  readonly model: { readonly id: string };
}

/** More requests at the same time would only wait for each other. */
const maxConcurrent = 16;

/**
 * `POST /v1/rerank` over one reranker. Hono stays in the server: it would add 6 kB (gzip) to the 6 kB of this entry
 * for a single route.
 *
 * @returns a handler that never rejects: every error becomes a response
 */
export function createTabHandler(reranker: NamedReranker, anyModel: boolean): FetchHandler {
  const rerank = createRerankHandler({
    rerankers: new Map([[reranker.model.id, reranker]]),
    anyModel,
    maxDocuments: Infinity,
    maxConcurrent,
    readBody: async (request) => new Uint8Array(await request.arrayBuffer()),
  });
  return async (request) => {
    try {
      // An application's own `isRerank` may let other methods pass.
      if (request.method !== "POST") throw methodNotAllowed("/v1/rerank", ["POST"], request.method);
      return await rerank(request);
    } catch (error) {
      return errorResponse(error);
    }
  };
}
