/** What workers are told of a request, and selections of its documents. */
import { type FieldError, fieldError } from "../../../contract/errors.ts";
import { passageOptions } from "../../../contract/passages.ts";
import { type RerankRequest, type ValidRerankRequest, inputText } from "../../../contract/rerank.ts";
import { requestMessages } from "../messages.ts";
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
 * Characters of one text. No model reads a thousandth of it, and a single word of ten million overflows the stack of
 * the browser's regular expressions.
 */
const maxCharacters = 4_000_000;

/**
 * Everything of a request that workers need. Images are fetched and decoded from base64 here, once for all workers.
 * @throws {RerankError} `unsupported_input` naming the field, for an image that cannot be used; `document_too_long` or
 *   `query_too_long` naming the fields with more than four million characters
 * @throws {DOMException} `AbortError`
 */
export async function createScoringInput(
  request: ValidRerankRequest,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<ScoringInput> {
  const { query, documents, instruction } = request;
  const passages = passageOptions(request.passages);
  const texts = [query, ...documents].map((input) => inputText(input) ?? "");
  const [queryText = "", ...documentTexts] = texts;
  throwIfTooManyCharacters(queryText, documentTexts);
  const images = await loadImages([query, ...documents], fetch, signal);
  return {
    query: queryText,
    documents: documentTexts,
    truncation: requestTruncation(request),
    ...(instruction !== undefined && { instruction }),
    ...(passages && { passages }),
    ...(images && { images: { query: images[0], documents: images.slice(1) } }),
  };
}

function throwIfTooManyCharacters(query: string, documents: readonly string[]): void {
  const tooLong = (text: string, field: string): FieldError[] =>
    text.length > maxCharacters
      ? [
          {
            field,
            message: requestMessages.tooManyCharacters(text.length, maxCharacters),
            type: "value_error.too_long",
          },
        ]
      : [];
  const [queryError] = tooLong(query, "query");
  if (queryError) throw fieldError("query_too_long", [queryError]);
  const errors = documents.flatMap((text, index) => tooLong(text, `documents[${index}]`));
  if (errors.length > 0) throw fieldError("document_too_long", errors);
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
