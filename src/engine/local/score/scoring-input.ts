/** What workers are told of a request, and selections of its documents. */
import { RerankError } from "../../../contract/errors.ts";
import { type ValidRerankRequest, textOf } from "../../../contract/rerank.ts";
import type { ScoringInput } from "../../worker/protocol.ts";

/** Images that are fetched side by side. */
const atOnce = 6;
const mostImageBytes = 32_000_000;

/** Nothing is fetched for what could not be read anyway: in Node, say. */
function refuseWithoutDecoder(): void {
  if ("createImageBitmap" in globalThis) return;
  throw new RerankError("unsupported_input", "Images cannot be read here: there is no decoder for them.");
}

/**
 * Everything of a request that a worker is told. Images are fetched and decoded from base64 here, once for all workers.
 * @throws {RerankError} `unsupported_input` naming the field, for an image that cannot be had
 */
export async function createScoringInput(
  request: ValidRerankRequest,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<ScoringInput> {
  const { query, documents, truncate, instruction, max_tokens_per_document: maxTokensPerDocument } = request;
  const images = await imagesOf([query, ...documents], fetch, signal);
  return {
    query: textOf(query) ?? "",
    documents: documents.map((document) => textOf(document) ?? ""),
    truncation: { truncate, ...(maxTokensPerDocument !== undefined && { maxTokensPerDocument }) },
    ...(instruction !== undefined && { instruction }),
    ...(images && { images: { query: images[0], documents: images.slice(1) } }),
  };
}

/** @param inputs the query, then the documents; `undefined` where all of them are texts */
async function imagesOf(
  inputs: readonly (string | { image?: string | undefined })[],
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<(Blob | undefined)[] | undefined> {
  const sources = inputs.map((input) => (typeof input === "string" ? undefined : input.image));
  if (sources.every((source) => source === undefined)) return undefined;
  refuseWithoutDecoder();
  const blobs: (Blob | undefined)[] = [];
  for (let start = 0; start < sources.length; start += atOnce) {
    const some = sources.slice(start, start + atOnce).map(async (source, at) => {
      const field = start + at === 0 ? "query" : `documents[${start + at - 1}]`;
      return source === undefined ? undefined : imageBlob(source, field, fetch, signal);
    });
    // oxlint-disable-next-line no-await-in-loop -- a few at a time
    blobs.push(...(await Promise.all(some)));
  }
  return blobs;
}

/** The same for some of the documents, in the order given. */
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

/** @param source an http(s) address, a data URL, or base64 */
async function imageBlob(
  source: string,
  field: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  if (/^https?:/i.test(source)) return fetchImage(source, field, fetch, signal);
  const [, type = "", base64 = ""] =
    /^(?:data:([^;,]*)[^,]*;base64,)?([\sA-Za-z0-9+/_=-]*)$/.exec(source) ?? [];
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
  const tooLarge = `has more than the ${mostImageBytes / 1e6} MB that are taken`;
  if (Number(response.headers.get("content-length") ?? 0) > mostImageBytes) throw unusable(field, tooLarge);
  const blob = await response.blob().catch(() => {
    signal?.throwIfAborted();
    throw unusable(field, "broke off while it was fetched");
  });
  if (blob.size > mostImageBytes) throw unusable(field, tooLarge);
  return blob;
}

function unusable(field: string, message: string): RerankError {
  return new RerankError("unsupported_input", `${field}.image: ${message}`, {
    errors: [{ field: `${field}.image`, message, type: "value_error.image" }],
  });
}
