/** What workers are told of a request, and selections of its documents. */
import { type RerankRequest, type ValidRerankRequest, inputText } from "../../../contract/rerank.ts";
import type { ScoringInput, Truncation } from "../../worker/protocol.ts";
import { loadImages } from "./load-images.ts";

/** How a request wants its texts cut. */
export function requestTruncation({
  truncate = "end",
  max_tokens_per_document: maxTokensPerDocument,
  max_tokens_per_query: maxTokensPerQuery,
}: RerankRequest): Truncation {
  return {
    truncate,
    ...(maxTokensPerDocument !== undefined && { maxTokensPerDocument }),
    ...(maxTokensPerQuery !== undefined && { maxTokensPerQuery }),
  };
}

/**
 * Everything of a request that workers need. Images are fetched and decoded from base64 here, once for all workers.
 * @throws {RerankError} `unsupported_input` naming the field, for an image that cannot be used
 * @throws {DOMException} `AbortError`
 */
export async function createScoringInput(
  request: ValidRerankRequest,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<ScoringInput> {
  const { query, documents, instruction } = request;
  const images = await loadImages([query, ...documents], fetch, signal);
  return {
    query: inputText(query) ?? "",
    documents: documents.map((document) => inputText(document) ?? ""),
    truncation: requestTruncation(request),
    ...(instruction !== undefined && { instruction }),
    ...(images && { images: { query: images[0], documents: images.slice(1) } }),
  };
}

/** The same input with some of its documents, in the given order. */
export function selectDocuments(input: ScoringInput, positions: readonly number[]): ScoringInput {
  const { images } = input;
  return {
    ...input,
    documents: positions.map((position) => input.documents[position] ?? ""),
    ...(images && {
      images: { ...images, documents: positions.map((position) => images.documents[position]) },
    }),
  };
}
