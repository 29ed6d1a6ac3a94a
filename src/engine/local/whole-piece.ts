/** A request as one piece of work, and smaller pieces of it. */
import { RerankError } from "../../contract/errors.ts";
import { type ValidRerankRequest, textOf } from "../../contract/rerank.ts";
import type { Piece } from "../../worker/protocol.ts";

/**
 * Everything of a request that a worker is told. Images are fetched and decoded from base64 here, once for all workers.
 * @throws {RerankError} `unsupported_input` naming the field, for an image that cannot be had
 */
export async function wholePiece(
  request: ValidRerankRequest,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<Piece> {
  const { query, documents, truncate, instruction, max_tokens_per_document: maxTokensPerDocument } = request;
  const image = (input: string | { image?: string | undefined }, field: string): Promise<Blob | undefined> =>
    typeof input === "string" || input.image === undefined
      ? Promise.resolve(undefined)
      : imageBlob(input.image, field, fetch, signal);
  const [queryImage, ...documentImages] = await Promise.all([
    image(query, "query"),
    ...documents.map((document, index) => image(document, `documents[${index}]`)),
  ]);
  return {
    query: textOf(query) ?? "",
    documents: documents.map((document) => textOf(document) ?? ""),
    truncation: { truncate, ...(maxTokensPerDocument !== undefined && { maxTokensPerDocument }) },
    ...(instruction !== undefined && { instruction }),
    ...([queryImage, ...documentImages].some(Boolean) && {
      images: { query: queryImage, documents: documentImages },
    }),
  };
}

/** The same for some of the documents, in the order given. */
export function partOf(whole: Piece, positions: readonly number[]): Piece {
  const { images } = whole;
  return {
    ...whole,
    documents: positions.map((position) => whole.documents[position] ?? ""),
    ...(images && {
      images: { ...images, documents: positions.map((position) => images.documents[position]) },
    }),
  };
}

/** @param source an http(s) address, a data URL, or base64 */
async function imageBlob(
  source: string,
  field: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  if (/^https?:/i.test(source)) return fetchImage(source, field, fetch, signal);
  const [, type = "", base64 = ""] = /^(?:data:([^;,]*);base64,)?([\sA-Za-z0-9+/_=-]*)$/.exec(source) ?? [];
  try {
    const binary = atob(base64.replaceAll("-", "+").replaceAll("_", "/").replace(/\s/g, ""));
    if (binary.length > 0)
      return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], { type });
  } catch {
    // Said below.
  }
  throw unusable(field, "is no image: give an https address, a data URL or base64");
}

async function fetchImage(
  url: string,
  field: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  const response = await fetch(url, {
    credentials: "omit",
    referrerPolicy: "no-referrer",
    ...(signal && { signal }),
  }).catch(() => {
    signal?.throwIfAborted();
    throw unusable(field, "cannot be fetched: its site may not allow it (CORS); upload the file instead");
  });
  if (!response.ok) throw unusable(field, `cannot be fetched: the server answered ${response.status}`);
  return response.blob();
}

function unusable(field: string, message: string): RerankError {
  return new RerankError("unsupported_input", `${field}.image: ${message}`, {
    errors: [{ field: `${field}.image`, message, type: "value_error.image" }],
  });
}
