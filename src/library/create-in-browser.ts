import { createReranker } from "../engine/create-reranker.ts";
import type { LocalReranker } from "../engine/local/local-reranker.ts";
import { type LibraryOptions, entryOf } from "./library-options.ts";

export function createInBrowser(options: LibraryOptions): Promise<LocalReranker> {
  return createReranker({ ...options, model: entryOf(options) });
}
