import { createReranker } from "../engine/create-reranker.ts";
import type { LocalReranker } from "../engine/local/local-reranker.ts";
import { type LibraryOptions, requestedModel } from "./library-options.ts";

export function createInBrowser(options: LibraryOptions): Promise<LocalReranker> {
  return createReranker({ ...options, model: requestedModel(options) });
}
