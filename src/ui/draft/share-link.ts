/**
 * Query, documents and settings in the fragment of a URL, which browsers send to no server: `#d=` and the JSON,
 * deflated, in base64url. Links that are out in the world must open for ever: a new form gets a new letter.
 */
import * as v from "valibot";
import { SharedDraft } from "./shared-draft.ts";

const marker = "#d=";

export async function packFragment(draft: SharedDraft): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(draft));
  const packed = await through(bytes, new CompressionStream("deflate-raw"));
  return marker + toBase64Url(packed);
}

export function isShareLink(fragment: string): boolean {
  return fragment.startsWith(marker);
}

/** The draft of a link; `undefined` for a fragment that is none of ours or is damaged. */
export async function unpackFragment(fragment: string): Promise<SharedDraft | undefined> {
  if (!isShareLink(fragment)) return undefined;
  try {
    const packed = fromBase64Url(fragment.slice(marker.length));
    const bytes = await through(packed, new DecompressionStream("deflate-raw"));
    return v.parse(SharedDraft, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
