/** The images of a request, as bytes: fetched, or decoded from base64. */
import { RerankError, fieldError } from "../../../contract/errors.ts";
import { imageMessages } from "../messages.ts";

/** Images that are fetched at the same time. */
const maxParallel = 6;
const maxImageBytes = 32_000_000;

/**
 * @param inputs the query, then the documents
 * @returns the image of each input that has one; `undefined` if none has
 * @throws {RerankError} `unsupported_input` naming the field
 * @throws {DOMException} `AbortError`
 */
export async function loadImages(
  inputs: readonly (string | { image?: string | undefined })[],
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<(Blob | undefined)[] | undefined> {
  const sources = inputs.map((input) => (typeof input === "string" ? undefined : input.image));
  if (sources.every((source) => source === undefined)) return undefined;
  throwIfNoDecoder();
  const blobs: (Blob | undefined)[] = [];
  for (let start = 0; start < sources.length; start += maxParallel) {
    const batch = sources.slice(start, start + maxParallel).map(async (source, offset) => {
      const field = imageField(start + offset);
      return source === undefined ? undefined : loadImage(source, field, fetch, signal);
    });
    // oxlint-disable-next-line no-await-in-loop -- a few at a time
    blobs.push(...(await Promise.all(batch)));
  }
  return blobs;
}

function imageField(position: number): string {
  return position === 0 ? "query.image" : `documents[${position - 1}].image`;
}

/** Node has no image decoder: there, nothing is fetched in vain. */
function throwIfNoDecoder(): void {
  if ("createImageBitmap" in globalThis) return;
  throw new RerankError("unsupported_input", imageMessages.noDecoder());
}

/** @param source an http(s) URL, a data URL or base64 */
async function loadImage(
  source: string,
  field: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  if (/^https?:/i.test(source)) return fetchImage(source, field, fetch, signal);
  const decoded = decodeBase64(source);
  if (!decoded) throw imageError(field, imageMessages.notAnImage());
  return decoded;
}

/** Accepts a data URL or bare base64, in its standard or its URL-safe alphabet. */
function decodeBase64(source: string): Blob | undefined {
  const [, type = "", base64 = ""] =
    /^(?:data:([^;,]*)[^,]*;base64,)?([\sA-Za-z0-9+/_=-]*)$/.exec(source) ?? [];
  try {
    const binary = atob(base64.replaceAll("-", "+").replaceAll("_", "/").replace(/\s/g, ""));
    if (binary.length === 0) return undefined;
    return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], { type });
  } catch {
    return undefined;
  }
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
    throw imageError(field, imageMessages.notAllowed());
  });
  if (!response.ok) throw imageError(field, imageMessages.status(response.status));
  throwIfTooLarge(Number(response.headers.get("content-length") ?? 0), field);
  const blob = await response.blob().catch(() => {
    signal?.throwIfAborted();
    throw imageError(field, imageMessages.interrupted());
  });
  throwIfTooLarge(blob.size, field);
  return blob;
}

function throwIfTooLarge(bytes: number, field: string): void {
  if (bytes > maxImageBytes) throw imageError(field, imageMessages.tooLarge(maxImageBytes));
}

function imageError(field: string, message: string): RerankError {
  return fieldError("unsupported_input", [{ field, message, type: "value_error.image" }]);
}
